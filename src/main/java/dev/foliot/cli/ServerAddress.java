package dev.foliot.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * A server as it is typed: {@code ntp.example.net}, {@code 192.0.2.1:11123}, {@code 2001:db8::1}, {@code
 * [2001:db8::1]:11123}.
 *
 * @param host name or IP address, without brackets
 * @param port UDP port, 1 to 65535
 */
record ServerAddress(String host, int port) {
    private static final int NTP_PORT = 123;

    static ServerAddress parse(String text) throws UsageException {
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[") && text.indexOf(']') > 0;
        boolean manyColons = colon >= 0 && text.indexOf(':') != colon;
        String host = text;
        String port = null;
        if (bracketed) {
            host = text.substring(1, text.indexOf(']'));
            String rest = text.substring(text.indexOf(']') + 1);
            port = rest.isEmpty() ? null : rest.startsWith(":") ? rest.substring(1) : "";
        } else if (colon >= 0 && !manyColons) {
            host = text.substring(0, colon);
            port = text.substring(colon + 1);
        }
        if (host.isBlank()) {
            throw new UsageException("\"" + text + "\" names no server");
        }
        return new ServerAddress(host, port == null ? NTP_PORT : port(port, text));
    }

    private static int port(String digits, String text) throws UsageException {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // The complaint below says what is expected.
        }
        throw new UsageException("\"" + text + "\" does not end in a port from 1 to 65535; expected HOST or HOST:PORT");
    }

    /** The address that the system prefers for the name. May take as long as the system's resolver does. */
    InetSocketAddress resolve() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    @Override
    public String toString() {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return port == NTP_PORT ? host : shown + ":" + port;
    }
}
