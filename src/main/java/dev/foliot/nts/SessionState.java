package dev.foliot.nts;

import dev.foliot.nts.ke.SessionKeys;
import java.util.List;
import java.util.Optional;

/**
 * What a client has of a server from a key exchange on. Holds secrets.
 *
 * @param server the NTP server, an address or a host name
 * @param port its port
 * @param keys what protects requests and replies
 * @param otherKeys what to try when the server's first word is that it cannot open a request ({@link SessionKeys})
 * @param cookies those that have not been used, oldest first
 * @param establishedS when the keys were agreed on, in seconds of Unix time
 * @param validFromS from when on every certificate of the key exchange server was valid, in seconds of Unix time
 * @param validUntilS until when
 */
public record SessionState(
        String server,
        int port,
        SessionKeys keys,
        Optional<SessionKeys> otherKeys,
        List<byte[]> cookies,
        long establishedS,
        long validFromS,
        long validUntilS) {
    private static final int HIGHEST_PORT = 0xffff;

    public SessionState {
        if (server.isEmpty() || port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("no NTP server is at \"" + server + "\", port " + port);
        }
        cookies = List.copyOf(cookies);
    }

    /** The same, as if its keys had been agreed on at another time: the clock may have been set since. */
    public SessionState establishedAt(long unixS) {
        return new SessionState(server, port, keys, otherKeys, cookies, unixS, validFromS, validUntilS);
    }

    /** The same with the keys and cookies that are left. */
    SessionState with(SessionKeys keys, Optional<SessionKeys> otherKeys, List<byte[]> cookies) {
        return new SessionState(server, port, keys, otherKeys, cookies, establishedS, validFromS, validUntilS);
    }
}
