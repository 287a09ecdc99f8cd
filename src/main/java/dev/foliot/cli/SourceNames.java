package dev.foliot.cli;

import dev.foliot.observability.SourceSnapshot;
import java.util.List;

/** What a source is called where a person reads it. */
final class SourceNames {
    private static final String DEFAULT_PORT = ":123";

    private SourceNames() {}

    /**
     * Its configured name where that tells it from the others, else its address: the servers of a pool share a name.
     */
    static String among(SourceSnapshot source, List<SourceSnapshot> all) {
        long same =
                all.stream().filter(other -> other.name().equals(source.name())).count();
        return same == 1 ? source.name() : address(source);
    }

    /** Name and address, or only the one when they are the same. */
    static String whole(SourceSnapshot source) {
        String address = address(source);
        return address.equals(source.name()) ? address : source.name() + " (" + address + ")";
    }

    /** Without the port when that is NTP's own. */
    private static String address(SourceSnapshot source) {
        String address = source.address();
        if (!address.endsWith(DEFAULT_PORT)) {
            return address;
        }
        String host = address.substring(0, address.length() - DEFAULT_PORT.length());
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
