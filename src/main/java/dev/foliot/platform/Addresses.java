package dev.foliot.platform;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** How addresses are written for a person: {@code 192.0.2.1:123}, {@code [2001:db8::1]:123} (RFC 5952). */
public final class Addresses {
    private static final int GROUPS = 8;

    private Addresses() {}

    /** An address and its port. */
    public static String text(InetSocketAddress address) {
        String host = text(address.getAddress());
        return host.indexOf(':') < 0 ? host + ":" + address.getPort() : "[" + host + "]:" + address.getPort();
    }

    /** An address alone. */
    public static String text(InetAddress address) {
        return address instanceof Inet6Address six ? text(six) : address.getHostAddress();
    }

    private static String text(Inet6Address address) {
        byte[] bytes = address.getAddress();
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        int longest = longestZeros(groups);
        int length = longest < 0 ? 0 : zerosAt(groups, longest);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == longest) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return address.getScopeId() == 0 ? text.toString() : text + "%" + address.getScopeId();
    }

    /** Where the first of the longest runs of zeros begins; -1 when none has two groups. */
    private static int longestZeros(int[] groups) {
        int longest = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            if (zerosAt(groups, i) > length) {
                longest = i;
                length = zerosAt(groups, i);
            }
        }
        return longest;
    }

    private static int zerosAt(int[] groups, int start) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }
}
