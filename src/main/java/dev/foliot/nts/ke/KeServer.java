package dev.foliot.nts.ke;

import dev.foliot.nts.aead.AeadAlgorithm;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers requests. It takes the first algorithm on the client's list that it has. Immutable; threads share it.
 */
public final class KeServer {
    /** Cookies in a response (RFC 8915, section 4.1.6). */
    public static final int COOKIES = 8;

    /** Where clients go when nothing else is said. */
    private static final int NTP_PORT = 123;

    /** What came of a message. */
    public enum Outcome {
        /** Keys and cookies. */
        AGREED,
        /** The client does not want NTPv4. */
        NO_COMMON_PROTOCOL,
        /** The client has no AEAD algorithm that this server has. */
        NO_COMMON_ALGORITHM,
        /** It was no request: the answer is an error. */
        REFUSED
    }

    /** A response. */
    public static final class Answer {
        private final Outcome outcome;
        private final byte[] message;

        private Answer(Outcome outcome, byte[] message) {
            this.outcome = outcome;
            this.message = message;
        }

        public Outcome outcome() {
            return outcome;
        }

        /** The whole message, not a copy. */
        public byte[] message() {
            return message;
        }
    }

    private final Set<AeadAlgorithm> algorithms;
    private final Optional<String> ntpServer;
    private final int ntpPort;

    /**
     * @param algorithms what is taken; AES-SIV-CMAC-256 is among it (RFC 8915, section 4.1.5)
     * @param ntpServer where clients find the NTP server: an address or a host name; empty: at this server's address
     * @param ntpPort its port
     */
    public KeServer(Set<AeadAlgorithm> algorithms, Optional<String> ntpServer, int ntpPort) {
        if (!algorithms.contains(AeadAlgorithm.AES_SIV_CMAC_256)) {
            throw new IllegalArgumentException("every NTS server has AES-SIV-CMAC-256");
        }
        if (ntpServer.isPresent() && !RecordFields.isServer(ntpServer.get())) {
            throw new IllegalArgumentException("not an address or a host name: \"" + ntpServer.get() + "\"");
        }
        this.algorithms = EnumSet.copyOf(algorithms);
        this.ntpServer = ntpServer;
        this.ntpPort = ntpPort;
    }

    /** Whether clients can be told that the NTP server is there: an address or a host name (RFC 8915, section 4.1.7). */
    public static boolean isServer(String text) {
        return RecordFields.isServer(text);
    }

    /** Answers a complete message. */
    public Answer answer(List<KeRecord> records, KeyExporter exporter, CookieSource cookies) {
        KeRequest.Reading reading = KeRequest.read(records);
        if (reading.fault().isPresent()) {
            return new Answer(Outcome.REFUSED, reading.fault().get().code().message());
        }
        KeRequest request = reading.request().orElseThrow();
        MessageWriter writer = new MessageWriter();
        if (!request.protocols().contains(RecordFields.NTPV4)) {
            writer.addNumbers(true, RecordType.NEXT_PROTOCOL, List.of());
            return new Answer(Outcome.NO_COMMON_PROTOCOL, writer.end());
        }
        writer.addNumber(true, RecordType.NEXT_PROTOCOL, RecordFields.NTPV4);
        AeadAlgorithm algorithm = choose(request.algorithms());
        if (algorithm == null) {
            writer.addNumbers(true, RecordType.AEAD_ALGORITHM, List.of());
            return new Answer(Outcome.NO_COMMON_ALGORITHM, writer.end());
        }
        agree(writer, algorithm, request.compliantExporter(), exporter, cookies);
        return new Answer(Outcome.AGREED, writer.end());
    }

    private AeadAlgorithm choose(List<Integer> bestFirst) {
        for (int id : bestFirst) {
            Optional<AeadAlgorithm> algorithm = AeadAlgorithm.of(id).filter(algorithms::contains);
            if (algorithm.isPresent()) {
                return algorithm.get();
            }
        }
        return null;
    }

    private void agree(
            MessageWriter writer,
            AeadAlgorithm algorithm,
            boolean compliant,
            KeyExporter exporter,
            CookieSource cookies) {
        writer.addNumber(true, RecordType.AEAD_ALGORITHM, algorithm.id());
        boolean twoWays = algorithm == AeadAlgorithm.AES_128_GCM_SIV;
        if (twoWays && compliant) {
            writer.add(false, RecordType.COMPLIANT_EXPORTER, new byte[0]);
        }
        // Critical: who does not understand these would ask another NTP server, to which the cookies mean nothing.
        ntpServer.ifPresent(server -> writer.addText(true, RecordType.NTP_SERVER, server));
        if (ntpPort != NTP_PORT) {
            writer.addNumber(true, RecordType.NTP_PORT, ntpPort);
        }
        SessionKeys keys = twoWays && !compliant
                ? SessionKeys.exportCompatible(exporter, algorithm)
                : SessionKeys.exportCompliant(exporter, algorithm);
        for (int i = 0; i < COOKIES; i++) {
            writer.add(false, RecordType.NEW_COOKIE, cookies.next(keys));
        }
        keys.destroy();
    }
}
