package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.jni.ClockInterface;
import dev.foliot.platform.jni.NativeClock;
import dev.foliot.server.AccessList;
import dev.foliot.server.AccessRules;
import dev.foliot.server.RateLimit;
import dev.foliot.server.Responder;
import dev.foliot.server.ServerParameters;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpPacketWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two sockets on which a request waits whenever one looks: neither is ever idle. */
class BusyListenersTest {
    private static final int ROUNDS = 10;

    private final BusySocket interleaved = new BusySocket(1);
    private final BusySocket basic = new BusySocket(0);

    /** They lie in the socket's receive buffer, and take the place of requests. */
    @Test
    void transmitStampsAreTakenWhereTheyWereAskedFor() throws Exception {
        Responder responder =
                new Responder(new ServerParameters(List.of(), RateLimit.NONE, 64, 64, 16, 1), 1, Optional.empty());
        ServerBatch batch = new ServerBatch(new NativeClock(ClockInterface.NATIVE), responder);
        AccessList open = new AccessList(AccessRules.OPEN);
        ServerListener[] listeners = {new ServerListener(interleaved, open), new ServerListener(basic, open)};
        for (int round = 1; round <= ROUNDS; round++) {
            for (ServerListener listener : listeners) {
                batch.serve(listener, round);
            }
        }
        assertEquals(ROUNDS, interleaved.stampsAsked);
        assertEquals(ROUNDS - 1, interleaved.timesTaken, "before every round but the first");
    }

    private static final class BusySocket extends FakeServingSocket {
        private final long origin;
        private int stampsAsked;
        private int timesTaken;

        /** @param origin of its requests: 1 for an interleaved reply, 0 for a basic one */
        private BusySocket(long origin) {
            this.origin = origin;
        }

        @Override
        public int receive(DatagramBatch batch) throws IOException {
            batch.clear(0);
            batch.setLength(0, NtpHeader.SIZE);
            batch.setRemote(0, new InetSocketAddress(InetAddress.getLoopbackAddress(), 5000));
            new NtpPacketWriter()
                    .wrap(batch.payload(), DatagramBatch.payloadOffset(0), NtpHeader.SIZE)
                    .clientRequest(6, 2)
                    .originTimestamp(origin)
                    .receiveTimestamp(4);
            return 1;
        }

        @Override
        public int reply(DatagramBatch batch, int first, int count, long leadNs, int paceNs) {
            stampsAsked += (batch.flags(0) & DatagramBatch.FLAG_STAMP_REQUEST) == 0 ? 0 : 1;
            return count;
        }

        @Override
        public long kernelNs() {
            throw new AssertionError("nothing is sealed");
        }

        @Override
        public int receiveTransmitStamps(DatagramBatch batch) {
            timesTaken++;
            return 0;
        }
    }
}
