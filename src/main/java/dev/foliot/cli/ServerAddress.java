package dev.foliot.cli;

import dev.foliot.association.SourceParameters;
import dev.foliot.config.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * A server as it is typed: {@code ntp.example.net}, {@code 192.0.2.1:11123}, {@code 2001:db8::1}, {@code
 * [2001:db8::1]:11123}.
 *
 * @param typed the text
 * @param server what it means; nothing has been looked up
 */
record ServerAddress(String typed, HostPort server) {
    static ServerAddress parse(String typed) throws UsageException {
        return parse(typed, SourceParameters.DEFAULT_PORT);
    }

    static ServerAddress parse(String typed, int defaultPort) throws UsageException {
        try {
            return new ServerAddress(typed, HostPort.parse(typed, defaultPort));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** The address that the system prefers for the name. May take as long as the system's resolver does. */
    InetSocketAddress resolve() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(server.host()), server.port());
    }
}
