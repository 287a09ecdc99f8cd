package dev.foliot.nts.ke;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** The records of a message by type, whatever their order: the first of each, and all cookies. */
final class RecordFields {
    /** The protocol number of NTPv4 (RFC 8915, section 7.7). */
    static final int NTPV4 = 0;

    /** What a message may have once at most (RFC 8915, sections 4.1.2, 4.1.5, 4.1.7 and 4.1.8). */
    private static final Set<RecordType> ONCE =
            EnumSet.of(RecordType.NEXT_PROTOCOL, RecordType.AEAD_ALGORITHM, RecordType.NTP_SERVER, RecordType.NTP_PORT);

    /** An address, or a name of letters, digits and hyphens; neither a zone identifier nor anything to be escaped. */
    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9.:-]{1,255}");

    private final Map<RecordType, KeRecord> first = new EnumMap<>(RecordType.class);
    private final List<byte[]> cookies = new ArrayList<>();
    private boolean unknownCritical;
    private boolean repeated;

    RecordFields(List<KeRecord> records) {
        for (KeRecord each : records) {
            RecordType type = RecordType.of(each.type());
            if (type == null) {
                unknownCritical |= each.critical();
            } else if (type == RecordType.NEW_COOKIE) {
                cookies.add(each.body());
            } else {
                repeated |= first.putIfAbsent(type, each) != null && ONCE.contains(type);
            }
        }
    }

    /** Whether there is a critical record of a type that is unknown here. */
    boolean unknownCritical() {
        return unknownCritical;
    }

    /** Whether there are two of what may come once. */
    boolean repeated() {
        return repeated;
    }

    boolean has(RecordType type) {
        return first.containsKey(type);
    }

    /** The first record of a type; null when there is none. */
    KeRecord get(RecordType type) {
        return first.get(type);
    }

    List<byte[]> cookies() {
        return cookies;
    }

    /** The numbers in a record; null when there is none, or it is malformed. */
    List<Integer> numbers(RecordType type) {
        KeRecord found = first.get(type);
        return found == null ? null : found.numbers();
    }

    /** Whether the protocols are there, in numbers, and critical as they must be. */
    boolean protocolsWellFormed() {
        return numbers(RecordType.NEXT_PROTOCOL) != null
                && first.get(RecordType.NEXT_PROTOCOL).critical();
    }

    /** Whether the record that asks for compliant keys is absent, or empty as it must be. */
    boolean compliantWellFormed() {
        return !has(RecordType.COMPLIANT_EXPORTER)
                || first.get(RecordType.COMPLIANT_EXPORTER).body().length == 0;
    }

    boolean serverWellFormed() {
        return server().isPresent() == has(RecordType.NTP_SERVER);
    }

    boolean portWellFormed() {
        return port().isPresent() == has(RecordType.NTP_PORT);
    }

    /** The NTP server's address or name. */
    Optional<String> server() {
        return Optional.ofNullable(first.get(RecordType.NTP_SERVER))
                .map(found -> new String(found.body(), StandardCharsets.ISO_8859_1))
                .filter(RecordFields::isServer);
    }

    /** The NTP server's port, 1 to 65535. */
    OptionalInt port() {
        List<Integer> numbers = numbers(RecordType.NTP_PORT);
        boolean port = numbers != null && numbers.size() == 1 && numbers.get(0) != 0;
        return port ? OptionalInt.of(numbers.get(0)) : OptionalInt.empty();
    }

    static boolean isServer(String text) {
        return SERVER.matcher(text).matches();
    }
}
