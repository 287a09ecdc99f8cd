package dev.foliot.association;

import dev.foliot.time.LeapIndicator;
import dev.foliot.time.NtpShort;
import dev.foliot.time.NtpTimestamp;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpMode;
import dev.foliot.wire.NtpPacketView;
import dev.foliot.wire.NtpPacketWriter;
import dev.foliot.wire.ReferenceId;
import java.nio.ByteBuffer;

/** A server's reply in which everything is right, until a test changes a field. */
final class Reply {
    LeapIndicator leap = LeapIndicator.NONE;
    int version = 4;
    NtpMode mode = NtpMode.SERVER;
    int stratum = 2;
    int precision = -23;
    double rootDelayS = 0.010;
    double rootDispersionS = 0.002;
    int referenceId = 0x0A00_0001;
    long referenceTimestamp;
    long originTimestamp;
    long receiveTimestamp;
    long transmitTimestamp;

    /**
     * @param nonce what the request carried
     * @param receiveNs when the server received it, by its clock
     * @param transmitNs when it replied
     */
    Reply(long nonce, long receiveNs, long transmitNs) {
        originTimestamp = nonce;
        receiveTimestamp = NtpTimestamp.fromUnixNs(receiveNs);
        transmitTimestamp = NtpTimestamp.fromUnixNs(transmitNs);
        referenceTimestamp = NtpTimestamp.fromUnixNs(receiveNs - 30_000_000_000L);
    }

    /** Turns it into a kiss of this code. */
    void kiss(String code) {
        stratum = 0;
        leap = LeapIndicator.UNSYNCHRONISED;
        referenceId = ReferenceId.ofAscii(code).value();
    }

    NtpPacketView view() {
        ByteBuffer bytes = ByteBuffer.allocate(NtpHeader.SIZE);
        new NtpPacketWriter()
                .wrap(bytes, 0, NtpHeader.SIZE)
                .leapVersionMode(leap, version, mode)
                .stratum(stratum)
                .poll(6)
                .precision(precision)
                .rootDelay(NtpShort.fromSecondsUp(rootDelayS))
                .rootDispersion(NtpShort.fromSecondsUp(rootDispersionS))
                .referenceId(referenceId)
                .referenceTimestamp(referenceTimestamp)
                .originTimestamp(originTimestamp)
                .receiveTimestamp(receiveTimestamp)
                .transmitTimestamp(transmitTimestamp);
        NtpPacketView view = new NtpPacketView();
        if (view.wrap(bytes, 0, NtpHeader.SIZE) != null) {
            throw new AssertionError("this test wants a well-formed packet");
        }
        return view;
    }
}
