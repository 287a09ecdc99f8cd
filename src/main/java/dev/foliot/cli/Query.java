package dev.foliot.cli;

import dev.foliot.association.RejectReason;
import dev.foliot.platform.Addresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Measures one server several times. */
final class Query {
    /** What is told while it goes on. */
    interface Listener {
        void opened(String host, String address);

        void measured(QuerySample sample);

        /** @param reason why there is no measurement, for a person */
        void lost(int sequence, String reason);
    }

    private final int count;
    private final long intervalNs;
    private final long timeoutNs;
    private final Probe.Factory probes;
    private final Listener listener;

    /**
     * @param count requests, at least 1
     * @param intervalNs between one request and the next; longer when a reply takes longer
     * @param timeoutNs how long to wait for a reply
     */
    Query(int count, long intervalNs, long timeoutNs, Probe.Factory probes, Listener listener) {
        this.count = count;
        this.intervalNs = intervalNs;
        this.timeoutNs = timeoutNs;
        this.probes = probes;
        this.listener = listener;
    }

    /** The measurements of one server, which stop early when the server says that it does not want to be asked. */
    QueryReport of(ServerAddress server) throws InterruptedException {
        Run run = new Run(server);
        try {
            InetSocketAddress address = server.resolve();
            run.opened(address);
            try (Probe probe = probes.open(server.server().host(), address)) {
                for (int sequence = 1; sequence <= count && run.welcome(); sequence++) {
                    run.waitForTurn(sequence);
                    run.ask(probe, sequence);
                }
            }
        } catch (UnknownHostException e) {
            run.error = "the name does not resolve";
        } catch (IOException e) {
            run.error = e.getMessage();
        }
        return run.report();
    }

    /** What has been measured so far. */
    private final class Run {
        private final ServerAddress server;
        private final List<QuerySample> samples = new ArrayList<>();
        private final Map<RejectReason, Integer> rejected = new EnumMap<>(RejectReason.class);
        private final long startNs = System.nanoTime();
        private String address;
        private String error;
        private int sent;

        Run(ServerAddress server) {
            this.server = server;
        }

        void opened(InetSocketAddress remote) {
            address = Addresses.text(remote);
            listener.opened(server.typed(), address);
        }

        /** Whether the server has not asked to be left alone (RFC 5905, section 7.4). */
        boolean welcome() {
            return !rejected.containsKey(RejectReason.KISS_DENY) && !rejected.containsKey(RejectReason.KISS_RATE);
        }

        void waitForTurn(int sequence) throws InterruptedException {
            long leftNs = startNs + (sequence - 1) * intervalNs - System.nanoTime();
            if (leftNs > 0) {
                Thread.sleep(leftNs / 1_000_000, (int) (leftNs % 1_000_000));
            }
        }

        void ask(Probe probe, int sequence) {
            sent++;
            try {
                Probe.Answer answer = probe.ask(timeoutNs);
                answer.rejected().forEach((reason, number) -> rejected.merge(reason, number, Integer::sum));
                if (answer.sample().isPresent()) {
                    QuerySample sample =
                            QuerySample.of(sequence, answer.sample().get(), answer.interleaved());
                    samples.add(sample);
                    listener.measured(sample);
                } else {
                    lost(sequence, reason(answer.rejected()));
                }
            } catch (PortUnreachableException e) {
                lost(sequence, "nobody listens at that port");
            } catch (IOException e) {
                lost(sequence, e.getMessage());
            }
        }

        private void lost(int sequence, String reason) {
            error = reason;
            listener.lost(sequence, reason);
        }

        QueryReport report() {
            Map<String, Integer> named = new TreeMap<>();
            rejected.forEach((reason, number) -> named.put(QueryText.word(reason), number));
            return new QueryReport(server.typed(), address, samples, QuerySummary.of(sent, samples), named, error);
        }
    }

    private static String reason(Map<RejectReason, Integer> rejected) {
        return rejected.isEmpty()
                ? "no reply"
                : "no usable reply: "
                        + rejected.keySet().stream().map(QueryText::word).collect(Collectors.joining(", "));
    }
}
