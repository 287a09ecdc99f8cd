package dev.foliot.config;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port as people write them: {@code host}, {@code host:port}, {@code [v6]:port}, or an IPv6 address alone.
 *
 * @param host a name or an IP address without brackets; nothing has been looked up
 * @param port UDP port, 1 to 65535
 */
public record HostPort(String host, int port) {
    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\[\\]]+)](?::(.*))?");
    private static final Pattern PLAIN = Pattern.compile("([^:\\[\\]]*)(?::(.*))?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+");
    private static final Pattern V4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");
    private static final Pattern ZONE = Pattern.compile("%[A-Za-z0-9._-]{1,32}$");
    private static final Pattern NAME = Pattern.compile("(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)*"
            + "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.?");
    private static final int MAX_NAME = 253;

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none; the message says why
     */
    public static HostPort parse(String text, int defaultPort) {
        Matcher bracketed = BRACKETED.matcher(text);
        if (bracketed.matches()) {
            return new HostPort(v6(bracketed.group(1)), port(bracketed.group(2), defaultPort));
        }
        if (text.indexOf(':') != text.lastIndexOf(':')) {
            return new HostPort(v6(text), defaultPort);
        }
        Matcher plain = PLAIN.matcher(text);
        if (!plain.matches()) {
            throw new IllegalArgumentException(
                    "expected host, host:port or [IPv6 address]:port, found \"" + text + '"');
        }
        return new HostPort(nameOrV4(plain.group(1)), port(plain.group(2), defaultPort));
    }

    /** The IP address that a text spells out; nothing is looked up. Addresses with a zone are none of them. */
    public static Optional<InetAddress> literal(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * The IP address that a text spells out as a place of this machine: with a zone where its block needs one (RFC 4007).
     *
     * @throws IllegalArgumentException when a zone is missing or superfluous, or there is no such interface
     */
    static Optional<InetAddress> local(String text) {
        int percent = text.indexOf('%');
        String zone = percent < 0 ? "" : text.substring(percent + 1);
        Optional<InetAddress> literal = literal(percent < 0 ? text : text.substring(0, percent));
        if (literal.isEmpty()) {
            return literal;
        }
        if (!(literal.get() instanceof Inet6Address address) || !address.isLinkLocalAddress()) {
            if (percent >= 0) {
                throw new IllegalArgumentException("\"" + text + "\": only link-local addresses have a zone");
            }
            return literal;
        }
        if (zone.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is link-local: add its interface, as in \"" + text + "%eth0\"");
        }
        return Optional.of(withZone(address, zone));
    }

    private static InetAddress withZone(Inet6Address address, String zone) {
        try {
            NetworkInterface link = zone.matches("[0-9]{1,9}")
                    ? NetworkInterface.getByIndex(Integer.parseInt(zone))
                    : NetworkInterface.getByName(zone);
            if (link == null) {
                throw new IllegalArgumentException("there is no network interface \"" + zone + '"');
            }
            return Inet6Address.getByAddress(null, address.getAddress(), link.getIndex());
        } catch (IOException e) {
            throw new IllegalArgumentException("the network interface \"" + zone + "\": " + e.getMessage(), e);
        }
    }

    /** One text for every way to write the same host and port. */
    String canonical() {
        String name = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        return literal(host).map(InetAddress::getHostAddress).orElse(name) + ' ' + port;
    }

    private static String v6(String text) {
        if (text.indexOf(':') < 0
                || literal(ZONE.matcher(text).replaceFirst("")).isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" is not an IPv6 address");
        }
        return text;
    }

    private static String nameOrV4(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the host is empty");
        }
        boolean numeric = NUMERIC.matcher(text).matches();
        if (numeric && !V4.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not an IPv4 address");
        }
        if (text.length() > MAX_NAME || !NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a host name");
        }
        return text;
    }

    private static int port(String text, int defaultPort) {
        if (text == null) {
            return defaultPort;
        }
        int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port \"" + text + "\" is not a number from 1 to 65535");
        }
        return port;
    }
}
