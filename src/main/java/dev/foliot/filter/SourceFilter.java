package dev.foliot.filter;

import dev.foliot.time.Frequency;
import dev.foliot.time.SteeringLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Remembers the samples of one source and draws a line through them: where the free-running clock is against the
 * source, and how fast it moves away.
 *
 * <p>How much a sample counts follows from its delay. Queues only ever add delay, on either way; when the round trip
 * took d longer than the shortest one, the error of the offset lies between -d/2 and +d/2, and with nothing known of
 * how d divides between the two ways its standard deviation is d / sqrt(12). Samples of shortest delay are not perfect
 * either: a floor from the spread of the delays and from the timestamps' own errors is added. How many samples count
 * follows from a runs test: the oldest ones are forgotten while the residuals show that the oscillator has changed its
 * frequency since. Older than any of them, and forgotten first, is what was known of the frequency before there were
 * samples.
 */
public final class SourceFilter {
    private static final double UNIFORM_DEVIATION = 1 / Math.sqrt(12);

    /** Times are counted in whole nanoseconds: what no estimate can be better than. */
    private static final double RESOLUTION_S = 1e-9;

    private final FilterParameters parameters;
    private final Sample[] samples;
    private final long[] freeRunningNs;
    private final double[] freeOffsetS;
    private int count;
    private boolean priorHolds = true;

    private final double[] t;
    private final double[] deviation;
    private final double[] residual;

    public SourceFilter(FilterParameters parameters) {
        this.parameters = parameters;
        int capacity = parameters.maximumSamples();
        this.samples = new Sample[capacity];
        this.freeRunningNs = new long[capacity];
        this.freeOffsetS = new double[capacity];
        this.t = new double[capacity];
        this.deviation = new double[capacity];
        this.residual = new double[capacity];
    }

    /** Takes one more sample, newer than those before. */
    public void add(Sample sample, SteeringLedger ledger) {
        if (count == samples.length) {
            forget(1);
        }
        samples[count] = sample;
        freeRunningNs[count] = ledger.freeRunningNs(sample.monotonicNs());
        freeOffsetS[count] = sample.offsetS() + ledger.gainedS(sample.monotonicNs());
        count++;
    }

    /** Moves what is remembered along when the clock has been stepped forward by {@code stepS} seconds. */
    public void clockStepped(double stepS) {
        for (int i = 0; i < count; i++) {
            samples[i] = samples[i].afterStep(stepS);
            freeOffsetS[i] -= stepS;
        }
    }

    public int size() {
        return count;
    }

    /** What the samples say; empty while there is none. Forgets samples that no longer fit. */
    public Optional<SourceEstimate> estimate() {
        if (count == 0) {
            return Optional.empty();
        }
        LineFit fit = fit();
        while (count > parameters.minimumSamples() && RunsTest.tooFewRuns(residual, count)) {
            forgetOldest();
            fit = fit();
        }
        double scale = residualScale();
        int newest = count - 1;
        return Optional.of(new SourceEstimate(
                freeRunningNs[newest],
                fit.value(),
                fit.valueError() * scale,
                Frequency.ofRatio(fit.slope()),
                Frequency.ofRatio(fit.slopeError() * scale),
                jitterS(),
                samples[newest],
                best(),
                count));
    }

    /** What each sample in use, the oldest first, counted in the latest {@link #estimate}. */
    public List<WeighedSample> weighed() {
        double total = 0;
        for (int i = 0; i < count; i++) {
            total += 1 / (deviation[i] * deviation[i]);
        }
        List<WeighedSample> weighed = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double weight = 1 / (deviation[i] * deviation[i]) / total;
            weighed.add(new WeighedSample(samples[i], weight, residual[i], residual[i] / deviation[i]));
        }
        return weighed;
    }

    private LineFit fit() {
        long originNs = freeRunningNs[count - 1];
        double shortestS = best().delayS();
        double floorS = floorS(shortestS);
        for (int i = 0; i < count; i++) {
            t[i] = (freeRunningNs[i] - originNs) * 1e-9;
            deviation[i] = StrictMath.hypot(floorS, (samples[i].delayS() - shortestS) * UNIFORM_DEVIATION);
        }
        LineFit fit = LineFit.of(
                t,
                freeOffsetS,
                deviation,
                0,
                count,
                parameters.initialFrequency().ratio(),
                priorHolds ? parameters.initialFrequencyError().ratio() : Double.POSITIVE_INFINITY);
        for (int i = 0; i < count; i++) {
            residual[i] = freeOffsetS[i] - fit.at(t[i]);
        }
        return fit;
    }

    /**
     * The deviation of a sample of shortest delay: of the stamps, a share of the mean excess that shrinks as samples
     * make it sure, and, while there are too few samples for that, of what may have been in the queues whenever it was
     * measured: at first anything up to the whole delay, then a quarter of that deviation with each further sample.
     */
    private double floorS(double shortestS) {
        double excessS = 0;
        double stampsS = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            excessS += samples[i].delayS() - shortestS;
            stampsS = Math.min(stampsS, samples[i].dispersionS());
        }
        double spreadS = excessS / count * Math.max(0.25, 1.0 / count);
        double unseenS = Math.scalb(shortestS * UNIFORM_DEVIATION, -2 * (count - 1));
        return Math.max(RESOLUTION_S, StrictMath.hypot(stampsS, StrictMath.hypot(spreadS, unseenS)));
    }

    /**
     * By how much the residuals are larger than the deviations make believe; at least 1 while there are too few to
     * tell.
     */
    private double residualScale() {
        int freedom = count - 2;
        if (freedom < 1) {
            return 1;
        }
        double chiSquare = 0;
        for (int i = 0; i < count; i++) {
            double normalised = StrictMath.hypot(residual[i], RESOLUTION_S) / deviation[i];
            chiSquare += normalised * normalised;
        }
        double scale = Math.sqrt(chiSquare / freedom);
        return freedom < parameters.minimumSamples() ? Math.max(1, scale) : scale;
    }

    private double jitterS() {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += residual[i] * residual[i] + RESOLUTION_S * RESOLUTION_S;
        }
        return count > 2 ? Math.sqrt(sum / (count - 2)) : deviation[count - 1];
    }

    private Sample best() {
        Sample best = samples[0];
        for (int i = 1; i < count; i++) {
            if (samples[i].delayS() < best.delayS()) {
                best = samples[i];
            }
        }
        return best;
    }

    private void forgetOldest() {
        if (priorHolds) {
            priorHolds = false;
        } else {
            forget(1);
        }
    }

    private void forget(int oldest) {
        int rest = count - oldest;
        System.arraycopy(samples, oldest, samples, 0, rest);
        System.arraycopy(freeRunningNs, oldest, freeRunningNs, 0, rest);
        System.arraycopy(freeOffsetS, oldest, freeOffsetS, 0, rest);
        for (int i = rest; i < count; i++) {
            samples[i] = null;
        }
        count = rest;
    }
}
