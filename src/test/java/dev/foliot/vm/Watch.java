package dev.foliot.vm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Looks at the guest's clock once a second, from outside, and prints what it sees. At every look, the bound that the
 * guest's kernel publishes must hold.
 */
final class Watch {
    private static final int INTERVAL_MS = 1000;

    private final Guest guest;
    private final TrueTime truth;
    private final long startNs = System.nanoTime();

    /** @param trueError of the guest's clock, measured */
    record Look(double sinceS, Comparison trueError, KernelState kernel) {
        boolean within(double limitS) {
            return trueError.leastS() < limitS;
        }
    }

    Watch(String scenario, Guest guest, TrueTime truth) {
        this.guest = guest;
        this.truth = truth;
        print("%n%s%n      time      true error                what the guest's kernel says", scenario);
    }

    Look look() throws Exception {
        KernelState kernel = guest.kernel();
        Look look = new Look((System.nanoTime() - startNs) * 1e-9, truth.compare(guest.clock()), kernel);
        String says = kernel.synchronised()
                ? String.format(Locale.ROOT, "synchronised within %.3f ms", kernel.maxErrorS() * 1e3)
                : "unsynchronised";
        print(
                "  %6.1f s  %+15.3f ms ± %.3f ms  %s, %+.3f ppm",
                look.sinceS,
                look.trueError.errorS() * 1e3,
                look.trueError.uncertaintyNs() * 1e-6,
                says,
                kernel.frequencyPpm());
        if (kernel.synchronised()) {
            assertTrue(look.within(kernel.maxErrorS()), () -> "the bound does not hold: " + look);
        }
        return look;
    }

    /** Looks until it sees what is awaited; how long that took is in the look. */
    Look until(String what, Duration limit, Predicate<Look> condition) throws Exception {
        long endNs = System.nanoTime() + limit.toNanos();
        Look look = look();
        double beganS = look.sinceS();
        while (!condition.test(look)) {
            Look latest = look;
            assertTrue(
                    System.nanoTime() < endNs, () -> "not within " + limit.toSeconds() + " s: " + what + "; " + latest);
            Thread.sleep(INTERVAL_MS);
            look = look();
        }
        print("  %s after %.1f s", what, look.sinceS() - beganS);
        return look;
    }

    /** Looks for some time; the largest true error that there certainly was, in seconds. */
    double worst(Duration duration) throws Exception {
        long endNs = System.nanoTime() + duration.toNanos();
        double worstS = 0;
        while (System.nanoTime() < endNs) {
            Thread.sleep(INTERVAL_MS);
            worstS = Math.max(worstS, look().trueError().leastS());
        }
        print("  never further off than %.3f ms in %d s", worstS * 1e3, duration.toSeconds());
        return worstS;
    }

    static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
