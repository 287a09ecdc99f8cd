package dev.foliot.selftest;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.time.StampSource;
import java.util.ArrayList;
import java.util.List;

/** Stamps of datagrams, each held against the time right before and right after it must have been taken. */
final class Stamps {
    private static final long FINE_NS = 1000;
    /** What every clock's step divides. */
    private static final long SECOND_NS = 1_000_000_000L;

    private final List<Bracketed> stamps = new ArrayList<>();

    private record Bracketed(long beforeNs, long stampNs, int errorNs, StampSource source, long afterNs) {
        boolean outside(long slackNs) {
            return stampNs < beforeNs - errorNs - slackNs || stampNs > afterNs + errorNs + slackNs;
        }
    }

    /** Adds the stamp of slot 0. */
    void add(long beforeNs, DatagramBatch batch, long afterNs) {
        stamps.add(new Bracketed(beforeNs, batch.stampNs(0), batch.stampErrorNs(0), batch.stampSource(0), afterNs));
    }

    boolean isEmpty() {
        return stamps.isEmpty();
    }

    /**
     * @param readingQuantumNs of the clock that the brackets were read by
     * @return the verdict on all of them, with the figures
     */
    Result judge(long readingQuantumNs) {
        long outside = stamps.stream().filter(s -> s.outside(readingQuantumNs)).count();
        long unstamped =
                stamps.stream().filter(s -> s.source() == StampSource.DAEMON).count();
        long resolutionNs =
                stamps.stream().mapToLong(Bracketed::stampNs).reduce(SECOND_NS, Stamps::greatestCommonDivisor);
        int claimedNs = stamps.stream().mapToInt(Bracketed::errorNs).max().orElseThrow();
        return verdict(outside, unstamped, resolutionNs, claimedNs)
                .with("datagrams", stamps.size())
                .with("unstamped", unstamped)
                .with("out_of_bounds", outside)
                .with("claimed_error_ns", claimedNs)
                .with(
                        "after_sending",
                        Spread.of(stamps.stream()
                                .mapToLong(s -> s.stampNs() - s.beforeNs())
                                .toArray()))
                .with(
                        "before_reading",
                        Spread.of(stamps.stream()
                                .mapToLong(s -> s.afterNs() - s.stampNs())
                                .toArray()));
    }

    private Result verdict(long outside, long unstamped, long resolutionNs, int claimedNs) {
        if (outside > 0) {
            return Result.failed("some stamps lie outside of the time in which they were taken");
        }
        if (unstamped == stamps.size()) {
            return Result.degraded("the system stamps nothing: this program's own time has to do");
        }
        if (resolutionNs >= FINE_NS && claimedNs < resolutionNs) {
            return Result.failed("the stamps are coarser than they claim to be");
        }
        if (unstamped > 0) {
            boolean first = stamps.get(0).source() == StampSource.DAEMON;
            return Result.degraded(
                    first && unstamped == 1 ? "stamped by the system, but for the first one" : "some are not stamped");
        }
        String by = stamps.get(0).source() == StampSource.HARDWARE ? "the network interface" : "the kernel";
        return claimedNs >= FINE_NS
                ? Result.degraded("stamped by " + by + ", the first one too, but coarsely")
                : Result.ok("stamped by " + by + ", the first one too");
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
