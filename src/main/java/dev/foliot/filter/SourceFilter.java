package dev.foliot.filter;

import dev.foliot.time.ErrorBound;
import dev.foliot.time.OscillatorStability;
import dev.foliot.time.Uncertainty;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says from the samples of one source where the free-running clock is against it, and how fast it moves away.
 *
 * <p>A sample is two one-way delays, and queues only ever add to a delay: the earliest packets of either way are the
 * ones that tell. How far to look back for them depends on how much the oscillator wanders, and how much to make of the
 * earliest ones on what else disturbs them; neither is known. So the filter follows the clock under a number of {@link
 * Hypothesis hypotheses} at once, and believes each as far as it has foretold the samples so far. {@code
 * docs/algorithm.md} has the equations and what they are worth.
 */
public final class SourceFilter {
    /** How many of the latest samples are reconsidered when another one comes. */
    private static final int RECONSIDERED = 24;

    /** At first, packets are thought to wait for this part of the delay. */
    private static final double INITIAL_SCALE = 0.3;

    /** While nobody looked, an oscillator may have changed its frequency by that much, whatever is said of it. */
    private static final double LEAST_FREQUENCY_ERROR = 1e-6;

    private static final double RESOLUTION_S = 1e-9;

    private double initialFrequency;
    private double initialFrequencyError;
    /** By what the variance of the initial frequency grows each second until it is used. */
    private double wander2;

    private final OscillatorStability stability;
    private final DelayHistory delays = new DelayHistory(RECONSIDERED);
    private final List<Sample> samples = new ArrayList<>(RECONSIDERED);
    private final Routes routes = new Routes();
    private final Map<Way, QueueMonitor> queues =
            new EnumMap<>(Map.of(Way.UP, new QueueMonitor(), Way.DOWN, new QueueMonitor()));
    private HypothesisBank bank;

    /** What offsets are counted from, in seconds: as good as the first one, so that small differences stay exact. */
    private double originS;

    /** Never forgotten: what packets took longer than that may all have happened on one way. */
    private double shortestDelayS = Double.POSITIVE_INFINITY;

    private SourceEstimate estimate;
    private int restarts;

    public SourceFilter(FilterParameters parameters) {
        this.initialFrequency = parameters.initialFrequency().ratio();
        this.initialFrequencyError = Math.max(
                LEAST_FREQUENCY_ERROR, parameters.initialFrequencyError().ratio());
        this.stability = parameters.stability();
    }

    /** Takes one more sample, newer than those before. */
    public void add(PlacedSample placed) {
        Sample sample = placed.sample();
        if (samples.isEmpty()) {
            originS = placed.freeOffsetS();
            bank = newBank(sample.delayS() / 2, initialFrequency, initialFrequencyError);
        }
        if (delays.full()) {
            forgetOldest(1);
        }
        samples.add(sample);
        shortestDelayS = Math.min(shortestDelayS, sample.delayS());
        double offsetS = placed.freeOffsetS() - originS;
        double stampS = sample.dispersionS() / 2;
        delays.add(
                placed.freeRunningNs(),
                sample.delayS() / 2 + offsetS - routes.shiftS(Way.UP),
                sample.delayS() / 2 - offsetS - routes.shiftS(Way.DOWN),
                stampS * stampS,
                offsetS);
        bank.addNext(delays);
        noticeNewRoutes();
        noticeNewQueues();
        bank.reconsider(delays);
        estimate = estimated();
    }

    private static HypothesisBank newBank(double shortestS, double frequency, double frequencyError) {
        TrackState belief = new TrackState();
        belief.d = Math.max(RESOLUTION_S, shortestS);
        belief.f = frequency;
        belief.xx = belief.d * belief.d;
        belief.ff = frequencyError * frequencyError;
        belief.dd = belief.d * belief.d;
        return new HypothesisBank(belief, belief.d * INITIAL_SCALE, RECONSIDERED);
    }

    /**
     * When packets take a new route one way, or both, the clock is still where it was, and the shortest delay is another
     * one: the delays are corrected by the difference. When they are later one way and earlier by as much the other, it
     * is the source that has been set: all is forgotten but the frequency.
     */
    private void noticeNewRoutes() {
        Routes.Change change = routes.see(bank.best(), samples.size());
        int count = change.exchanges();
        if (count == 0) {
            return;
        }
        if (change.sourceSet()) {
            routes.clear();
            startOver(count);
            return;
        }
        bank.retract(count);
        delays.shorten(Way.UP, count, change.upS());
        delays.shorten(Way.DOWN, count, change.downS());
        bank.addLatest(delays, count);
        queues.values().forEach(QueueMonitor::clear);
    }

    /**
     * When queues have become quite different, what was known of them holds no more, and what was learned from packets
     * that came through the old ones stays as it is.
     */
    private void noticeNewQueues() {
        for (Way way : Way.values()) {
            QueueMonitor monitor = queues.get(way);
            monitor.see(bank.best().lateS(way));
            if (samples.size() > QueueMonitor.COUNT
                    && monitor.changed(bank.best().scaleS(way))) {
                forgetOldest(samples.size() - QueueMonitor.COUNT);
                bank.retract(QueueMonitor.COUNT);
                bank.queuesChanged(way, monitor.meanS());
                bank.addLatest(delays, QueueMonitor.COUNT);
                monitor.clear();
            }
        }
    }

