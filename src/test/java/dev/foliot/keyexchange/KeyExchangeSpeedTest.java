package dev.foliot.keyexchange;

import dev.foliot.keyexchange.tls.TlsAcceptor;
import dev.foliot.keyexchange.tls.TlsEngine;
import dev.foliot.keyexchange.tls.TlsLibrary;
import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.ke.KeRequest;
import dev.foliot.nts.ke.KeServer;
import dev.foliot.nts.ke.MessageReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an exchange costs a server's processor, from the first byte to the last, without sockets: printed, not asserted. */
@Tag("bench")
class KeyExchangeSpeedTest {
    private static final int EXCHANGES = 10_000;
    private static final int WINDOW = 500;
    private static final Set<Integer> COLD = Set.of(1, 10, 100, 1000);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Answerer answerer = new Answerer(
            new KeServer(EnumSet.allOf(AeadAlgorithm.class), Optional.empty(), 123), () -> TestExchanges.KEYS);
    private final byte[] request =
            KeRequest.ntpv4(List.of(AeadAlgorithm.AES_SIV_CMAC_256)).message();
    private final byte[] buffer = new byte[16_384];

    @Test
    void printsMicrosecondsForAnExchangeColdAndWarm() {
        for (TlsLibrary library : TlsLibrary.values()) {
            if (library.isUsable()) {
                print(library);
            }
        }
    }

    private void print(TlsLibrary library) {
        TlsAcceptor acceptor =
                library.acceptor(TestExchanges.SERVER.withoutRoot().identity());
        long sumNs = 0;
        for (int i = 1; i <= EXCHANGES; i++) {
            long spentNs = exchange(acceptor.accept());
            sumNs = i % WINDOW == 1 ? spentNs : sumNs + spentNs;
            if (COLD.contains(i)) {
                System.out.printf("%s: exchange %d took %.0f us%n", library, i, spentNs * 1e-3);
            }
        }
        System.out.printf("%s: %.0f us, mean of the last %d%n", library, sumNs * 1e-3 / WINDOW, WINDOW);
    }

    private long exchange(TlsEngine server) {
        TlsEngine client =
                TlsLibrary.BOUNCY_CASTLE.client(TestExchanges.check("localhost").name(), chain -> {});
        long spentNs = serve(server, client);
        while (client.state() == TlsEngine.State.HANDSHAKING) {
            spentNs += serve(server, client);
        }
        client.write(request);
        spentNs += serve(server, client);
        if (client.read(buffer, 0, buffer.length) == 0) {
            throw new IllegalStateException(client.failure() + server.failure());
        }
        return spentNs;
    }

    /** One turn of the server. @return what it took, in nanoseconds */
    private long serve(TlsEngine server, TlsEngine client) {
        ByteBuffer there = ByteBuffer.allocate(8192);
        client.send(there);
        ByteBuffer back = ByteBuffer.allocate(8192);
        long startNs = threads.getCurrentThreadCpuTime();
        server.receive(there.array(), 0, there.position());
        int length = server.read(buffer, 0, buffer.length);
        if (length > 0) {
            MessageReader reader = new MessageReader(MessageReader.REQUEST_LIMIT);
            reader.read(buffer, 0, length);
            server.write(answerer.answer(reader.records(), server::exportKeys).message());
            server.close();
        }
        server.send(back);
        long spentNs = threads.getCurrentThreadCpuTime() - startNs;
        client.receive(back.array(), 0, back.position());
        return spentNs;
    }
}
