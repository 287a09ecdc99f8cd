package dev.foliot.experiment;

import dev.foliot.keyexchange.KeyExchange;
import dev.foliot.keyexchange.KeyExchangeException;
import dev.foliot.keyexchange.certificate.CertificateFileException;
import dev.foliot.nts.ClientSession;
import dev.foliot.nts.SessionState;
import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.aead.SecretNonces;
import dev.foliot.nts.ke.SessionKeys;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpPacketWriter;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Writes a file of requests that NTS protects, for a load generator that knows no cryptography. All are sealed with one
 * cookie and without placeholders, so that each answer has one new cookie; the last bits of each one's transmit timestamp
 * are its number. Each stands behind its length in two bytes.
 */
public final class NtsRequests {
    private static final int SEED_BYTES = 32;
    private static final int POLL = 6;

    /** With as many cookies a client asks for one only. */
    private static final int COOKIES = 8;

    private final SecureRandom random = new SecureRandom();
    private final SecretNonces nonces = new SecretNonces(bytes(SEED_BYTES));
    private final SessionState session;

    private NtsRequests(SessionKeys keys, byte[] cookie) {
        List<byte[]> cookies = Collections.nCopies(COOKIES, cookie);
        session = new SessionState("measured", 123, keys, Optional.empty(), cookies, 0, 0, 0);
    }

    /**
     * FILE COUNT ALGORITHM ADDRESS AUTHORITY: a power of two; a number as of AEADs; of the key exchange server; a PEM file.
     * FILE COUNT ALGORITHM LENGTH: for who cannot read them, with a cookie of so many bytes.
     */
    public static void main(String[] arguments) throws IOException, KeyExchangeException, CertificateFileException {
        int count = Integer.parseInt(arguments[1]);
        AeadAlgorithm algorithm =
                AeadAlgorithm.of(Integer.parseInt(arguments[2])).orElseThrow();
        NtsRequests requests = arguments.length == 4
                ? madeUp(algorithm, Integer.parseInt(arguments[3]))
                : agreed(new KeyServer(arguments[3], Path.of(arguments[4]), algorithm).exchange());
        requests.write(Path.of(arguments[0]), count);
    }

    private static NtsRequests agreed(KeyExchange exchange) {
        return new NtsRequests(exchange.keys(), exchange.response().cookies().get(0));
    }

    private static NtsRequests madeUp(AeadAlgorithm algorithm, int cookieLength) {
        byte[] key = new byte[algorithm.keyLength()];
        return new NtsRequests(new SessionKeys(algorithm, key, key), new byte[cookieLength]);
    }

    private void write(Path file, int count) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(ClientSession.LONGEST_REQUEST);
        NtpPacketWriter writer = new NtpPacketWriter();
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int i = 0; i < count; i++) {
                writer.wrap(packet, 0, NtpHeader.SIZE).clientRequest(POLL, random.nextLong() & -count | i);
                int length = new ClientSession(session, nonces).seal(packet, 0);
                out.writeShort(length);
                out.write(packet.array(), 0, length);
            }
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
