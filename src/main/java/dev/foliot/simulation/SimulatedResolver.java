package dev.foliot.simulation;

import dev.foliot.platform.Poller;
import dev.foliot.platform.Resolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks names up in {@link SimulatedNames}; an answer says what the name meant at the moment it came. */
public final class SimulatedResolver implements Resolver {
    /** What {@link InetAddress#getByName} takes for an address and does not look up anywhere. */
    private static final Pattern LITERAL =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.%\\w]*");

    private static final double LATENCY_S = 0.01;

    private final VirtualWorld world;
    private final SimulatedNames names;
    private final Poller poller;
    private final Set<String> underWay = new HashSet<>();
    private List<Answer> answers = new ArrayList<>();
    private boolean closed;

    /** @param poller is woken up when an answer has come */
    public SimulatedResolver(VirtualWorld world, SimulatedNames names, Poller poller) {
        this.world = world;
        this.names = names;
        this.poller = poller;
    }

    @Override
    public void resolve(String name) {
        if (LITERAL.matcher(name).matches()) {
            answer(name, addressOf(name));
        } else if (underWay.add(name)) {
            world.after(LATENCY_S, () -> {
                underWay.remove(name);
                answer(name, names.lookUp(name));
            });
        }
    }

    @Override
    public List<Answer> answers() {
        List<Answer> taken = answers;
        answers = new ArrayList<>();
        return taken;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void answer(String name, List<InetAddress> addresses) {
        if (!closed) {
            answers.add(new Answer(name, addresses));
            poller.wakeUp();
        }
    }

    private static List<InetAddress> addressOf(String literal) {
        try {
            return List.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
