package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.control.RequestException;
import dev.foliot.platform.ServingNetwork;
import dev.foliot.platform.ServingSocket;
import dev.foliot.platform.SystemClock;
import dev.foliot.platform.jni.ClockInterface;
import dev.foliot.platform.jni.NativeClock;
import dev.foliot.platform.jni.NativeNetwork;
import dev.foliot.server.AccessRules;
import dev.foliot.server.ClientStatistics;
import dev.foliot.server.ListenParameters;
import dev.foliot.server.Outcome;
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
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Several threads at one address, over sockets of the operating system. */
class TimeServerTest {
    private static final int THREADS = 3;
    private static final int CLIENTS = 24;
    private static final int PATIENCE_MS = 5000;
    private static final int SILENCE_MS = 200;

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

    /** Every thread gets it, and would answer: 127.255.255.255 is the broadcast address of loopback. */
    @Test
    void broadcastIsAnsweredByNoThread() throws Exception {
        Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "elsewhere loopback has no broadcast");
        try (TimeServer server = open(clock, InetAddress.getByName("0.0.0.0"), 0);
                DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            server.start(() -> {});
            int port = server.addresses().get(0).getPort();
            client.setBroadcast(true);
            client.send(new DatagramPacket(
                    request(1), NtpHeader.SIZE, new InetSocketAddress(InetAddress.getByName("127.255.255.255"), port)));
            client.setSoTimeout(SILENCE_MS);
            DatagramPacket reply = new DatagramPacket(new byte[NtpHeader.SIZE], NtpHeader.SIZE);
            assertThrows(SocketTimeoutException.class, () -> client.receive(reply));
            assertEquals(THREADS, server.totals().of(Outcome.BROADCAST));
            assertEquals(0, server.totals().answered());
        }
    }

    /** A thread that is held up answers nobody; what comes meanwhile has room, up to a point. */
    @Test
    void whatFindsNoRoomIsCounted() throws Exception {
        Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "elsewhere the system does not tell");
        int requests = 20_000;
        try (TimeServer server = open(clock, 0);
                DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            DatagramPacket packet = new DatagramPacket(
                    request(1), NtpHeader.SIZE, server.addresses().get(0));
            for (int i = 0; i < requests; i++) {
                client.send(packet);
            }
            server.start(() -> {});
            await(() -> server.totals().received() + server.totals().lost() == requests);
            long received = server.totals().received();
            assertTrue(received > 400, () -> received + " had room");
            assertTrue(server.totals().lost() > 0);
        }
    }

    @Test
    void socketsAreClosedWhenTheServerCannotBeOpened() throws Exception {
        AtomicInteger pollers = new AtomicInteger();
        List<InetSocketAddress> taken = new ArrayList<>();
        NativeNetwork network = NativeNetwork.open();
        ServingNetwork poor = (ServingNetwork) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServingNetwork.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("newPoller") && pollers.incrementAndGet() == THREADS) {
                        throw new IOException("too many open files");
                    }
                    Object result = method.invoke(network, arguments);
                    if (result instanceof List<?> sockets) {
                        taken.add(((ServingSocket) sockets.get(0)).localAddress());
                    }
                    return result;
                });
        IOException failure = assertThrows(
                IOException.class,
                () -> TimeServer.open(
                        parameters(InetAddress.getLoopbackAddress(), 0), clock, poor, new SplittableRandom(1)));
        assertEquals("too many open files", failure.getMessage());
        open(clock, taken.get(0).getPort()).close();
    }

    @Test
    void aThreadThatDoesNotEndKeepsItsSocketAndHidesNoClients() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        TimeServer server = open(holding(held), 0);
        int port = server.addresses().get(0).getPort();
        try {
            server.start(() -> {});
            assertThrows(TimeoutException.class, server::clients);
            RequestException told = assertThrows(RequestException.class, () -> ServerSnapshots.clients(server));
            assertTrue(told.getMessage().endsWith("; try again"), told::getMessage);
            server.close();
            assertThrows(BindException.class, () -> open(clock, port), "the address is still taken");
        } finally {
            held.countDown();
            server.close();
        }
        open(clock, port).close();
    }

    /** The clock, whose reading takes until the latch lets go, on the server's threads alone. */
    private SystemClock holding(CountDownLatch latch) {
        return (SystemClock) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SystemClock.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("toKernelMonotonicNs")
                            && Thread.currentThread().getName().startsWith("server-")) {
                        latch.await();
                    }
                    return method.invoke(clock, arguments);
                });
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long latestNs = System.nanoTime() + PATIENCE_MS * 1_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < latestNs, "it does not come true");
            Thread.sleep(20);
        }
    }

    @Test
    void nothingToServeIsNoThread() throws Exception {
        try (TimeServer server =
                TimeServer.open(ServerParameters.NONE, clock, NativeNetwork.open(), new SplittableRandom(1))) {
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
        return open(clock, InetAddress.getLoopbackAddress(), port);
    }

    private static TimeServer open(SystemClock clock, InetAddress local, int port) throws IOException {
        return TimeServer.open(parameters(local, port), clock, NativeNetwork.open(), new SplittableRandom(1));
    }

    private static ServerParameters parameters(InetAddress local, int port) {
        InetSocketAddress address = new InetSocketAddress(local, port);
        return new ServerParameters(
                List.of(new ListenParameters(address, AccessRules.OPEN)), RateLimit.NONE, 256, 64, 16, THREADS);
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
            client.send(new DatagramPacket(
                    request(number), NtpHeader.SIZE, server.addresses().get(0)));
            byte[] reply = new byte[NtpHeader.SIZE];
            client.receive(new DatagramPacket(reply, reply.length));
            return reply[1];
        }
    }

    private static byte[] request(int number) {
        ByteBuffer request = ByteBuffer.allocate(NtpHeader.SIZE);
        new NtpPacketWriter()
                .wrap(request, 0, NtpHeader.SIZE)
                .leapVersionMode(LeapIndicator.NONE, 4, NtpMode.CLIENT)
                .transmitTimestamp(number);
        return request.array();
    }
}
