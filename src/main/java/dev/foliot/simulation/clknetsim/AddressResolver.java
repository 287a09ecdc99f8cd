package dev.foliot.simulation.clknetsim;

import dev.foliot.platform.Poller;
import dev.foliot.platform.Resolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** There are no names in the simulated network: addresses are answered at once, and nothing else resolves. */
final class AddressResolver implements Resolver {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final Poller poller;
    private List<Answer> answers = new ArrayList<>();

    AddressResolver(Poller poller) {
        this.poller = poller;
    }

    @Override
    public void resolve(String name) {
        answers.add(new Answer(name, lookUp(name)));
        poller.wakeUp();
    }

    private static List<InetAddress> lookUp(String name) {
        try {
            return IPV4.matcher(name).matches() ? List.of(InetAddress.getByName(name)) : List.of();
        } catch (UnknownHostException e) {
            return List.of();
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
        answers.clear();
    }
}
