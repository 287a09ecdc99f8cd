package dev.foliot.integration;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** A reply made by hand, byte by byte (RFC 5905, figure 8): starts as an honest one, and is then spoilt. */
final class ForgedReply {
    private static final int SIZE = 48;
    private static final int REFERENCE = 16;
    private static final int ORIGIN = 24;
    private static final int RECEIVE = 32;
    private static final int TRANSMIT = 40;
    private static final long UNIX_TO_NTP_S = 2_208_988_800L;

    private final ByteBuffer bytes = ByteBuffer.allocate(SIZE);

    /**
     * @param request what it answers
     * @param offsetS by how much its time is ahead of this machine's
     */
    ForgedReply(byte[] request, double offsetS) {
        Instant time = Instant.now().plusNanos(Math.round(offsetS * 1e9));
        leapVersionMode(0, 4, 4).stratum(1);
        bytes.put(2, request[2]).put(3, (byte) -20);
        referenceId("FAKE");
        bytes.putLong(REFERENCE, timestamp(time.minusSeconds(1)));
        bytes.putLong(ORIGIN, ByteBuffer.wrap(request).getLong(TRANSMIT));
        receive(timestamp(time)).transmit(timestamp(time));
    }

    static long timestamp(Instant time) {
        long fraction = ((long) time.getNano() << 32) / 1_000_000_000L;
        return time.getEpochSecond() + UNIX_TO_NTP_S << 32 | fraction;
    }

    ForgedReply leapVersionMode(int leap, int version, int mode) {
        bytes.put(0, (byte) (leap << 6 | version << 3 | mode));
        return this;
    }

    ForgedReply stratum(int stratum) {
        bytes.put(1, (byte) stratum);
        return this;
    }

    /** A kiss of death: stratum 0 and a code in place of the reference. */
    ForgedReply kiss(String code) {
        return stratum(0).referenceId(code);
    }

    /** @param followed whom the server claims to follow */
    ForgedReply reference(Inet4Address followed) {
        bytes.put(12, followed.getAddress());
        return this;
    }

    private ForgedReply referenceId(String ascii) {
        bytes.put(12, ascii.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** @param seconds whole seconds of root delay, as NTP's short format has them */
    ForgedReply rootDelay(int seconds) {
        bytes.putInt(4, seconds << 16);
        return this;
    }

    /** Somebody who has not seen the request can only guess what it carried. */
    ForgedReply wrongOrigin() {
        bytes.putLong(ORIGIN, bytes.getLong(ORIGIN) + 1);
        return this;
    }

    ForgedReply receive(long timestamp) {
        bytes.putLong(RECEIVE, timestamp);
        return this;
    }

    ForgedReply transmit(long timestamp) {
        bytes.putLong(TRANSMIT, timestamp);
        return this;
    }

    /** @param seconds by how much later than it is */
    ForgedReply transmitLater(int seconds) {
        return transmit(bytes.getLong(TRANSMIT) + ((long) seconds << 32));
    }

    byte[] bytes() {
        return bytes(SIZE);
    }

    /** Cut off, or filled up with zeros. */
    byte[] bytes(int length) {
        return Arrays.copyOf(bytes.array(), length);
    }
}
