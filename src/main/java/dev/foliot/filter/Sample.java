package dev.foliot.filter;

import dev.foliot.time.LeapIndicator;
import dev.foliot.time.StampSource;

/**
 * One measurement of one source: four timestamps, distilled (RFC 5905, section 8).
 *
 * @param monotonicNs when it was taken: the middle between request and reply, on the monotonic scale
 * @param offsetS source minus local clock; positive: the local clock is behind
 * @param delayS round trip without the time that the source spent, at least 0
 * @param dispersionS bound of what reading and rounding may have added: both precisions, the stamps' errors, drift
 *     during the exchange
 * @param rootDelayS the source's own round trip to its reference
 * @param rootDispersionS the source's own bound of error against its reference
 * @param stratum the source's, 1 to 15
 * @param leap what the source announces
 * @param referenceId the source's, as on the wire
 * @param transmitStamp who stamped the request
 * @param receiveStamp who stamped the reply
 */
public record Sample(
        long monotonicNs,
        double offsetS,
        double delayS,
        double dispersionS,
        double rootDelayS,
        double rootDispersionS,
        int stratum,
        LeapIndicator leap,
        int referenceId,
        StampSource transmitStamp,
        StampSource receiveStamp) {
    public Sample {
        if (!Double.isFinite(offsetS) || !(delayS >= 0) || !(dispersionS >= 0)) {
            throw new IllegalArgumentException(
                    "sample of offset " + offsetS + ", delay " + delayS + ", dispersion " + dispersionS);
        }
    }

    /** The same measurement after the local clock was stepped forward by {@code stepS}. */
    public Sample afterStep(double stepS) {
        return at(monotonicNs, offsetS - stepS);
    }

    /** The same measurement as another scale has it. */
    public Sample at(long otherNs, double otherOffsetS) {
        return new Sample(
                otherNs,
                otherOffsetS,
                delayS,
                dispersionS,
                rootDelayS,
                rootDispersionS,
                stratum,
                leap,
                referenceId,
                transmitStamp,
                receiveStamp);
    }

    /**
     * Bound of the offset's error against the source's reference (RFC 5905, appendix A.5.5.2), without what time has
     * added since.
     */
    public double rootDistanceS() {
        return (rootDelayS + delayS) / 2 + rootDispersionS + dispersionS;
    }
}
