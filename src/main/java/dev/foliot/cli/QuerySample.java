package dev.foliot.cli;

import dev.foliot.filter.Sample;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.StampSource;
import dev.foliot.wire.ReferenceId;

/**
 * One measurement of a server, as {@code foliot query} prints it.
 *
 * @param sequence number of the request, from 1
 * @param offsetS server minus local clock; positive: the local clock is behind
 * @param delayS round trip without the time that the server spent
 * @param dispersionS bound of what reading, rounding and drift may have added
 * @param rootDelayS the server's own round trip to its reference
 * @param rootDispersionS the server's own bound of error
 * @param rootDistanceS bound of the offset's error against the server's reference
 * @param stratum the server's
 * @param referenceId the server's, as a person reads it
 * @param leap what the server announces
 * @param transmitStamp who stamped the request
 * @param receiveStamp who stamped the reply
 * @param interleaved whether it is of the exchange before, with the server's true time of sending (RFC 9769)
 */
record QuerySample(
        int sequence,
        double offsetS,
        double delayS,
        double dispersionS,
        double rootDelayS,
        double rootDispersionS,
        double rootDistanceS,
        int stratum,
        String referenceId,
        LeapIndicator leap,
        StampSource transmitStamp,
        StampSource receiveStamp,
        boolean interleaved) {
    static QuerySample of(int sequence, Sample sample, boolean interleaved) {
        return new QuerySample(
                sequence,
                sample.offsetS(),
                sample.delayS(),
                sample.dispersionS(),
                sample.rootDelayS(),
                sample.rootDispersionS(),
                sample.rootDistanceS(),
                sample.stratum(),
                new ReferenceId(sample.referenceId()).text(sample.stratum()),
                sample.leap(),
                sample.transmitStamp(),
                sample.receiveStamp(),
                interleaved);
    }
}
