package dev.foliot.nts.ke;

import dev.foliot.nts.aead.AeadAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a client asks for.
 *
 * @param protocols what it wants to use the keys for, as numbers; 0 is NTPv4
 * @param algorithms what it can use, as numbers, the best first; empty only without NTPv4
 * @param compliantExporter whether it can export AES-128-GCM-SIV's keys as RFC 8915 has it ({@link SessionKeys})
 * @param ntpServer the NTP server that it wants, an address or a name
 * @param ntpPort the port of that server that it wants
 */
public record KeRequest(
        List<Integer> protocols,
        List<Integer> algorithms,
        boolean compliantExporter,
        Optional<String> ntpServer,
        OptionalInt ntpPort) {
    /** What a request turned out to be: the request, or why it is none. */
    public record Reading(Optional<KeRequest> request, Optional<RequestFault> fault) {
        private static Reading of(RequestFault fault) {
            return new Reading(Optional.empty(), Optional.of(fault));
        }
    }

    public KeRequest {
        protocols = List.copyOf(protocols);
        algorithms = List.copyOf(algorithms);
        if (ntpServer.isPresent() && !RecordFields.isServer(ntpServer.get())) {
            throw new IllegalArgumentException("not an address or a host name: \"" + ntpServer.get() + "\"");
        }
    }

    /** Asks for NTPv4, with whichever server is offered. */
    public static KeRequest ntpv4(List<AeadAlgorithm> bestFirst) {
        List<Integer> algorithms = bestFirst.stream().map(AeadAlgorithm::id).toList();
        boolean compliant = bestFirst.contains(AeadAlgorithm.AES_128_GCM_SIV);
        return new KeRequest(List.of(RecordFields.NTPV4), algorithms, compliant, Optional.empty(), OptionalInt.empty());
    }

    /** The same request for a certain server. */
    public KeRequest withServer(Optional<String> server, OptionalInt port) {
        return new KeRequest(protocols, algorithms, compliantExporter, server, port);
    }

    /** The whole message. */
    public byte[] message() {
        MessageWriter writer = new MessageWriter()
                .addNumbers(true, RecordType.NEXT_PROTOCOL, protocols)
                .addNumbers(true, RecordType.AEAD_ALGORITHM, algorithms);
        if (compliantExporter) {
            writer.add(false, RecordType.COMPLIANT_EXPORTER, new byte[0]);
        }
        ntpServer.ifPresent(server -> writer.addText(false, RecordType.NTP_SERVER, server));
        ntpPort.ifPresent(port -> writer.addNumber(false, RecordType.NTP_PORT, port));
        return writer.end();
    }

    /** Reads a request, given the records of a complete message. */
    public static Reading read(List<KeRecord> records) {
        RecordFields fields = new RecordFields(records);
        RequestFault fault = check(fields);
        if (fault != null) {
            return Reading.of(fault);
        }
        List<Integer> algorithms = fields.numbers(RecordType.AEAD_ALGORITHM);
        KeRequest request = new KeRequest(
                fields.numbers(RecordType.NEXT_PROTOCOL),
                algorithms == null ? List.of() : algorithms,
                fields.has(RecordType.COMPLIANT_EXPORTER),
                fields.server(),
                fields.port());
        return new Reading(Optional.of(request), Optional.empty());
    }

    private static RequestFault check(RecordFields fields) {
        if (fields.unknownCritical()) {
            return RequestFault.UNKNOWN_CRITICAL_RECORD;
        }
        if (fields.repeated()) {
            return RequestFault.REPEATED_RECORD;
        }
        if (fields.has(RecordType.ERROR)
                || fields.has(RecordType.WARNING)
                || !fields.cookies().isEmpty()) {
            return RequestFault.RECORD_OF_A_RESPONSE;
        }
        if (!fields.protocolsWellFormed()
                || fields.numbers(RecordType.NEXT_PROTOCOL).isEmpty()) {
            return RequestFault.NO_PROTOCOL;
        }
        List<Integer> algorithms = fields.numbers(RecordType.AEAD_ALGORITHM);
        boolean none = algorithms == null || algorithms.isEmpty();
        boolean needed = fields.has(RecordType.AEAD_ALGORITHM)
                || fields.numbers(RecordType.NEXT_PROTOCOL).contains(RecordFields.NTPV4);
        if (none && needed) {
            return RequestFault.NO_ALGORITHM;
        }
        boolean rest = fields.compliantWellFormed() && fields.serverWellFormed() && fields.portWellFormed();
        return rest ? null : RequestFault.MALFORMED_RECORD;
    }
}
