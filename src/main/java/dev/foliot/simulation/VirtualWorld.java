package dev.foliot.simulation;

import dev.foliot.time.LeapIndicator;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/**
 * True time, and what is going to happen in it. Time stands still while nodes work, and passes when all of them wait.
 *
 * <p>True time is counted in picoseconds from the start of the simulation, in a {@code long}: a resolution far below
 * the nanosecond of clock readings, without rounding errors that add up, for {@value #HORIZON_S} s (86 days). Things
 * due at the same moment happen in this order: oscillators take the frequency of a new second, observers look, then
 * events in the order they were scheduled.
 */
public final class VirtualWorld {
    public static final long PS_PER_S = 1_000_000_000_000L;
    /** When the world ends, in seconds: a clock that is fast by 20 % must not leave the range of its counter before. */
    public static final long HORIZON_S = 7_500_000;

    private static final long HORIZON_PS = HORIZON_S * PS_PER_S;
    private static final long NS_PER_S = 1_000_000_000L;

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<LongConsumer> oscillators = new ArrayList<>();
    private final List<LongConsumer> observers = new ArrayList<>();
    private long utcAtStartNs;
    private long nowPs;
    private long nextSecond;
    private long scheduled;
    private boolean acting;

    /** @param utcAtStartNs the true time of day at true time 0, in nanoseconds since the Unix epoch */
    public VirtualWorld(long utcAtStartNs) {
        this.utcAtStartNs = utcAtStartNs;
    }

    /** True time since the start, in picoseconds. */
    public long nowPs() {
        return nowPs;
    }

    /** True time since the start, in seconds. */
    public double nowS() {
        return nowPs / (double) PS_PER_S;
    }

    /** The true time of day, in nanoseconds since the Unix epoch, rounded down. */
    public long utcNs() {
        return utcAtStartNs + nowPs / 1000;
    }

    /** UTC less true time since the start: changes at leap seconds alone. */
    long utcDistanceNs() {
        return utcAtStartNs;
    }

    /** A duration in picoseconds, rounded; the world's horizon when it is longer. */
    public static long toPs(double seconds) {
        return Math.min(HORIZON_PS, Math.round(seconds * PS_PER_S));
    }

    /** Lets {@code action} happen at a true time, which may be now but not past. */
    public void at(long truePs, Runnable action) {
        if (truePs < nowPs) {
            throw new IllegalArgumentException(truePs + " ps is past, it is " + nowPs + " ps");
        }
        events.add(new Event(truePs, scheduled++, action));
    }

    /** Lets {@code action} happen {@code delayS} seconds from now. */
    public void after(double delayS, Runnable action) {
        at(nowPs + toPs(delayS), action);
    }

    /** Shows every whole second of true time to {@code observer}, 0 included, before any node acts in it. */
    public void everySecond(LongConsumer observer) {
        observers.add(observer);
    }

    /**
     * Makes true UTC insert or delete a leap second at the end of the present UTC day. Clocks do it only when they are
     * told, by {@link SimulatedClock#setStatus}.
     */
    public void leapToday(LeapIndicator leap) {
        long dayNs = 86_400 * NS_PER_S;
        long midnightNs = (Math.floorDiv(utcNs(), dayNs) + 1) * dayNs;
        switch (leap) {
            case INSERT -> at((midnightNs - utcAtStartNs) * 1000, () -> utcAtStartNs -= NS_PER_S);
            case DELETE -> at((midnightNs - NS_PER_S - utcAtStartNs) * 1000, () -> utcAtStartNs += NS_PER_S);
            default -> throw new IllegalArgumentException("not a leap second: " + leap);
        }
    }

    /** Lets time pass until {@code truePs}; all that is due then has happened. */
    public void runUntil(long truePs) {
        while (passTo(truePs)) {
            // Each round is one event.
        }
    }

    /** Lets {@code seconds} of true time pass. */
    public void run(double seconds) {
        runUntil(nowPs + toPs(seconds));
    }

    /** Calls {@code oscillator} at every whole second, before the observers. */
    void tick(LongConsumer oscillator) {
        oscillators.add(oscillator);
    }

    /**
     * Lets time pass until the next thing happens, or to {@code limitPs} when nothing does.
     *
     * @return whether something happened; there may be more at the same time
     */
    boolean passTo(long limitPs) {
        if (acting) {
            throw new IllegalStateException("an event cannot make time pass");
        }
        if (limitPs > HORIZON_PS && nowPs >= HORIZON_PS) {
            throw new IllegalStateException("the simulated world ends after " + HORIZON_S + " s");
        }
        long secondPs = nextSecond * PS_PER_S;
        Event event = events.peek();
        long eventPs = event == null ? Long.MAX_VALUE : event.truePs;
        if (secondPs > limitPs && eventPs > limitPs) {
            nowPs = Math.max(nowPs, limitPs);
            return false;
        }
        acting = true;
        try {
            nowPs = Math.min(secondPs, eventPs);
            if (secondPs <= eventPs) {
                beginSecond();
            } else {
                events.remove().action.run();
            }
        } finally {
            acting = false;
        }
        return true;
    }

    private void beginSecond() {
        long second = nextSecond++;
        for (int i = 0; i < oscillators.size(); i++) {
            oscillators.get(i).accept(second);
        }
        for (int i = 0; i < observers.size(); i++) {
            observers.get(i).accept(second);
        }
    }

    private record Event(long truePs, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(truePs, other.truePs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
