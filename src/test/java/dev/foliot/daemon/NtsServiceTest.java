package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import dev.foliot.config.NtsServing;
import dev.foliot.keyexchange.KeyExchangeParameters;
import dev.foliot.keyexchange.ServerLimits;
import dev.foliot.keyexchange.certificate.TestCertificates;
import dev.foliot.keyexchange.certificate.TestCertificates.Signer;
import dev.foliot.keyset.KeySetParameters;
import dev.foliot.nts.MasterKeys;
import dev.foliot.platform.SystemClock;
import dev.foliot.simulation.Oscillators;
import dev.foliot.time.Frequency;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NtsServiceTest {
    private static final int LONGEST_WAIT_MS = 30_000;

    /** A client that says nothing is waited for as long as that, in milliseconds. */
    private static final int PATIENCE_MS = 500;

    private static final ServerLimits QUICK = new ServerLimits(
            PATIENCE_MS,
            ServerLimits.DEFAULT.concurrent(),
            ServerLimits.DEFAULT.perNetwork(),
            ServerLimits.DEFAULT.burst(),
            ServerLimits.DEFAULT.intervalMs());

    @TempDir
    private Path directory;

    @Test
    void allAddressesOfBothFamiliesMayBeServedAsTheyAreForTime() throws Exception {
        int port = freePort();
        List<KeyExchangeParameters> both = List.of(at("0.0.0.0", port), at("::", port));
        try (SimulatedDaemon simulation = new SimulatedDaemon(Oscillators.constant(Frequency.ZERO), 0)) {
            simulation.addServer(0, 1e-4);
            simulation.useServers(4, 10, true);
            simulation.run(1);
            open(both, port, simulation.clock);
        }
    }

    private static void open(List<KeyExchangeParameters> both, int port, SystemClock clock) throws Exception {
        Optional<NtsServing> serving = Optional.of(new NtsServing(both, KeySetParameters.DEFAULT));
        try (NtsService service = NtsService.open(serving, clock, () -> {})) {
            assertNotSame(MasterKeys.NONE, service.keys().orElseThrow().get(), "before anybody can exchange keys");
            try (Socket early = new Socket("127.0.0.1", port)) {
                service.start();
                early.setSoTimeout(LONGEST_WAIT_MS);
                assertEquals(-1, early.getInputStream().read(), "a client that says nothing is told that it is over");
            }
            assertEquals(List.of("[::]:" + port), service.snapshot().listen());
            for (String address : List.of("127.0.0.1", "::1")) {
                new Socket(address, port).close();
            }
        }
    }

    private KeyExchangeParameters at(String address, int port) throws Exception {
        Signer server = TestCertificates.server(TestCertificates.authority("root"), "127.0.0.1");
        return new KeyExchangeParameters(
                new InetSocketAddress(address, port),
                TestCertificates.write(directory.resolve("chain.pem"), server.chain()),
                TestCertificates.write(
                        directory.resolve("key.pem"), server.keys().getPrivate()),
                QUICK,
                Optional.empty(),
                123);
    }

    private static int freePort() throws Exception {
        try (Socket any = new Socket()) {
            any.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return any.getLocalPort();
        }
    }
}
