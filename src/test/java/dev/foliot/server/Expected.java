package dev.foliot.server;

import java.util.Arrays;

/** What must become of a datagram, by RFC 5905 and RFC 7822 alone: written apart from what is tested. */
final class Expected {
    private Expected() {}

    /** @param refused whether the access rules have an answer for the sender, or no word */
    static Outcome outcome(byte[] packet, int port, boolean refused, boolean namesTheLatest) {
        if (packet.length < 48) {
            return Outcome.MALFORMED;
        }
        int version = packet[0] >> 3 & 7;
        int mode = packet[0] & 7;
        if (version == 0 || version > 4) {
            return Outcome.MALFORMED;
        }
        if (mode >= 6) {
            return Outcome.NOT_A_REQUEST;
        }
        int mac = version == 4 ? mac(packet, 48) : oldMac(packet);
        if (mac < 0) {
            return Outcome.MALFORMED;
        }
        boolean asks = mode == 3 || mode == 1 || (mode == 0 && version == 1 && port != 123);
        if (!asks) {
            return Outcome.NOT_A_REQUEST;
        }
        if (port == 0) {
            return Outcome.BAD_SOURCE;
        }
        if (mac > 0) {
            return Outcome.UNKNOWN_KEY;
        }
        if (refused) {
            return Outcome.REFUSED;
        }
        boolean receiveIsTransmit = Arrays.equals(packet, 32, 40, packet, 40, 48);
        return namesTheLatest && mode != 1 && !receiveIsTransmit ? Outcome.INTERLEAVED : Outcome.BASIC;
    }

    /** Bytes of the MAC behind the fields that begin at {@code at}; -1: that is no packet. */
    private static int mac(byte[] packet, int at) {
        int rest = packet.length - at;
        if (rest == 0 || rest == 20 || rest == 24) {
            return packet.length % 4 == 0 ? rest : -1;
        }
        if (rest == 4) {
            return isZero(packet, at) ? 4 : -1;
        }
        if (rest < 16) {
            return -1;
        }
        int field = (packet[at + 2] & 0xff) << 8 | packet[at + 3] & 0xff;
        boolean possible = field >= 16 && field % 4 == 0 && field <= rest;
        boolean last = field == rest;
        return possible && !(last && field < 28) ? mac(packet, at + field) : -1;
    }

    private static int oldMac(byte[] packet) {
        int rest = packet.length - 48;
        boolean fits = rest == 0 || (rest == 4 && isZero(packet, 48)) || (rest >= 12 && rest <= 72);
        return fits && rest % 4 == 0 ? rest : -1;
    }

    private static boolean isZero(byte[] packet, int at) {
        return Arrays.equals(packet, at, at + 4, new byte[4], 0, 4);
    }
}
