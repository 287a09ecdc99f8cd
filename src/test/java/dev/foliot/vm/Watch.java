package dev.foliot.vm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.cli.Format;
import java.time.Duration;
import java.util.Locale;

/**
 * Looks at the guest's clock once a second, from outside, and prints what it sees. At every look, the bound that the
 * guest's kernel publishes must hold.
 */
final class Watch {
    private static final int INTERVAL_MS = 1000;
    private static final double PRINTED_EVERY_S = 5;

    private final Guest guest;
    private final TrueTime truth;
    private final long startNs = System.nanoTime();
    private double printedS = -PRINTED_EVERY_S;

    /** @param trueError of the guest's clock, measured */
    record Look(double sinceS, Comparison trueError, KernelState kernel) {
        boolean within(double limitS) {
            return trueError.leastS() < limitS;
        }
    }

    @FunctionalInterface
    interface Condition {
        boolean test(Look look) throws Exception;
    }

    Watch(String scenario, Guest guest, TrueTime truth) {
        this.guest = guest;
        this.truth = truth;
        print("%n%s%n      time  true error                 the guest's kernel", scenario);
    }

    /** Looks now. */
    Look look() throws Exception {
        Look look = new Look(elapsedS(), truth.compare(guest.clock()), guest.kernel());
        if (look.sinceS() >= printedS + PRINTED_EVERY_S) {
            print(look);
        }
        if (look.kernel().synchronised()) {
            assertTrue(look.within(look.kernel().maxErrorS()), () -> "the kernel's bound does not hold: " + look);
        }
        return look;
    }

    /** Looks until it sees what is awaited. */
    Look until(String what, Duration limit, Condition condition) throws Exception {
        double beganS = elapsedS();
        Look look = look();
        while (!condition.test(look)) {
            Look latest = look;
            assertTrue(
                    look.sinceS() - beganS < limit.toSeconds(),
                    () -> "not within " + limit.toSeconds() + " s: " + what + "; " + latest);
            assertTrue(guest.daemonRuns(), "the daemon has ended");
            Thread.sleep(INTERVAL_MS);
            look = look();
        }
        print(look);
        print("            %s, after %.0f s", what, look.sinceS() - beganS);
        return look;
    }

    /** Looks for some time; the largest true error that there certainly was, in seconds. */
    double worst(Duration duration) throws Exception {
        double endS = elapsedS() + duration.toSeconds();
        double worstS = 0;
        while (elapsedS() < endS) {
            Thread.sleep(INTERVAL_MS);
            worstS = Math.max(worstS, look().trueError().leastS());
        }
        print("            in %d s never further off than %s", duration.toSeconds(), Format.seconds(worstS));
        return worstS;
    }

    static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }

    private double elapsedS() {
        return (System.nanoTime() - startNs) * 1e-9;
    }

    private void print(Look look) {
        printedS = look.sinceS();
        KernelState kernel = look.kernel();
        print(
                "  %6.1f s  %-9s ± %-9s  %s, %+.3f ppm",
                look.sinceS(),
                Format.signedSeconds(look.trueError().errorS()),
                Format.seconds(look.trueError().uncertaintyNs() * 1e-9),
                kernel.synchronised() ? "synchronised within " + Format.seconds(kernel.maxErrorS()) : "unsynchronised",
                kernel.frequencyPpm());
    }
}
