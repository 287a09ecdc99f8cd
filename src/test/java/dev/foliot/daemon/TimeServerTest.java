package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.platform.SystemClock;
import dev.foliot.platform.jni.ClockInterface;
import dev.foliot.platform.jni.NativeClock;
import dev.foliot.platform.jni.NativeNetwork;
import dev.foliot.server.AccessRules;
import dev.foliot.server.ClientStatistics;
import dev.foliot.server.ListenParameters;
import dev.foliot.server.RateLimit;
import dev.foliot.server.ServerParameters;
import dev.foliot.server.ServerState;
import dev.foliot.time.LeapIndicator;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpMode;
import dev.foliot.wire.NtpPacketWriter;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Several threads at one address, over sockets of the operating system. */
class TimeServerTest {
    private static final int THREADS = 3;
    private static final int CLIENTS = 24;
    private static final int PATIENCE_MS = 5000;

    private final NativeClock clock;

    TimeServerTest() throws IOException {
        clock = new NativeClock(ClockInterface.NATIVE);
    }

    @Test
    void whatIsPublishedIsWhatEveryThreadSays() throws Exception {
        try (TimeServer server = open(clock, 0)) {
            server.start(() -> {});
            assertEquals(THREADS, server.threads());
            assertEquals(1, server.addresses().size());
            for (int client = 1; client <= CLIENTS; client++) {
                assertEquals(0, stratum(server, client));
            }
            server.publish(stratumFour());
            for (int client = 1; client <= CLIENTS; client++) {
                assertEquals(4, stratum(server, client));
            }
            List<ClientStatistics> clients = server.clients();
            assertEquals(CLIENTS, clients.size(), "each meets the same thread every time");
            assertTrue(clients.stream().allMatch(client -> client.requests() == 2), clients::toString);
            assertEquals(2 * CLIENTS, server.totals().answered());
        }
    }

    @Test
    void anAddressIsTakenUntilItsServerIsClosed() throws Exception {
        int port;
        try (TimeServer server = open(clock, 0)) {
            server.start(() -> {});
            port = server.addresses().get(0).getPort();
            BindException taken = assertThrows(BindException.class, () -> open(clock, port));
            assertTrue(taken.getMessage().contains("127.0.0.1:" + port), taken::getMessage);
        }
        open(clock, port).close();
    }

    @Test
    void nothingToServeIsNoThread() throws Exception {
        try (TimeServer server = TimeServer.open(
                ServerParameters.NONE, clock, NativeNetwork.open(), Optional.empty(), new SplittableRandom(1))) {
            server.start(() -> {});
            assertEquals(0, server.threads());
            assertEquals(List.of(), server.clients());
        }
    }

    @Test
    void aThreadThatEndsByAFaultIsTold() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        CountDownLatch told = new CountDownLatch(1);
        try (TimeServer server = open(breaking(broken), 0)) {
            server.start(told::countDown);
            assertEquals(0, stratum(server, 1));
            server.rethrow();
            broken.set(true);
            assertTrue(told.await(PATIENCE_MS, TimeUnit.MILLISECONDS));
            IllegalStateException fault = assertThrows(IllegalStateException.class, server::rethrow);
            assertEquals("broken", fault.getCause().getMessage());
        }
    }

    /** The clock, until it fails in a way that nobody expects. */
    private SystemClock breaking(AtomicBoolean broken) {
        return (SystemClock) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SystemClock.class}, (proxy, method, arguments) -> {
                    if (broken.get()) {
                        throw new UnsupportedOperationException("broken");
                    }
                    try {
                        return method.invoke(clock, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static TimeServer open(SystemClock clock, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        ServerParameters parameters = new ServerParameters(
                List.of(new ListenParameters(address, AccessRules.OPEN)), RateLimit.NONE, 256, 64, 16, THREADS);
        return TimeServer.open(parameters, clock, NativeNetwork.open(), Optional.empty(), new SplittableRandom(1));
    }

    private ServerState stratumFour() {
        return new ServerState(
                LeapIndicator.NONE, 4, -20, 1, 1e-3, 0, clock.read().monotonicNs(), 1, 1, 0);
    }

    /** What client 127.0.1.{@code number} is told. */
    private static int stratum(TimeServer server, int number) throws IOException {
        InetAddress from = InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) number});
        try (DatagramSocket client = new DatagramSocket(0, from)) {
            client.setSoTimeout(PATIENCE_MS);
            ByteBuffer request = ByteBuffer.allocate(NtpHeader.SIZE);
            new NtpPacketWriter()
                    .wrap(request, 0, NtpHeader.SIZE)
                    .leapVersionMode(LeapIndicator.NONE, 4, NtpMode.CLIENT)
                    .transmitTimestamp(number);
            client.send(new DatagramPacket(
                    request.array(), NtpHeader.SIZE, server.addresses().get(0)));
            byte[] reply = new byte[NtpHeader.SIZE];
            client.receive(new DatagramPacket(reply, reply.length));
            return reply[1];
        }
    }
}
