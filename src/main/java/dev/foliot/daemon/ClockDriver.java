package dev.foliot.daemon;

import dev.foliot.discipline.ClockCommand;
import dev.foliot.discipline.LeapMode;
import dev.foliot.platform.ClockCapabilities;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockStatus;
import dev.foliot.platform.SystemClock;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.SteeringLedger;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The one caller of the clock port: performs commands, keeps the ledger of what came of them, and notices when somebody
 * else sets the clock.
 */
final class ClockDriver {
    private static final System.Logger LOG = System.getLogger(ClockDriver.class.getName());

    /**
     * The two scales are read one after the other, and the thread may lose its processor in between: less than this is
     * no step.
     */
    private static final long FOREIGN_STEP_NS = 10_000_000L;

    private static final int CONFIRMING_READINGS = 5;

    private final SystemClock clock;
    private final Observer observer;
    private final LeapMode leapMode;
    private final SteeringLedger ledger;
    private final LeapWatch leap = new LeapWatch();
    private final SuspendWatch suspends;
    private final Interference interference = new Interference();
    private long distanceNs;
    private long steps;
    private long jumps;
    private long lastStepNs;
    private long foreignStepNs;
    private long leapNs;
    private final Set<Class<?>> refused = new HashSet<>();

    ClockDriver(SystemClock clock, LeapMode leapMode, Observer observer) throws ClockException {
        this.clock = clock;
        this.leapMode = leapMode;
        this.observer = observer;
        this.suspends = new SuspendWatch(clock);
        ClockReading now = clock.read();
        // Who may not steer may not even be allowed to ask.
        Frequency frequency = clock.capabilities().steerable() ? clock.state().frequency() : Frequency.ZERO;
        this.ledger = new SteeringLedger(now.monotonicNs(), frequency);
        this.distanceNs = distance(now);
    }

    ClockReading read() {
        return clock.read();
    }

    SteeringLedger ledger() {
        return ledger;
    }

    ClockCapabilities capabilities() {
        return clock.capabilities();
    }

    /** The time of the disciplined clock at a moment of the kernel's, on which packets are stamped. */
    long fromKernelNs(long kernelUtcNs) {
        return clock.fromKernelNs(kernelUtcNs);
    }

    /** The moment of the system's monotonic scale, which a poller waits by, at which ours shows {@code monotonicNs}. */
    long toKernelMonotonicNs(long monotonicNs) {
        return clock.toKernelMonotonicNs(monotonicNs);
    }

    /**
     * Performs a command. A refusal is logged, the first in a row of commands of its kind; the daemon goes on observing.
     *
     * @return by how much the clock was stepped, in nanoseconds; 0 when it was not
     */
    long perform(ClockCommand command) {
        try {
            long steppedNs = attempt(command);
            refused.remove(command.getClass());
            observer.commanded(command, Optional.empty());
            return steppedNs;
        } catch (ClockException e) {
            observer.commanded(command, Optional.ofNullable(e.getMessage()));
            if (refused.add(command.getClass())) {
                LOG.log(System.Logger.Level.ERROR, "the clock cannot be steered: {0}", e.getMessage());
            }
            return 0;
        }
    }

    private long attempt(ClockCommand command) throws ClockException {
        if (command instanceof ClockCommand.Step step) {
            return step(step.offsetNs());
        }
        if (command instanceof ClockCommand.SetFrequency set) {
            interference.look(clock.state(), ledger.frequency());
            Frequency inForce = clock.setFrequency(set.frequency());
            ClockReading now = clock.read();
            long onsetNs = clock.capabilities().frequencyOnset().monotonicNs(now);
            ledger.frequencyChanged(now.monotonicNs(), onsetNs, inForce);
        } else if (command instanceof ClockCommand.SetStatus set) {
            clock.setStatus(new ClockStatus(told(set.leap()), toNs(set.maxErrorS()), toNs(set.estimatedErrorS())));
            leap.arm(
                    leapMode == LeapMode.IGNORE ? LeapIndicator.NONE : set.leap(),
                    clock.read().utcNs());
        } else if (command instanceof ClockCommand.SetTaiOffset set) {
            clock.setTaiOffset(set.seconds());
        }
        return 0;
    }

    /** What the clock is told of leap seconds: those that it is to make by itself. */
    private LeapIndicator told(LeapIndicator armed) {
        boolean kept = leapMode == LeapMode.SYSTEM || armed == LeapIndicator.UNSYNCHRONISED;
        return kept ? armed : LeapIndicator.NONE;
    }

