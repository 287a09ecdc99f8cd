package dev.foliot.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.association.PollLimits;
import dev.foliot.association.RejectReason;
import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.SourceSnapshot;
import dev.foliot.platform.MeasuresByTheClock;
import dev.foliot.time.PollExponent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a hostile network can send, over real sockets. Everything forged claims a time that is half a second off, so that
 * whatever is believed shows.
 */
@Tag("peers")
@MeasuresByTheClock
class HostileServerTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final double LIE_S = 0.5;
    private static final long SEED = 20261123;

    /** What a server written in Java for a test can be wrong by, when the machine is busy. */
    private static final double HONEST_NS = 50e6;

    private static final int FLOOD = 10_000;
    private static final int FLOOD_PIECE = 50;
    private static final long FLOOD_PAUSE_NS = 200_000;

    /** A request is open long enough for a whole flood. */
    private static final PollLimits SLOW =
            new PollLimits(new PollExponent(1), new PollExponent(1), new PollExponent(1));

    private static final long HEAP_GROWTH = 1 << 20;

    @TempDir
    Path scratch;

    private final LogLines log = new LogLines();
    private final Random random = new Random(SEED);

    @AfterEach
    void closeLog() {
        log.close();
    }

    /** Datagrams that cannot be the reply, before which and after which the true one is still waited for. */
    enum Unrelated {
        EMPTY(RejectReason.MALFORMED),
        ONE_BYTE_SHORT(RejectReason.MALFORMED),
        LONGER_THAN_ANY_PACKET(RejectReason.MALFORMED),
        WRONG_ORIGIN(RejectReason.ORIGIN_MISMATCH),
        OLDER_VERSION(RejectReason.WRONG_VERSION),
        BROADCAST(RejectReason.WRONG_MODE),
        OWN_REQUEST(RejectReason.WRONG_MODE),
        KISS_OF_SOMEBODY_WHO_GUESSES(RejectReason.ORIGIN_MISMATCH);

        final RejectReason reason;

        Unrelated(RejectReason reason) {
            this.reason = reason;
        }

        byte[] bytes(byte[] request) {
            return switch (this) {
                case EMPTY -> new byte[0];
                case ONE_BYTE_SHORT -> lie(request).bytes(47);
                case LONGER_THAN_ANY_PACKET -> lie(request).bytes(9000);
                case WRONG_ORIGIN -> lie(request).wrongOrigin().bytes();
                case OLDER_VERSION -> lie(request).leapVersionMode(0, 3, 4).bytes();
                case BROADCAST -> lie(request).leapVersionMode(0, 4, 5).bytes();
                case OWN_REQUEST -> request;
                case KISS_OF_SOMEBODY_WHO_GUESSES ->
                    lie(request).kiss("DENY").wrongOrigin().bytes();
            };
        }
    }

    /** Replies to the request that are of no use. */
    enum Useless {
        STRATUM_16(RejectReason.BAD_STRATUM),
        UNSYNCHRONISED(RejectReason.UNSYNCHRONISED),
        NO_TRANSMIT_TIMESTAMP(RejectReason.NO_TIMESTAMP),
        NO_RECEIVE_TIMESTAMP(RejectReason.NO_TIMESTAMP),
        FAR_FROM_ITS_REFERENCE(RejectReason.BAD_DISTANCE),
        SLOWER_THAN_THE_EXCHANGE(RejectReason.IMPOSSIBLE_TIMES),
        BEFORE_IT_WAS_SET(RejectReason.REFERENCE_IN_FUTURE),
        FOLLOWER_OF_OURS(RejectReason.LOOP),
        KISS_RATE(RejectReason.KISS_RATE),
        KISS_DENY(RejectReason.KISS_DENY),
        KISS_UNKNOWN(RejectReason.KISS_OTHER);

        final RejectReason reason;

        Useless(RejectReason reason) {
            this.reason = reason;
        }

        ForgedReply reply(byte[] request) {
            return switch (this) {
                case STRATUM_16 -> lie(request).stratum(16);
                case UNSYNCHRONISED -> lie(request).leapVersionMode(3, 4, 4);
                case NO_TRANSMIT_TIMESTAMP -> lie(request).transmit(0);
                case NO_RECEIVE_TIMESTAMP -> lie(request).receive(0);
                case FAR_FROM_ITS_REFERENCE -> lie(request).rootDelay(40);
                case SLOWER_THAN_THE_EXCHANGE -> lie(request).transmitLater(10);
                case BEFORE_IT_WAS_SET -> lie(request).transmitLater(-10);
                case FOLLOWER_OF_OURS -> lie(request).stratum(2).reference(ForgingServer.ADDRESS);
                case KISS_RATE -> lie(request).kiss("RATE");
                case KISS_DENY -> lie(request).kiss("DENY");
                case KISS_UNKNOWN -> lie(request).kiss("HUGS");
            };
        }
    }

    private static ForgedReply lie(byte[] request) {
        return new ForgedReply(request, LIE_S);
    }

    @ParameterizedTest
    @EnumSource
    void unrelatedDatagramIsCountedAndTheTrueReplyStillTaken(Unrelated kind) throws Exception {
        try (ForgingServer server = new ForgingServer((request, replies) -> {
                    replies.send(kind.bytes(request));
                    ForgingServer.honest(request, replies);
                });
                ObservedDaemon daemon = daemonOf(server)) {
            DaemonSnapshot there =
                    daemon.await("synchronised", LIMIT, now -> now.clock().synchronised() && reach(now) == 0xff);

            assertTrue(rejected(there, kind.reason) >= 8, there::toString);
            assertNothingBelieved(daemon);
            assertEquals(0, log.warnings().size(), () -> log.warnings().toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void uselessReplyIsCountedAndNotBelieved(Useless kind) throws Exception {
        try (ForgingServer server = new ForgingServer(
                        (request, replies) -> replies.send(kind.reply(request).bytes()));
                ObservedDaemon daemon = daemonOf(server)) {
            DaemonSnapshot there = daemon.await("rejected", LIMIT, now -> rejected(now, kind.reason) >= 1);

            SourceSnapshot source = there.sources().get(0);
            assertEquals(0, source.reach(), there::toString);
            assertEquals(0, source.received());
            assertNull(source.offsetS());
            assertEquals(0, there.clock().updates());
            assertNothingBelieved(daemon);
            // What a server asks of us concerns a person, once.
            int worthAWarning = kind.reason == RejectReason.KISS_DENY || kind.reason == RejectReason.KISS_RATE ? 1 : 0;
            assertEquals(
                    worthAWarning, log.warnings().size(), () -> log.warnings().toString());
        }
    }

    @Test
    void serverThatWasOfNoUseIsTakenOnceItIs() throws Exception {
        try (ForgingServer server = new ForgingServer((request, replies) ->
                        replies.send(Useless.STRATUM_16.reply(request).bytes()));
                ObservedDaemon daemon = daemonOf(server)) {
            daemon.await("rejected", LIMIT, now -> rejected(now, RejectReason.BAD_STRATUM) >= 4);

            server.behave(ForgingServer::honest);
            daemon.await("synchronised", LIMIT, now -> now.clock().synchronised());
        }
    }

    @Test
    void kissCodesAreObeyed() throws Exception {
        try (ForgingServer rate = new ForgingServer((request, replies) ->
                        replies.send(lie(request).kiss("RATE").bytes()));
                ForgingServer deny = new ForgingServer((request, replies) ->
                        replies.send(lie(request).kiss("DENY").bytes()));
                ObservedDaemon daemon = ObservedDaemon.start(
                        ObservedDaemon.server("127.0.0.1", rate.port()),
                        ObservedDaemon.server("127.0.0.1", deny.port()))) {
            DaemonSnapshot obedient = daemon.await(
                    "the one is asked as seldom as one that is not known to be near, the other hardly any more",
                    LIMIT,
                    now -> now.sources().size() == 2
                            && now.sources().get(0).pollS() == 1
                            && now.sources().get(0).rejected().containsKey("kiss_rate")
                            && now.sources().get(1).pollS() == 4096);
            assertEquals(1, deny.requests(), obedient::toString);
        }
    }

    /** The kernel drops these before we see them: a request's socket is connected. */
    @Test
    void replyFromElsewhereIsNotTaken() throws Exception {
        try (ForgingServer server = new ForgingServer((request, replies) -> {
                    replies.sendFromOtherPort(lie(request).bytes());
                    replies.sendFromOtherAddress(lie(request).bytes());
                });
                ObservedDaemon daemon = daemonOf(server)) {
            Await.until(
                    "asked",
                    LIMIT,
                    () -> server.requests() >= 8,
                    () -> daemon.snapshot().toString());
            assertEquals(0, daemon.source(0).received());
            assertEquals(0, daemon.source(0).reach());

            server.behave(ForgingServer::honest);
            daemon.await("synchronised", LIMIT, now -> now.clock().synchronised());
            assertNothingBelieved(daemon);
        }
    }

    @Test
    void garbageIsCountedAndTheTrueReplyStillTaken() throws Exception {
        try (ForgingServer server = new ForgingServer((request, replies) -> {
                    for (int i = 0; i < 50; i++) {
                        replies.send(garbage());
                    }
                    ForgingServer.honest(request, replies);
                });
                ObservedDaemon daemon = daemonOf(server)) {
            DaemonSnapshot there = daemon.await(
                    "synchronised after garbage",
                    LIMIT,
                    now -> now.clock().synchronised() && now.sources().get(0).received() >= 8);

            assertTrue(rejected(there) > 100, there::toString);
            assertNothingBelieved(daemon);
            assertEquals(0, log.warnings().size(), () -> log.warnings().toString());
        }
    }

    /** Nothing grows with what comes in, and an honest source beside the hostile one is heard all the time. */
    @Test
    void floodsCostNeitherMemoryNorLogNorTheOtherSource() throws Exception {
        try (Chronyd chronyd = Chronyd.serving(scratch, 3);
                ForgingServer server = new ForgingServer(this::flood);
                ObservedDaemon daemon = ObservedDaemon.start(
                        ObservedDaemon.server("127.0.0.1", chronyd.port()),
                        ObservedDaemon.server("127.0.0.1", server.port(), SLOW))) {
            daemon.await("a flood has come in", LIMIT, now -> rejected(now) >= FLOOD / 2);
            long heapBefore = usedHeap();
            int linesBefore = log.lines().size();

            DaemonSnapshot there = daemon.await("more floods have come in", LIMIT, now -> rejected(now) >= 2 * FLOOD);
            long grown = usedHeap() - heapBefore;
            assertTrue(grown < HEAP_GROWTH, "the heap grew by " + grown + " bytes");
            assertTrue(log.lines().size() - linesBefore <= 1, () -> log.lines().toString());
            assertEquals(0xff, reach(there), there::toString);
            assertNothingBelieved(daemon);

            server.behave(ForgingServer::honest);
            int heard = Integer.bitCount(there.sources().get(1).reach());
            daemon.await(
                    "the flooded source is heard",
                    LIMIT,
                    now -> Integer.bitCount(now.sources().get(1).reach()) > heard || heard == 8);
        }
    }

    /** As fast as the other end takes them, nearly: what its socket's buffer drops would prove nothing. */
    private void flood(byte[] request, ForgingServer.Replies replies) throws IOException {
        byte[] wrong = lie(request).wrongOrigin().bytes();
        byte[] tooShort = lie(request).bytes(47);
        for (int i = 0; i < FLOOD; i++) {
            replies.send(i % 2 == 0 ? wrong : tooShort);
            if (i % FLOOD_PIECE == 0) {
                LockSupport.parkNanos(FLOOD_PAUSE_NS);
            }
        }
    }

    private byte[] garbage() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private static ObservedDaemon daemonOf(ForgingServer server) throws Exception {
        return ObservedDaemon.start(ObservedDaemon.server("127.0.0.1", server.port()));
    }

    private static void assertNothingBelieved(ObservedDaemon daemon) {
        assertTrue(Math.abs(daemon.errorNs()) < HONEST_NS, () -> "error " + daemon.errorNs() + " ns");
        assertEquals(0, daemon.snapshot().clock().steps());
    }

    private static int reach(DaemonSnapshot snapshot) {
        return snapshot.sources().get(0).reach();
    }

    private static long rejected(DaemonSnapshot snapshot, RejectReason reason) {
        return snapshot.sources().stream()
                .mapToLong(
                        source -> source.rejected().getOrDefault(reason.name().toLowerCase(Locale.ROOT), 0L))
                .sum();
    }

    private static long rejected(DaemonSnapshot snapshot) {
        return snapshot.sources().stream()
                .flatMap(source -> source.rejected().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }
}
