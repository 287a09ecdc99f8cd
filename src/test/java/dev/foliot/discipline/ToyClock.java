package dev.foliot.discipline;

import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import dev.foliot.time.SteeringLedger;
import java.util.List;

/** A clock that does at once and exactly what it is told, on an oscillator of constant error; true time is known. */
final class ToyClock {
    /** 2026-09-21T14:13:20Z, when the monotonic scale shows 0. */
    static final long START_NS = 1_790_000_000_000_000_000L;

    final SteeringLedger ledger = new SteeringLedger(0, Frequency.ZERO);

    /** True time minus this clock. */
    double offsetS;

    long monotonicNs;
    ClockCommand.SetStatus status;
    int steps;

    private final double oscillator;
    private double steering;
    private long steppedNs;

    ToyClock(double oscillatorPpm, double offsetS) {
        this.oscillator = oscillatorPpm * 1e-6;
        this.offsetS = offsetS;
    }

    /** What the clock has to be steered by to keep pace with true time. */
    Frequency correction() {
        return Frequency.ofRatio(-oscillator / (1 + oscillator));
    }

    Frequency steering() {
        return Frequency.ofRatio(steering);
    }

    ClockReading read() {
        return new ClockReading(START_NS + monotonicNs + steppedNs, monotonicNs);
    }

    void advanceTo(long untilNs) {
        double gained = oscillator + steering + oscillator * steering;
        offsetS -= (untilNs - monotonicNs) * 1e-9 * gained / (1 + gained);
        monotonicNs = untilNs;
    }

    /** @return by how much the clock was stepped, in seconds */
    double perform(List<ClockCommand> commands) {
        long beforeNs = steppedNs;
        for (ClockCommand command : commands) {
            if (command instanceof ClockCommand.Step step) {
                steppedNs += step.offsetNs();
                offsetS -= step.offsetNs() * 1e-9;
                steps++;
            } else if (command instanceof ClockCommand.SetFrequency set) {
                steering = set.frequency().ratio();
                ledger.frequencyChanged(monotonicNs, set.frequency());
            } else if (command instanceof ClockCommand.SetStatus set) {
                status = set;
            }
        }
        return (steppedNs - beforeNs) * 1e-9;
    }

    /** Lets time pass until no slew is under way any more. */
    void runToEndOfSlew(Discipline discipline) {
        while (Math.abs(steering().ppb() - discipline.correction().ppb()) > 1e-6) {
            run(discipline, discipline.deadlineNs());
        }
    }

    /** Lets time pass, with everything that the discipline wants done meanwhile. */
    void run(Discipline discipline, long untilNs) {
        while (discipline.deadlineNs() <= untilNs) {
            advanceTo(Math.max(monotonicNs, discipline.deadlineNs()));
            perform(discipline.onDeadline(read()));
        }
        advanceTo(untilNs);
    }
}
