package dev.foliot.nts.ke;

import dev.foliot.nts.aead.AeadAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a server agreed to.
 *
 * @param algorithm one of those that were offered
 * @param compliantExporter whether the server exports AES-128-GCM-SIV's keys as RFC 8915 has it ({@link SessionKeys})
 * @param cookies at least one, at most {@link KeServer#COOKIES}
 * @param ntpServer the NTP server to ask, an address or a name; empty: the one at the key exchange server's address
 * @param ntpPort its port; empty: 123
 */
public record KeResponse(
        AeadAlgorithm algorithm,
        boolean compliantExporter,
        List<byte[]> cookies,
        Optional<String> ntpServer,
        OptionalInt ntpPort) {
    /** A field of a packet has its body in whole words, and 12 bytes at least (RFC 7822, section 3). */
    private static final int SHORTEST_COOKIE = 12;

    /** Leaves room for the rest of a request that is not fragmented: 1280 bytes with IPv6's header and UDP's. */
    private static final int LONGEST_COOKIE = 1024;

    /** What a response turned out to be: the response, or why it is rejected. */
    public record Judgement(Optional<KeResponse> response, Optional<ResponseFault> fault) {
        private static Judgement of(ResponseFault fault) {
            return new Judgement(Optional.empty(), Optional.of(fault));
        }
    }

    public KeResponse {
        cookies = List.copyOf(cookies);
    }

    /** Whether an NTP packet can carry a cookie of that length. */
    public static boolean usableCookie(int length) {
        return length >= SHORTEST_COOKIE && length <= LONGEST_COOKIE && length % Integer.BYTES == 0;
    }

    /** Judges the records of a complete message. */
    public static Judgement judge(List<KeRecord> records, KeRequest request) {
        RecordFields fields = new RecordFields(records);
        ResponseFault fault = checkForm(fields);
        if (fault == null) {
            fault = checkAgreement(fields, request);
        }
        if (fault == null) {
            fault = checkCookies(fields.cookies());
        }
        if (fault != null) {
            return Judgement.of(fault);
        }
        KeResponse response = new KeResponse(
                AeadAlgorithm.of(fields.numbers(RecordType.AEAD_ALGORITHM).get(0))
                        .orElseThrow(),
                fields.has(RecordType.COMPLIANT_EXPORTER),
                fields.cookies().stream().limit(KeServer.COOKIES).toList(),
                fields.server(),
                fields.port());
        return new Judgement(Optional.of(response), Optional.empty());
    }

    /** The keys to begin with. */
    public SessionKeys keys(KeyExporter exporter) {
        return ambiguous()
                ? SessionKeys.exportCompatible(exporter, algorithm)
                : SessionKeys.exportCompliant(exporter, algorithm);
    }

    /** The keys to try when the server's first word is that it cannot open what was sealed with {@link #keys}. */
    public Optional<SessionKeys> otherKeys(KeyExporter exporter) {
        return ambiguous() ? Optional.of(SessionKeys.exportCompliant(exporter, algorithm)) : Optional.empty();
    }

    /** Whether the server is either an older chrony or one that never had chrony's fault: it does not say. */
    private boolean ambiguous() {
        return algorithm == AeadAlgorithm.AES_128_GCM_SIV && !compliantExporter;
    }

    private static ResponseFault checkForm(RecordFields fields) {
        if (fields.has(RecordType.ERROR)) {
            return ResponseFault.ofError(fields.get(RecordType.ERROR));
        }
        if (fields.has(RecordType.WARNING)) {
            return ResponseFault.WARNING;
        }
        if (fields.unknownCritical()) {
            return ResponseFault.UNKNOWN_CRITICAL_RECORD;
        }
        if (fields.repeated()) {
            return ResponseFault.REPEATED_RECORD;
        }
        if (!fields.serverWellFormed()) {
            return ResponseFault.BAD_SERVER_NAME;
        }
        if (!fields.portWellFormed()) {
            return ResponseFault.BAD_PORT;
        }
        return fields.protocolsWellFormed() && fields.compliantWellFormed() ? null : ResponseFault.MALFORMED;
    }

    private static ResponseFault checkAgreement(RecordFields fields, KeRequest request) {
        if (!fields.numbers(RecordType.NEXT_PROTOCOL).equals(List.of(RecordFields.NTPV4))) {
            return ResponseFault.NO_NTPV4;
        }
        List<Integer> algorithms = fields.numbers(RecordType.AEAD_ALGORITHM);
        if (algorithms == null || algorithms.size() > 1) {
            return ResponseFault.MALFORMED;
        }
        if (algorithms.isEmpty()) {
            return ResponseFault.NO_COMMON_ALGORITHM;
        }
        boolean offered = request.algorithms().containsAll(algorithms)
                && AeadAlgorithm.of(algorithms.get(0)).isPresent();
        return offered ? null : ResponseFault.ALGORITHM_NOT_OFFERED;
    }

    private static ResponseFault checkCookies(List<byte[]> cookies) {
        if (cookies.isEmpty()) {
            return ResponseFault.NO_COOKIES;
        }
        boolean usable = cookies.stream().allMatch(cookie -> usableCookie(cookie.length));
        return usable ? null : ResponseFault.UNUSABLE_COOKIE;
    }
}
