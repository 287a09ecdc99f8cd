package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.Poller;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.platform.jni.ClockInterface;
import dev.foliot.platform.jni.NativeClock;
import dev.foliot.server.AccessList;
import dev.foliot.server.AccessRules;
import dev.foliot.server.ServerParameters;
import dev.foliot.server.ServerState;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A socket of an interface that is down is always ready, and only ever fails. */
class FailingSocketTest {
    private static final long REST_NS = 110_000_000L;

    private final BrokenSocket broken = new BrokenSocket();
    private final EagerPoller poller = new EagerPoller();
    private final ServerLoop loop;

    FailingSocketTest() throws IOException {
        loop = new ServerLoop(
                new NativeClock(ClockInterface.NATIVE),
                poller,
                List.of(new ServerListener(broken, new AccessList(AccessRules.OPEN))),
                () -> ServerState.unsynchronised(-20, 1),
                Optional.empty(),
                ServerParameters.NONE,
                new SplittableRandom(1));
    }

    @Test
    void failureIsCountedAndTheSocketRests() {
        for (int round = 1; round <= 3; round++) {
            for (int i = 0; i < 100; i++) {
                loop.turn(0);
            }
            assertEquals(round, broken.attempts);
            assertEquals(round, loop.totals().receiveFailures());
            long longestWaitNs = poller.deadlineNs - System.nanoTime();
            assertTrue(longestWaitNs <= REST_NS, () -> "waits for " + longestWaitNs + " ns");
            LockSupport.parkNanos(REST_NS);
        }
        loop.close();
        assertEquals(List.of(), poller.watched);
        assertTrue(broken.closed);
    }

    private static final class BrokenSocket extends FakeServingSocket {
        private int attempts;
        private boolean closed;

        @Override
        public int receive(DatagramBatch batch) throws IOException {
            attempts++;
            throw new SocketException("Network is down");
        }

        @Override
        public int reply(DatagramBatch batch, int first, int count, long leadNs, int paceNs) {
            throw new AssertionError("there is nothing to reply to");
        }

        @Override
        public long kernelNs() {
            throw new AssertionError("nothing is sealed");
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Finds every socket ready that it watches. */
    private static final class EagerPoller implements Poller {
        private final List<TimestampedSocket> watched = new ArrayList<>();
        private long deadlineNs;

        @Override
        public void add(TimestampedSocket socket) {
            watched.add(socket);
        }

        @Override
        public void remove(TimestampedSocket socket) {
            watched.remove(socket);
        }

        @Override
        public List<TimestampedSocket> await(long deadlineMonotonicNs) {
            deadlineNs = deadlineMonotonicNs;
            return List.copyOf(watched);
        }

        @Override
        public void wakeUp() {}

        @Override
        public void close() {}
    }
}
