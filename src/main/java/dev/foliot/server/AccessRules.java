package dev.foliot.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Whom a server answers. Of all subnets in both lists that hold an address, the longest decides; where both lists have
 * it, the denied one. An address that no subnet holds is not allowed.
 *
 * @param allowed who is answered
 * @param unlisted what those get whom no subnet holds
 * @param denied who is not answered although a shorter subnet allows it
 * @param refusal what those get
 */
public record AccessRules(List<Subnet> allowed, Refusal unlisted, List<Subnet> denied, Refusal refusal) {
    /** Answers everyone. */
    public static final AccessRules OPEN = new AccessRules(
            List.of(everyAddress(new byte[4]), everyAddress(new byte[16])), Refusal.IGNORE, List.of(), Refusal.IGNORE);

    public AccessRules {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
    }

    private static Subnet everyAddress(byte[] any) {
        try {
            return Subnet.of(InetAddress.getByAddress(any), 0);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are an address", e);
        }
    }
}
