package dev.foliot.integration;

import dev.foliot.platform.Poller;
import dev.foliot.platform.Resolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A resolver that knows what a test tells it, and so asks no name server. */
final class NamesOfATest {
    private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    void set(String name, String... addresses) throws UnknownHostException {
        List<InetAddress> parsed = new ArrayList<>();
        for (String address : addresses) {
            parsed.add(InetAddress.getByName(address));
        }
        names.put(name, parsed);
    }

    /** How often {@code name} has been looked up. */
    long asked(String name) {
        return asked.stream().filter(name::equals).count();
    }

    Resolver resolver(Poller poller) {
        return new Resolver() {
            private final List<Answer> waiting = new ArrayList<>();

            @Override
            public void resolve(String name) {
                asked.add(name);
                waiting.add(new Answer(name, names.getOrDefault(name, List.of())));
                poller.wakeUp();
            }

            @Override
            public List<Answer> answers() {
                List<Answer> taken = List.copyOf(waiting);
                waiting.clear();
                return taken;
            }

            @Override
            public void close() {}
        };
    }
}
