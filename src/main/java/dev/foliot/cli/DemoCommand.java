package dev.foliot.cli;

import dev.foliot.daemon.Demonstration;
import dev.foliot.daemon.Logging;
import dev.foliot.observability.ClockSnapshot;
import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.SourceSnapshot;
import dev.foliot.time.Frequency;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Option;

/** {@code foliot demo}: the main job, shown from end to end on loopback. */
final class DemoCommand implements Command {
    private static final long SERVER_OFFSET_NS = 500_000_000L;
    private static final Frequency SERVER_FREQUENCY = Frequency.ofPpm(40);

    /** What counts as right, in seconds, and for how many readings in a row it must be so. */
    private static final double LOCKED_S = 100e-6;

    private static final int LOCKED_READINGS = 10;
    private static final long READING_INTERVAL_MS = 500;
    private static final int LONGEST_S = 60;

    /**
     * The end of a demonstration, as {@code --json} prints it.
     *
     * @param locked whether the clock became right in time
     * @param elapsedS how long that took
     * @param errorS true error at the end
     * @param worstErrorS largest true error of the readings that made it count as locked
     * @param errorBoundS what the daemon itself promises, at the end
     * @param frequencyPpm the correction it has found
     * @param trueFrequencyPpm the one to be found
     * @param samples requests answered
     */
    private record Report(
            boolean locked,
            double elapsedS,
            double errorS,
            double worstErrorS,
            Double errorBoundS,
            double frequencyPpm,
            double trueFrequencyPpm,
            long samples) {}

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String summary() {
        return "watch the daemon set a wrong clock right, not this machine's";
    }

    @Override
    public String details() {
        return """
                Runs the whole daemon on loopback, with real sockets and the kernel's
                timestamps, against an embedded server that is 0.5 s ahead and runs 40 ppm
                fast. It disciplines a clock in user space; this machine's clock is only
                read. Since both are known here, the error shown is the true one. Ends with
                0 once that has stayed below 100 us for 5 s, with 75 after 60 s.
                """;
    }

    @Override
    public List<Option> options() {
        return List.of(CommonOptions.json());
    }

    @Override
    public ExitCode run(Invocation call) throws CommandException, IOException, InterruptedException {
        call.arguments(0, 0);
        Logging.start(System.Logger.Level.WARNING, false);
        try (Demonstration demo = new Demonstration(SERVER_OFFSET_NS, SERVER_FREQUENCY)) {
            if (!call.json()) {
                call.terminal().print(opening(call.palette()));
            }
            long startNs = System.nanoTime();
            demo.start();
            List<Double> errorsS = new ArrayList<>();
            int inARow = 0;
            double elapsedS;
            do {
                Thread.sleep(READING_INTERVAL_MS);
                elapsedS = (System.nanoTime() - startNs) * 1e-9;
                if (demo.failure().isPresent()) {
                    throw new CommandException(
                            ExitCode.SOFTWARE,
                            "the demonstration broke off: " + demo.failure().get());
                }
                errorsS.add(demo.errorNs() * 1e-9);
                DaemonSnapshot snapshot = demo.snapshot();
                boolean right = snapshot.clock().synchronised() && Math.abs(last(errorsS)) < LOCKED_S;
                inARow = right ? inARow + 1 : 0;
                if (!call.json()) {
                    call.terminal().print(line(elapsedS, last(errorsS), snapshot, call.palette()));
                }
            } while (inARow < LOCKED_READINGS && elapsedS < LONGEST_S);
            return report(call, inARow >= LOCKED_READINGS, elapsedS, errorsS, demo.snapshot());
        }
    }

    private static ExitCode report(
            Invocation call, boolean locked, double elapsedS, List<Double> errorsS, DaemonSnapshot end) {
        List<Double> latest = errorsS.subList(Math.max(0, errorsS.size() - LOCKED_READINGS), errorsS.size());
        Report report = new Report(
                locked,
                elapsedS,
                last(errorsS),
                latest.stream().mapToDouble(Math::abs).max().orElseThrow(),
                end.clock().errorBoundS(),
                end.clock().frequencyPpm(),
                SERVER_FREQUENCY.ppm(),
                end.sources().stream().mapToLong(SourceSnapshot::received).sum());
        if (call.json()) {
            call.terminal().printJson(report);
        } else {
            call.terminal().print("\n" + Plot.logarithmic(errorsS, READING_INTERVAL_MS * 1e-3) + "\n");
            call.terminal().print(closing(report, call.palette()));
        }
        return locked ? ExitCode.OK : ExitCode.TEMPORARY;
    }

    private static String opening(Palette palette) {
        return palette.strong("A clock that is 0.5 s behind and 40 ppm slow, against a server on loopback")
                + "\nReal sockets, the kernel's timestamps, the whole daemon; this machine's clock is only read.\n\n"
                + palette.faint("  time   true error   what the daemon is doing") + "\n";
    }

    private static String line(double elapsedS, double errorS, DaemonSnapshot snapshot, Palette palette) {
        String error = String.format("%11s", Format.signedSeconds(errorS));
        String painted = Math.abs(errorS) < LOCKED_S ? palette.good(error) : palette.warning(error);
        return String.format(Locale.ROOT, "%5.1f s  %s   %s%n", elapsedS, painted, doing(snapshot));
    }

    private static String doing(DaemonSnapshot snapshot) {
        ClockSnapshot clock = snapshot.clock();
        long samples =
                snapshot.sources().stream().mapToLong(SourceSnapshot::received).sum();
        if (!clock.synchronised()) {
            return "measuring: " + samples + (samples == 1 ? " reply" : " replies") + " so far";
        }
        String slew = Math.abs(clock.slewPpm()) < 0.0005 ? "" : ", slewing by " + Format.signedPpm(clock.slewPpm());
        return samples + " replies, frequency " + Format.signedPpm(clock.frequencyPpm()) + slew;
    }

    private static String closing(Report report, Palette palette) {
        String verdict = report.locked()
                ? palette.good("locked") + String.format(Locale.ROOT, " after %.1f s", report.elapsedS())
                : palette.bad("not locked") + " within " + LONGEST_S + " s";
        return verdict + ": in the last " + LOCKED_READINGS + " readings the true error was "
                + Format.seconds(report.worstErrorS()) + " at most;\nthe daemon, which cannot know it, promises "
                + Format.known(report.errorBoundS(), Format::seconds) + ". Frequency found: "
                + Format.signedPpm(report.frequencyPpm()) + " of " + Format.signedPpm(report.trueFrequencyPpm())
                + ".\n";
    }

    private static double last(List<Double> values) {
        return values.get(values.size() - 1);
    }
}
