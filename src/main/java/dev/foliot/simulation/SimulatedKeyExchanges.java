package dev.foliot.simulation;

import dev.foliot.platform.KeyExchanges;
import dev.foliot.platform.Poller;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Agrees on keys with {@link SimulatedNtsServer}s; nothing is encrypted, and who is who is known. */
public final class SimulatedKeyExchanges implements KeyExchanges {
    /** Three round trips and a signature. */
    private static final double DURATION_S = 0.1;

    private final VirtualWorld world;
    private final SimulatedNetwork host;
    private final Poller poller;
    private final Map<InetSocketAddress, SimulatedNtsServer> servers = new HashMap<>();
    private List<Outcome> outcomes = new ArrayList<>();
    private boolean closed;

    /**
     * @param host whose sockets the sessions use
     * @param poller is woken up when an exchange is over
     */
    public SimulatedKeyExchanges(VirtualWorld world, SimulatedNetwork host, Poller poller) {
        this.world = world;
        this.host = host;
        this.poller = poller;
    }

    /** From now on {@code server} agrees on keys at an address. */
    public void listen(InetSocketAddress at, SimulatedNtsServer server) {
        servers.put(at, server);
    }

    @Override
    public void begin(Request request) {
        world.after(DURATION_S, () -> {
            if (!closed) {
                outcomes.add(outcome(request));
                poller.wakeUp();
            }
        });
    }

    private Outcome outcome(Request request) {
        SimulatedNtsServer server = servers.get(request.server().address());
        if (server == null) {
            return new Outcome.Failed(request.number(), "nobody listens there", false);
        }
        Optional<String> failure = server.exchange();
        if (failure.isPresent()) {
            return new Outcome.Failed(request.number(), failure.get(), true);
        }
        boolean valid = request.certificatesAtUtcNs().isEmpty()
                || server.certificates().contains(request.certificatesAtUtcNs().getAsLong());
        return valid
                ? new Outcome.Agreed(request.number(), new SimulatedNtsSession(server, host))
                : new Outcome.Failed(request.number(), "its certificate is not valid at this time", true);
    }

    @Override
    public List<Outcome> outcomes() {
        List<Outcome> taken = outcomes;
        outcomes = new ArrayList<>();
        return taken;
    }

    @Override
    public void close() {
        closed = true;
    }
}
