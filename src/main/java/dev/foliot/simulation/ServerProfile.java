package dev.foliot.simulation;

import dev.foliot.time.LeapIndicator;
import java.nio.charset.StandardCharsets;

/**
 * What a simulated server says of itself, true or not, in the fields of its replies (RFC 5905, figure 8). Its time is
 * another matter: that is its clock's.
 *
 * @param answers whether it answers at all
 * @param stratum as on the wire, 0 to 255; 0 makes the reply a kiss-o'-death or an unsynchronised server's
 * @param referenceId as on the wire
 * @param rootDelayS its distance from the reference clock, in seconds
 * @param rootDispersionS its error, in seconds
 * @param precisionLog2S the precision of its clock, as the power of two of a second
 * @param sending how it sends
 */
public record ServerProfile(
        boolean answers,
        LeapIndicator leap,
        int stratum,
        int referenceId,
        double rootDelayS,
        double rootDispersionS,
        int precisionLog2S,
        Sending sending) {
    private static final int PRECISION_1_NS = -30;

    /**
     * How replies leave.
     *
     * @param turnaroundS how long it takes to answer, in seconds
     * @param lateS how long after the time that stands in it a reply leaves, in seconds; interleaved replies make up for that
     * @param interleaved whether it knows interleaved mode (RFC 9769)
     */
    public record Sending(double turnaroundS, double lateS, boolean interleaved) {
        /** At once. */
        static final Sending PROMPT = new Sending(0, 0, false);

        public Sending {
            if (!(turnaroundS >= 0) || !(lateS >= 0)) {
                throw new IllegalArgumentException("negative turnaround or lateness");
            }
        }
    }

    public ServerProfile {
        if (stratum < 0 || stratum > 255) {
            throw new IllegalArgumentException("stratum " + stratum + " is outside 0..255");
        }
        if (!(rootDelayS >= 0) || !(rootDispersionS >= 0)) {
            throw new IllegalArgumentException("negative root delay or root dispersion");
        }
    }

    /** A stratum 1 server that is sure of itself. */
    public static ServerProfile good() {
        return new ServerProfile(true, LeapIndicator.NONE, 1, ascii("GPS"), 0, 0, PRECISION_1_NS, Sending.PROMPT);
    }

    /** A server that has no time to give and says so. */
    public static ServerProfile unsynchronised() {
        return new ServerProfile(true, LeapIndicator.UNSYNCHRONISED, 0, 0, 0, 0, PRECISION_1_NS, Sending.PROMPT);
    }

    /**
     * A server that answers nothing but a kiss code: {@code RATE}, {@code DENY}, {@code RSTR} (RFC 5905, section 7.4).
     */
    public static ServerProfile kiss(String code) {
        return unsynchronised().withReferenceId(ascii(code));
    }

    /** A server that does not answer. */
    public static ServerProfile silent() {
        return new ServerProfile(false, LeapIndicator.UNSYNCHRONISED, 0, 0, 0, 0, PRECISION_1_NS, Sending.PROMPT);
    }

    public ServerProfile withLeap(LeapIndicator leap) {
        return new ServerProfile(
                answers, leap, stratum, referenceId, rootDelayS, rootDispersionS, precisionLog2S, sending);
    }

    public ServerProfile withStratum(int stratum) {
        return new ServerProfile(
                answers, leap, stratum, referenceId, rootDelayS, rootDispersionS, precisionLog2S, sending);
    }

    public ServerProfile withReferenceId(int referenceId) {
        return new ServerProfile(
                answers, leap, stratum, referenceId, rootDelayS, rootDispersionS, precisionLog2S, sending);
    }

    public ServerProfile withRoot(double delayS, double dispersionS) {
        return new ServerProfile(answers, leap, stratum, referenceId, delayS, dispersionS, precisionLog2S, sending);
    }

    public ServerProfile withTurnaround(double turnaroundS) {
        return with(new Sending(turnaroundS, sending.lateS, sending.interleaved));
    }

    public ServerProfile withPrecision(int precisionLog2S) {
        return new ServerProfile(
                answers, leap, stratum, referenceId, rootDelayS, rootDispersionS, precisionLog2S, sending);
    }

    /** The same, whose replies leave late, and which may tell in the next one when they did. */
    public ServerProfile withLateness(double lateS, boolean interleaved) {
        return with(new Sending(sending.turnaroundS, lateS, interleaved));
    }

    private ServerProfile with(Sending other) {
        return new ServerProfile(
                answers, leap, stratum, referenceId, rootDelayS, rootDispersionS, precisionLog2S, other);
    }

    /** Up to four characters, left-justified and padded with zeros. */
    private static int ascii(String code) {
        int word = 0;
        byte[] bytes = code.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > 4) {
            throw new IllegalArgumentException("more than four characters: " + code);
        }
        for (int i = 0; i < 4; i++) {
            word = word << 8 | (i < bytes.length ? bytes[i] : 0);
        }
        return word;
    }
}
