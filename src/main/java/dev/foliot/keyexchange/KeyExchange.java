package dev.foliot.keyexchange;

import dev.foliot.keyexchange.certificate.ValiditySpan;
import dev.foliot.nts.ke.KeResponse;
import dev.foliot.nts.ke.SessionKeys;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A key exchange that succeeded. It holds secrets, and no text of it shows them.
 *
 * @param server the address at which the key exchange server answered
 * @param response the NTP server, the algorithm and the cookies
 * @param keys the keys to begin with
 * @param otherKeys the keys to try when those turn out not to be the server's ({@link KeResponse#otherKeys})
 * @param validity when the server's certificates are all valid: to be held against the time by whoever did not know it
 */
public record KeyExchange(
        InetSocketAddress server,
        KeResponse response,
        SessionKeys keys,
        Optional<SessionKeys> otherKeys,
        ValiditySpan validity) {
    @Override
    public String toString() {
        return "key exchange with " + server + ": " + response.algorithm() + ", "
                + response.cookies().size() + " cookies";
    }
}
