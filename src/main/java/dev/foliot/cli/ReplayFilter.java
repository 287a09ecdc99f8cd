package dev.foliot.cli;

import dev.foliot.platform.Addresses;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Which part of an account is wanted.
 *
 * @param sinceNs from when on, in nanoseconds since the Unix epoch
 * @param untilNs until when
 * @param source a name as configured, or an address with or without its port; empty for everything
 */
record ReplayFilter(long sinceNs, long untilNs, Optional<String> source) {
    boolean wants(long nowNs) {
        return nowNs >= sinceNs && nowNs <= untilNs;
    }

    boolean wantsWhatIsOfNoSource(long nowNs) {
        return wants(nowNs) && source.isEmpty();
    }

    /** @param address null when only a name is known */
    boolean wants(long nowNs, String host, InetSocketAddress address) {
        return wants(nowNs)
                && source.map(wanted -> wanted.equals(host) || address != null && is(wanted, address))
                        .orElse(true);
    }

    private static boolean is(String wanted, InetSocketAddress address) {
        return wanted.equals(Addresses.text(address)) || wanted.equals(Addresses.text(address.getAddress()));
    }
}
