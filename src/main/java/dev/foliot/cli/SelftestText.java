package dev.foliot.cli;

import dev.foliot.selftest.Outcome;
import dev.foliot.selftest.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A self-test as text: for each check a line in words, and its figures below. */
final class SelftestText {
    private static final int VERDICT_WIDTH = 10;
    private static final int NAME_WIDTH = 28;
    private static final int FIGURES_WIDTH = 78;
    private static final String INDENT = " ".repeat(VERDICT_WIDTH + NAME_WIDTH);

    private SelftestText() {}

    static String opening(SelftestReport.MachineFacts machine, Palette palette) {
        return new Table()
                        .left("")
                        .left("")
                        .row("Foliot ", machine.version())
                        .row(
                                "System ",
                                machine.osName() + " " + machine.osVersion() + " " + machine.osArch() + ", C library: "
                                        + machine.cLibrary())
                        .row("Java ", machine.javaVersion() + " (" + machine.javaVendor() + ")")
                        .row("Library ", machine.target() + ", from " + machine.library())
                        .row(
                                "Clock ",
                                machine.clock()
                                        + (machine.steerable()
                                                ? "; this process may steer it"
                                                : "; this process may not steer it"))
                        .render(palette)
                + "\n";
    }

    static String line(Outcome outcome, Palette palette) {
        String word = outcome.verdict().name().toLowerCase(Locale.ROOT);
        String first = paint(outcome.verdict(), word, palette) + padding(word, VERDICT_WIDTH) + outcome.name()
                + padding(outcome.name(), NAME_WIDTH) + outcome.finding() + "\n";
        StringBuilder lines = new StringBuilder(first);
        for (String line : wrapped(figures(outcome.figures()))) {
            lines.append(INDENT).append(palette.faint(line)).append('\n');
        }
        return lines.toString();
    }

    /** What belongs to one figure stays on one line. */
    private static List<String> wrapped(List<String> figures) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String figure : figures) {
            if (line.length() > 0 && line.length() + figure.length() > FIGURES_WIDTH) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(figure).append(", ");
        }
        if (line.length() > 0) {
            lines.add(line.substring(0, line.length() - 2));
        }
        return lines;
    }

    static String closing(SelftestReport report, Palette palette) {
        String counts = report.count(Verdict.OK) + " ok, " + report.count(Verdict.DEGRADED) + " degraded, "
                + report.count(Verdict.FAILED) + " failed, " + report.count(Verdict.SKIPPED) + " skipped";
        String verdict = switch (report.verdict()) {
            case FAILED -> palette.bad("Foliot cannot rely on this machine");
            case DEGRADED -> palette.warning("Foliot works here, with restrictions");
            default -> palette.good("All is well");
        };
        return "\n" + verdict + ": " + counts
                + (report.steered() ? "" : "; nothing was steered, which --steer would try") + "\n";
    }

    private static String padding(String text, int width) {
        return " ".repeat(Math.max(1, width - text.length()));
    }

    private static String paint(Verdict verdict, String word, Palette palette) {
        return switch (verdict) {
            case OK -> palette.good(word);
            case DEGRADED -> palette.warning(word);
            case FAILED -> palette.bad(word);
            case SKIPPED -> palette.faint(word);
        };
    }

    /** The least, middle and greatest of one thing are put together. */
    private static List<String> figures(Map<String, Number> figures) {
        List<String> texts = new ArrayList<>();
        figures.forEach((name, value) -> {
            if (name.endsWith("_min_ns")) {
                String prefix = name.substring(0, name.length() - "min_ns".length());
                texts.add(words(prefix) + number("_ns", figures.get(prefix + "median_ns")) + " (" + number("_ns", value)
                        + " to " + number("_ns", figures.get(prefix + "max_ns")) + ")");
            } else if (!isOfASpread(name, figures)) {
                String unit = unit(name);
                texts.add(words(name.substring(0, name.length() - unit.length()) + "_") + number(unit, value));
            }
        });
        return texts;
    }

    private static boolean isOfASpread(String name, Map<String, Number> figures) {
        return name.matches(".*_(median|max)_ns")
                && figures.containsKey(name.replaceFirst("(median|max)_ns$", "min_ns"));
    }

    private static String unit(String name) {
        return name.replaceFirst("^.*?(_ns|_ppm|_ppb|)$", "$1");
    }

    private static String words(String name) {
        return name.replace('_', ' ');
    }

    private static String number(String unit, Number value) {
        return switch (unit) {
            case "_ns" -> Format.seconds(value.doubleValue() * 1e-9);
            case "_ppm" -> Format.ppm(value.doubleValue());
            case "_ppb" -> String.format(Locale.ROOT, "%.4f ppb", value.doubleValue());
            default -> value.toString();
        };
    }
}