    private long step(long offsetNs) throws ClockException {
        long steppedNs = offsetNs + clock.step(offsetNs);
        distanceNs += steppedNs;
        lastStepNs = steppedNs;
        steps++;
        jumps++;
        LOG.log(
                System.Logger.Level.INFO,
                "stepped the clock by {0} s",
                String.format(Locale.ROOT, "%+.6f", steppedNs * 1e-9));
        return steppedNs;
    }

    /** Why the clock has jumped without a step of ours. */
    enum Jump {
        NONE,
        /** By the leap second that was announced: true time has jumped as well. */
        LEAP,
        /** It has not: true time has, by the leap second that is to be slewed away, {@link #leapNs}. */
        LEAP_TO_SLEW,
        /** The system has set it when the machine woke from a suspend: {@link #suspends}. */
        SUSPENDED,
        /**
         * Somebody else has set it, by {@link #foreignStepNs}; or the machine was suspended, if the system does not tell
         * of that.
         */
        FOREIGN
    }

    /**
     * Looks whether the clock has jumped since this was last asked. Where the clock does not make leap seconds by
     * itself, or is not to, makes the one that is due.
     */
    Jump jump() {
        long jumpNs = jumpNs();
        if (suspends.suspended()) {
            distanceNs = distance(clock.read());
            jumps++;
            leap.forget();
            return Jump.SUSPENDED;
        }
        if (leapByHandIsDue() && leapMode == LeapMode.SLEW) {
            leapNs = leap.jumpNs();
            leap.disarm();
            return Jump.LEAP_TO_SLEW;
        }
        if (leapByHandIsDue()) {
            perform(new ClockCommand.Step(leap.jumpNs()));
            leap.disarm();
            return Jump.LEAP;
        }
        if (Math.abs(jumpNs) <= FOREIGN_STEP_NS) {
            return Jump.NONE;
        }
        distanceNs += jumpNs;
        jumps++;
        if (leap.explains(jumpNs, clock.read().utcNs(), FOREIGN_STEP_NS)) {
            leap.disarm();
            LOG.log(System.Logger.Level.INFO, "the system has made the leap second");
            return Jump.LEAP;
        }
        foreignStepNs = jumpNs;
        return Jump.FOREIGN;
    }

    /** When the machine was suspended, and whether the system tells. */
    SuspendWatch suspends() {
        return suspends;
    }

    /** By how much somebody else has set the clock the last time, in nanoseconds. */
    long foreignStepNs() {
        return foreignStepNs;
    }

    LeapMode leapMode() {
        return leapMode;
    }

    /** By how much true time has jumped at the latest leap second, in nanoseconds. */
    long leapNs() {
        return leapNs;
    }

    /** When {@link #jump} has to be asked at the latest, on the monotonic scale. */
    long deadlineNs() {
        long dueUtcNs = leap.dueUtcNs();
        return dueUtcNs == Long.MAX_VALUE ? Long.MAX_VALUE : dueUtcNs - distanceNs;
    }

    private boolean leapByHandIsDue() {
        return leap.jumpNs() != 0
                && (leapMode != LeapMode.SYSTEM || !clock.capabilities().leap())
                && clock.read().utcNs() >= leap.dueUtcNs();
    }

    /** By how much the distance of the two scales has changed: the least of several readings. */
    private long jumpNs() {
        long smallestNs = distance(clock.read()) - distanceNs;
        for (int i = 0; i < CONFIRMING_READINGS && Math.abs(smallestNs) > FOREIGN_STEP_NS; i++) {
            long againNs = distance(clock.read()) - distanceNs;
            if (Math.abs(againNs) < Math.abs(smallestNs)) {
                smallestNs = againNs;
            }
        }
        return smallestNs;
    }

    /** How often somebody else was found to steer the clock. */
    long interferences() {
        return interference.count();
    }

    long steps() {
        return steps;
    }

    /** How often the time of day has jumped: by a step of ours, a leap second, a suspend, or somebody else. */
    long jumps() {
        return jumps;
    }

    /** The latest step in nanoseconds; 0 before the first. */
    long lastStepNs() {
        return lastStepNs;
    }

    private static long distance(ClockReading reading) {
        return reading.utcNs() - reading.monotonicNs();
    }

    private static long toNs(double seconds) {
        return (long) Math.min(Long.MAX_VALUE, Math.ceil(seconds * 1e9));
    }
}
