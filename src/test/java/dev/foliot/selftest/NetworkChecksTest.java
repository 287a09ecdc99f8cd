package dev.foliot.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.Network;
import dev.foliot.platform.Poller;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.time.StampSource;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks of sockets and waiting, on a sound network and on broken ones. */
class NetworkChecksTest {
    private final SimulatedMachine simulated = new SimulatedMachine();
    private final Network sound = simulated.simulatedNetwork;

    @ParameterizedTest
    @EnumSource(Family.class)
    void soundStampsPass(Family family) throws Exception {
        Result received = new ReceiveStamps(simulated.machine(), family).run();
        Result sent = new TransmitStamps(simulated.machine(), family).run();

        assertEquals(Verdict.OK, received.verdict(), received::toString);
        assertEquals(Verdict.OK, sent.verdict(), sent::toString);
    }

    @Test
    void stampsInMicrosecondsThatClaimNanosecondsFail() throws Exception {
        simulated.network = stamping(1000, 1);

        assertEquals(Verdict.FAILED, run(new ReceiveStamps(simulated.machine(), Family.IPV4)));
        assertEquals(Verdict.FAILED, run(new TransmitStamps(simulated.machine(), Family.IPV4)));
    }

    @Test
    void stampsInMicrosecondsThatSaySoAreDegraded() throws Exception {
        simulated.network = stamping(1000, 1000);

        assertEquals(Verdict.DEGRADED, run(new ReceiveStamps(simulated.machine(), Family.IPV4)));
        assertEquals(Verdict.DEGRADED, run(new TransmitStamps(simulated.machine(), Family.IPV4)));
    }

    /** Stamps are rounded down to {@code quantumNs}, and claim to be right to {@code errorNs}. */
    private Network stamping(long quantumNs, int errorNs) {
        return new BrokenNetwork(sound) {
            @Override
            void sending(DatagramBatch batch) {
                simulated.world.run(7.919e-6);
            }

            @Override
            int received(DatagramBatch batch, int count) {
                return stamped(batch, count);
            }

            @Override
            int stamped(DatagramBatch batch, int count) {
                batch.setStamp(0, batch.stampNs(0) / quantumNs * quantumNs, batch.stampSource(0), errorNs);
                return count;
            }
        };
    }

    @Test
    void stampsOfAnotherTimeFail() throws Exception {
        simulated.network = new BrokenNetwork(sound) {
            @Override
            int received(DatagramBatch batch, int count) {
                batch.setStamp(0, batch.stampNs(0) - 1_000_000, batch.stampSource(0), 1);
                return count;
            }
        };

        assertEquals(Verdict.FAILED, run(new ReceiveStamps(simulated.machine(), Family.IPV4)));
    }

    @Test
    void aSystemThatStampsNothingIsDegraded() throws Exception {
        simulated.network = unstamped(Integer.MAX_VALUE);

        assertEquals(Verdict.DEGRADED, run(new ReceiveStamps(simulated.machine(), Family.IPV4)));
    }

    @Test
    void firstDatagramWithoutAStampIsNoticed() throws Exception {
        simulated.network = unstamped(1);
        Result result = new ReceiveStamps(simulated.machine(), Family.IPV4).run();

        assertEquals(Verdict.DEGRADED, result.verdict());
        assertEquals("stamped by the system, but for the first one", result.finding());
        assertEquals(1L, result.figures().get("unstamped"));
    }

    private Network unstamped(int first) {
        return new BrokenNetwork(sound) {
            private int seen;

            @Override
            int received(DatagramBatch batch, int count) {
                if (seen++ < first) {
                    batch.setStamp(0, batch.stampNs(0), StampSource.DAEMON, 1);
                }
                return count;
            }
        };
    }

    @Test
    void lostDatagramsFail() throws Exception {
        simulated.network = new BrokenNetwork(sound) {
            @Override
            int received(DatagramBatch batch, int count) {
                return 0;
            }
        };

        assertEquals(Verdict.FAILED, run(new ReceiveStamps(simulated.machine(), Family.IPV4)));
    }

    @Test
    void aSystemWithoutTransmitStampsIsDegradedAndOneThatLosesSomeFails() throws Exception {
        simulated.network = stampingUntil(0);
        assertEquals(Verdict.DEGRADED, run(new TransmitStamps(simulated.machine(), Family.IPV4)));
        simulated.network = stampingUntil(40);
        assertEquals(Verdict.FAILED, run(new TransmitStamps(simulated.machine(), Family.IPV4)));
    }

    private Network stampingUntil(int last) {
        return new BrokenNetwork(sound) {
            private int seen;

            @Override
            int stamped(DatagramBatch batch, int count) {
                return seen++ < last ? count : 0;
            }
        };
    }

    @Test
    void transmitStampOfAnotherDatagramFails() throws Exception {
        simulated.network = new BrokenNetwork(sound) {
            @Override
            int stamped(DatagramBatch batch, int count) {
                batch.setTransmitId(0, batch.transmitId(0) + 1);
                return count;
            }
        };

        assertEquals(Verdict.FAILED, run(new TransmitStamps(simulated.machine(), Family.IPV4)));
    }

