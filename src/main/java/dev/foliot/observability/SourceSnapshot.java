package dev.foliot.observability;

import dev.foliot.association.PollRaise;
import dev.foliot.selection.SourceRole;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.StampSource;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One source at one moment. Numbers that are not known yet are null.
 *
 * @param name as configured
 * @param address IP address and port
 * @param role the part it plays, and so why it is used or not
 * @param stratum its own
 * @param referenceId its own, as a person reads it
 * @param leap what it announces
 * @param pollS the interval at which it is asked, in seconds
 * @param pollRaisedBy why that is more than configured; null when it is not
 * @param reach the last eight polls, the latest in bit 0; a set bit was answered (RFC 5905: the reachability register)
 * @param lastReplyAgeS time since its last valid reply
 * @param offsetS its time minus our clock now, by all samples in use; positive: we are behind
 * @param offsetErrorS standard deviation of that
 * @param delayS round trip of the latest sample
 * @param jitterS spread of the samples in use
 * @param frequencyPpm what the oscillator must be corrected by, according to it
 * @param rootDistanceS bound of the error of its time
 * @param maximumAsymmetry by which part of the round trip the two ways may differ, as configured
 * @param shortestDelayS the shortest round trip ever measured
 * @param asymmetryErrorS what of the root distance is for an asymmetric route: half of that part of it
 * @param samples how many are in use
 * @param transmitStamp who stamped the latest request
 * @param receiveStamp who stamped the latest reply
 * @param sent requests sent
 * @param received valid replies
 * @param interleaved those of them that told when the reply before truly left (RFC 9769)
 * @param rejected datagrams that were not believed, by reason (names of {@code RejectReason} in lower case)
 * @param latestRejected why the answer to the latest request or the one before was not believed; null when there was none,
 *     or none like that
 * @param sendErrors requests that could not be sent, or of which the network says that nobody listens there
 * @param lastError the latest error of its socket, or null
 * @param nts how it is authenticated
 */
public record SourceSnapshot(
        String name,
        String address,
        SourceRole role,
        Integer stratum,
        String referenceId,
        LeapIndicator leap,
        double pollS,
        PollRaise pollRaisedBy,
        int reach,
        Double lastReplyAgeS,
        Double offsetS,
        Double offsetErrorS,
        Double delayS,
        Double jitterS,
        Double frequencyPpm,
        Double rootDistanceS,
        double maximumAsymmetry,
        Double shortestDelayS,
        Double asymmetryErrorS,
        int samples,
        StampSource transmitStamp,
        StampSource receiveStamp,
        long sent,
        long received,
        long interleaved,
        Map<String, Long> rejected,
        String latestRejected,
        long sendErrors,
        String lastError,
        NtsSnapshot nts) {
    public SourceSnapshot {
        rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
    }

    /** A source that is not asked before keys are agreed on. */
    public static SourceSnapshot withoutKeys(String name, double maximumAsymmetry, NtsSnapshot nts) {
        return new SourceSnapshot(
                name,
                nts.keyServer(),
                SourceRole.NO_KEYS,
                null,
                null,
                null,
                0,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                maximumAsymmetry,
                null,
                null,
                0,
                null,
                null,
                0,
                0,
                0,
                Map.of(),
                null,
                0,
                nts.lastFailure(),
                nts);
    }
}
