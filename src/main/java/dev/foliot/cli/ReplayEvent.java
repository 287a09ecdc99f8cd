package dev.foliot.cli;

import dev.foliot.association.ReplyOutcome;
import dev.foliot.discipline.ClockCommand;
import dev.foliot.filter.Sample;
import dev.foliot.filter.SourceEstimate;
import dev.foliot.filter.WeighedSample;
import dev.foliot.selection.ClockEstimate;
import dev.foliot.selection.SourceRole;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.StampSource;
import java.util.List;

/** One thing in the account of a replay; as JSON, one line. All of them have these components. */
sealed interface ReplayEvent {
    /** What kind of thing. */
    String event();

    /** The disciplined clock at that moment, in nanoseconds since the Unix epoch. */
    long nowNs();

    /** Which turn of the daemon's loop, from 1; 0 before the first. */
    long turn();

    /** The server that it is about, address and port; null when it is about none. */
    String address();

    /** The name as configured of what it is about; null when it is about none. */
    String source();

    /**
     * Something that needs few words.
     *
     * @param detail the reason, the addresses or the like; null when there is nothing to add
     */
    record Incident(String event, long nowNs, long turn, String address, String source, String detail)
            implements ReplayEvent {}

    /**
     * A measurement.
     *
     * @param interleaved whether it is of the exchange before
     * @param again whether that has been measured before, so that this does not count
     */
    record Measurement(
            String event,
            long nowNs,
            long turn,
            String address,
            String source,
            double offsetS,
            double delayS,
            double dispersionS,
            double rootDelayS,
            double rootDispersionS,
            int stratum,
            LeapIndicator leap,
            StampSource transmitStamp,
            StampSource receiveStamp,
            boolean interleaved,
            boolean again)
            implements ReplayEvent {
        static Measurement of(long nowNs, long turn, String address, String source, ReplyOutcome.Measured reply) {
            Sample sample = reply.sample();
            return new Measurement(
                    "measured",
                    nowNs,
                    turn,
                    address,
                    source,
                    sample.offsetS(),
                    sample.delayS(),
                    sample.dispersionS(),
                    sample.rootDelayS(),
                    sample.rootDispersionS(),
                    sample.stratum(),
                    sample.leap(),
                    sample.transmitStamp(),
                    sample.receiveStamp(),
                    reply.interleaved(),
                    reply.again());
        }
    }

    /**
     * What the samples of a source say together.
     *
     * @param freeOffsetS of the free-running clock at the latest sample
     */
    record Estimate(
            String event,
            long nowNs,
            long turn,
            String address,
            String source,
            double freeOffsetS,
            double offsetErrorS,
            double frequencyPpm,
            double frequencyErrorPpm,
            double jitterS,
            List<Weight> samples)
            implements ReplayEvent {
        static Estimate of(
                long nowNs,
                long turn,
                String address,
                String source,
                SourceEstimate estimate,
                List<WeighedSample> samples) {
            long newestNs = estimate.newest().monotonicNs();
            return new Estimate(
                    "estimated",
                    nowNs,
                    turn,
                    address,
                    source,
                    estimate.freeOffsetS(),
                    estimate.uncertainty().offsetErrorS(),
                    estimate.frequency().ppm(),
                    estimate.uncertainty().frequencyError().ppm(),
                    estimate.jitterS(),
                    samples.stream().map(sample -> Weight.of(sample, newestNs)).toList());
        }
    }

    /** What one sample counts. */
    record Weight(double ageS, double delayS, double weight, double residualS) {
        static Weight of(WeighedSample weighed, long newestNs) {
            return new Weight(
                    (newestNs - weighed.sample().monotonicNs()) * 1e-9,
                    weighed.sample().delayS(),
                    weighed.weight(),
                    weighed.residualS());
        }
    }

    /** The sources held against each other. */
    record Selection(
            String event,
            long nowNs,
            long turn,
            String address,
            String source,
            int agreeing,
            int needed,
            List<Vote> votes,
            Double freeOffsetS,
            Double offsetErrorS,
            Double frequencyPpm,
            Double frequencyErrorPpm)
            implements ReplayEvent {
        static Selection of(long nowNs, long turn, int agreeing, int needed, List<Vote> votes, ClockEstimate estimate) {
            boolean none = estimate == null;
            return new Selection(
                    "selected",
                    nowNs,
                    turn,
                    null,
                    null,
                    agreeing,
                    needed,
                    votes,
                    none ? null : estimate.freeOffsetS(),
                    none ? null : estimate.uncertainty().offsetErrorS(),
                    none ? null : estimate.frequency().ppm(),
                    none ? null : estimate.uncertainty().frequencyError().ppm());
        }
    }

    /** What one source claims: true time is between {@code lowS} and {@code highS} from our clock. */
    record Vote(String address, String source, SourceRole role, Double offsetS, Double lowS, Double highS) {
        /** Whether the majority believes it. */
        boolean right() {
            return role.used() || role == SourceRole.OUTLIER || role == SourceRole.DEVIATING;
        }
    }

    /**
     * What the clock was told.
     *
     * @param refusal why it did not do it; null when it did
     */
    record Command(
            String event,
            long nowNs,
            long turn,
            String address,
            String source,
            Double stepS,
            Double frequencyPpm,
            LeapIndicator leap,
            Double maxErrorS,
            Double estimatedErrorS,
            Integer taiOffsetS,
            String refusal)
            implements ReplayEvent {
        static Command of(long nowNs, long turn, ClockCommand command, String refusal) {
            ClockCommand.Step step = command instanceof ClockCommand.Step s ? s : null;
            ClockCommand.SetFrequency set = command instanceof ClockCommand.SetFrequency s ? s : null;
            ClockCommand.SetStatus status = command instanceof ClockCommand.SetStatus s ? s : null;
            ClockCommand.SetTaiOffset tai = command instanceof ClockCommand.SetTaiOffset s ? s : null;
            return new Command(
                    step != null ? "step" : set != null ? "frequency" : tai != null ? "tai" : "status",
                    nowNs,
                    turn,
                    null,
                    null,
                    step == null ? null : step.offsetNs() * 1e-9,
                    set == null ? null : set.frequency().ppm(),
                    status == null ? null : status.leap(),
                    status == null ? null : status.maxErrorS(),
                    status == null ? null : status.estimatedErrorS(),
                    tai == null ? null : tai.seconds(),
                    refusal);
        }
    }

    /**
     * The end of the account.
     *
     * @param identical whether the daemon did the same, bit for bit
     * @param trouble where it did not, or where the recording is damaged; null when neither
     */
    record End(
            String event,
            long nowNs,
            long turn,
            String address,
            String source,
            boolean identical,
            String trouble,
            long events,
            long commands,
            long bytes,
            boolean cutOff,
            boolean finished)
            implements ReplayEvent {}
}