    @Test
    void withoutIpv6ItsChecksAreSkipped() throws Exception {
        simulated.network = new BrokenNetwork(sound) {
            @Override
            public TimestampedSocket bind(InetSocketAddress local) throws IOException {
                if (local.getAddress() instanceof Inet6Address) {
                    throw new SocketException("Address family not supported by protocol");
                }
                return super.bind(local);
            }
        };

        List<Outcome> skipped = outcomes(Checks.reading(simulated.machine())).stream()
                .filter(outcome -> outcome.verdict() == Verdict.SKIPPED)
                .toList();
        assertEquals(3, skipped.size());
        assertTrue(skipped.stream().allMatch(outcome -> outcome.name().endsWith("IPv6")), skipped.toString());
    }

    @Test
    void replyFromTheAddressThatWasAskedPasses() throws Exception {
        assertEquals(Verdict.OK, run(new ReplySource(simulated.machine(), Family.IPV4)));
    }

    @Test
    void replyFromAnotherAddressFails() throws Exception {
        simulated.network = new BrokenNetwork(sound) {
            @Override
            void sending(DatagramBatch batch) {
                batch.setLocal(0, Family.IPV4.loopback);
            }
        };

        assertEquals(Verdict.FAILED, run(new ReplySource(simulated.machine(), Family.IPV4)));
    }

    @Test
    void aSystemThatDoesNotTellTheAddressFails() throws Exception {
        simulated.network = new BrokenNetwork(sound) {
            @Override
            int received(DatagramBatch batch, int count) {
                batch.setLocal(0, null);
                return count;
            }
        };

        assertEquals(Verdict.FAILED, run(new ReplySource(simulated.machine(), Family.IPV4)));
    }

    @Test
    void withOneAddressTheReplySourceCannotBeTried() throws Exception {
        Result result = new ReplySource(simulated.machine(), Family.IPV6).run();

        assertEquals(Verdict.SKIPPED, result.verdict());
        assertEquals("this machine has no IPv6 address but ::1", result.finding());
    }

    @Test
    void portThatCannotBeSharedFails() throws Exception {
        assertEquals(
                Verdict.FAILED, Outcome.of(new PortSharing(simulated.machine())).verdict());
    }

    @Test
    void unreachablePortIsReportedOrDegraded() throws Exception {
        assertEquals(Verdict.OK, run(new UnreachablePort(simulated.machine())));
        simulated.network = new BrokenNetwork(sound) {
            @Override
            int received(DatagramBatch batch, int count) {
                return 0;
            }

            @Override
            public TimestampedSocket connect(InetSocketAddress remote) throws IOException {
                TimestampedSocket listener = super.bind(remote);
                TimestampedSocket caller = super.connect(remote);
                simulated.world.after(60, listener::close);
                return caller;
            }
        };
        assertEquals(Verdict.DEGRADED, run(new UnreachablePort(simulated.machine())));
    }

    @Test
    void waitsThatEndOnTimePass() throws Exception {
        assertEquals(Verdict.OK, run(new PollTimeout(simulated.machine())));
        assertEquals(Verdict.OK, run(new WakeUp(simulated.machine())));
    }

    @Test
    void waitsThatEndEarlyOrLateAreNoticed() throws Exception {
        simulated.network = waiting(-1_000_000);
        assertEquals(Verdict.FAILED, run(new PollTimeout(simulated.machine())));
        simulated.network = waiting(10_000_000);
        assertEquals(Verdict.DEGRADED, run(new PollTimeout(simulated.machine())));
        simulated.network = waiting(500_000_000);
        assertEquals(Verdict.FAILED, run(new PollTimeout(simulated.machine())));
    }

    private Network waiting(long lateNs) {
        return new BrokenNetwork(sound) {
            @Override
            long deadline(long deadlineNs) {
                return deadlineNs + lateNs;
            }
        };
    }

    @Test
    void aLoopThatCannotBeWokenFails() throws Exception {
        simulated.network = new BrokenNetwork(sound) {
            @Override
            void wakeUp(Poller poller) {}
        };

        assertEquals(Verdict.FAILED, run(new WakeUp(simulated.machine())));
    }

    @Test
    void whateverASystemRefusesIsAFailureWithItsReason() throws Exception {
        simulated.network = new BrokenNetwork(sound) {
            @Override
            int received(DatagramBatch batch, int count) throws IOException {
                throw new PortUnreachableException("receive: refused");
            }
        };

        Outcome outcome = Outcome.of(new ReceiveStamps(simulated.machine(), Family.IPV4));
        assertEquals(Verdict.FAILED, outcome.verdict());
        assertEquals("receive: refused", outcome.finding());
    }

    private static Verdict run(Check check) throws Exception {
        return check.run().verdict();
    }

    private static List<Outcome> outcomes(List<Check> checks) throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Check check : checks) {
            outcomes.add(Outcome.of(check));
        }
        return outcomes;
    }
}