    /** Sums up the oldest exchanges, which from then on are not reconsidered. */
    private void forgetOldest(int count) {
        for (int i = 0; i < count; i++) {
            bank.forgetOldest(delays);
            delays.dropOldest();
            samples.remove(0);
        }
    }

    /** Forgets all but the latest {@code count} exchanges, and the frequency. */
    private void startOver(int count) {
        restarts++;
        TrackState known = bank.best().latest();
        samples.subList(0, samples.size() - count).clear();
        while (delays.size() > count) {
            delays.dropOldest();
        }
        double middleS = (delays.delayS(0, Way.UP) - delays.delayS(0, Way.DOWN)) / 2;
        double shortestS = (delays.delayS(0, Way.UP) + delays.delayS(0, Way.DOWN)) / 2;
        originS += middleS;
        delays.moveOrigin(middleS);
        bank = newBank(shortestS, known.f, Math.max(LEAST_FREQUENCY_ERROR, Math.sqrt(known.ff)));
        bank.addLatest(delays, count);
        queues.values().forEach(QueueMonitor::clear);
    }

    /** Moves what is remembered along when the clock has been stepped forward by {@code stepS} seconds. */
    public void clockStepped(double stepS) {
        originS -= stepS;
        samples.replaceAll(sample -> sample.afterStep(stepS));
        if (estimate != null) {
            estimate = estimated();
        }
    }

    /**
     * Forgets all but the frequency: the clock was set by nobody knows how much while the machine was suspended for so
     * many seconds of true time, and its oscillator wandered on.
     */
    public void suspended(double seconds) {
        if (estimate != null) {
            initialFrequency = estimate.frequency().ratio();
            initialFrequencyError = estimate.uncertainty().frequencyError().ratio();
            wander2 = estimate.uncertainty().wander2();
        }
        double aged = Math.sqrt(initialFrequencyError * initialFrequencyError + wander2 * seconds);
        initialFrequencyError = Math.max(LEAST_FREQUENCY_ERROR, aged);
        samples.clear();
        delays.clear();
        routes.clear();
        queues.values().forEach(QueueMonitor::clear);
        estimate = null;
    }

    /** How often all but the latest samples have been forgotten, since the source has been set. */
    public int restarts() {
        return restarts;
    }

    /** How many samples it looks back at. */
    public int size() {
        return samples.size();
    }

    /** What the samples say; empty while there is none. */
    public Optional<SourceEstimate> estimate() {
        return Optional.ofNullable(estimate);
    }

    /** What each sample that it looks back at, the oldest first, counts in the latest {@link #estimate}. */
    public List<WeighedSample> weighed() {
        Hypothesis best = bank.best();
        double total = 0;
        for (int i = 0; i < samples.size(); i++) {
            total += best.precision(i);
        }
        List<WeighedSample> weighed = new ArrayList<>(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            double sinceS = (delays.freeRunningNs(i) - estimate.freeRunningNs()) * 1e-9;
            double expectedS = estimate.freeOffsetS() + estimate.frequency().ratio() * sinceS;
            double offsetS = originS + (delays.delayS(i, Way.UP) - delays.delayS(i, Way.DOWN)) / 2;
            weighed.add(new WeighedSample(samples.get(i), best.precision(i) / total, offsetS - expectedS));
        }
        return weighed;
    }

    private SourceEstimate estimated() {
        HypothesisBank.Verdict verdict = bank.verdict();
        int newest = samples.size() - 1;
        int best = best(verdict);
        return new SourceEstimate(
                delays.freeRunningNs(newest),
                originS + verdict.offsetS(),
                verdict.frequency(),
                verdict.uncertainty(),
                verdict.jitterS(),
                samples.get(newest),
                shortestDelayS,
                samples.get(best),
                errorS(best, verdict),
                samples.size());
    }

    /** The sample that bounds the error of the estimate best. */
    private int best(HypothesisBank.Verdict verdict) {
        int best = 0;
        for (int i = 1; i < samples.size(); i++) {
            if (errorS(i, verdict) < errorS(best, verdict)) {
                best = i;
            }
        }
        return best;
    }

    /**
     * Bound of the estimate's error by sample {@code i}, whatever the filter makes of the others, in seconds; but for
     * the asymmetry of the route. What its packets waited in queues may have been on one way; the estimate for that time
     * is so far from it; and between that time and now the clock's frequency was not quite what is estimated.
     */
    private double errorS(int i, HypothesisBank.Verdict verdict) {
        double sinceS = (delays.freeRunningNs(samples.size() - 1) - delays.freeRunningNs(i)) * 1e-9;
        double expectedS = verdict.offsetS() - verdict.frequency().ratio() * sinceS;
        Uncertainty known = verdict.uncertainty();
        Uncertainty since = new Uncertainty(0, 0, known.frequency2(), known.wander2());
        return (samples.get(i).delayS() - shortestDelayS) / 2
                + Math.abs(delays.offsetS(i) - expectedS)
                + ErrorBound.DEVIATIONS * since.offsetErrorS(sinceS)
                + stability.offsetS(sinceS);
    }
}
