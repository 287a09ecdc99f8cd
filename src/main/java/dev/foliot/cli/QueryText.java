package dev.foliot.cli;

import java.util.Locale;

/** Measurements as text: a line for each as it comes, then a summary. */
final class QueryText implements Query.Listener {
    private static final String LINE = "%3s %10s %9s %10s %2s %-15s %-6s %-8s %s%n";

    private final Terminal terminal;
    private final Palette palette;

    QueryText(Terminal terminal, Palette palette) {
        this.terminal = terminal;
        this.palette = palette;
    }

    @Override
    public void opened(String host, String address) {
        String titles = String.format(
                LINE, "#", "Offset", "Delay", "Dispersion", "St", "Reference", "Leap", "Request", "Reply");
        boolean same = address.equals(host) || address.equals(host + ":123");
        String shown = same ? "" : " (" + address + ")";
        terminal.print(palette.strong(host + shown) + "\n" + palette.faint(titles.stripTrailing()) + "\n");
    }

    @Override
    public void measured(QuerySample sample) {
        terminal.print(String.format(
                LINE,
                sample.sequence(),
                Format.signedSeconds(sample.offsetS()),
                Format.seconds(sample.delayS()),
                Format.seconds(sample.dispersionS()),
                sample.stratum(),
                sample.referenceId(),
                word(sample.leap()),
                word(sample.transmitStamp()),
                word(sample.receiveStamp())));
    }

    @Override
    public void lost(int sequence, String reason) {
        terminal.print(String.format(Locale.ROOT, "%3d ", sequence) + palette.warning(reason) + "\n");
    }

    /** What stands below the lines of a server. */
    static String summary(QueryReport report, Palette palette) {
        QuerySummary summary = report.summary();
        if (report.address() == null) {
            return palette.bad(report.host()) + ": " + report.error() + "\n";
        }
        Table table = new Table().left("").left("");
        table.row(
                "    requests ",
                summary.sent() + " sent, " + summary.received() + " answered, " + summary.lost() + " lost"
                        + interleaved(report));
        if (summary.received() == 0) {
            return table.render(palette) + palette.bad("No measurement")
                    + (report.error() == null ? "" : ": " + report.error()) + "\n";
        }
        if (summary.received() > 1) {
            table.row(
                    "    offset ",
                    "median " + Format.signedSeconds(summary.medianOffsetS()) + ", from "
                            + Format.signedSeconds(summary.minOffsetS()) + " to "
                            + Format.signedSeconds(summary.maxOffsetS()) + ", jitter "
                            + Format.known(summary.jitterS(), Format::seconds));
        }
        table.row("    best ", best(report));
        return table.render(palette);
    }

    private static String interleaved(QueryReport report) {
        long count = report.samples().stream().filter(QuerySample::interleaved).count();
        return count == 0 ? "" : "; " + count + " in interleaved mode";
    }

    private static String best(QueryReport report) {
        QuerySummary summary = report.summary();
        QuerySample best = report.samples().stream()
                .filter(sample -> sample.delayS() == summary.bestDelayS())
                .findFirst()
                .orElseThrow();
        String side = summary.bestOffsetS() > 0 ? "behind" : "ahead";
        return "this clock is " + Format.seconds(Math.abs(summary.bestOffsetS())) + " " + side + ", ± "
                + Format.seconds(best.rootDistanceS()) + " at most (delay " + Format.seconds(summary.bestDelayS())
                + ")";
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
