package dev.foliot.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Panels below one another over a common time axis, as an SVG file. */
public final class Chart {
    private static final int WIDTH = 960;
    private static final int LEFT = 76;
    private static final int RIGHT = 24;
    private static final int TOP = 86;
    private static final int GAP = 44;
    private static final int BOTTOM = 34;
    private static final int FRAME_WIDTH = WIDTH - LEFT - RIGHT;
    private static final int LEGEND_GAP = 16;

    /** How wide a letter of the legend is at most: SVG cannot measure text. */
    private static final double LETTER_WIDTH = 6.6;

    private static final double LARGEST_TITLE = 17;
    /** How wide a letter of the title is, in parts of the font's size. */
    private static final double TITLE_LETTER_WIDTH = 0.64;

    private final String title;
    private final String subtitle;
    private final TimeScale across;
    private final List<Panel> panels = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private final List<Tick> marks = new ArrayList<>();

    private record Panel(String title, Scale up, int height, List<Curve> curves) {}

    private record Span(String name, int fromS, int toS) {}

    /** @param endS where the time axis ends */
    public Chart(String title, String subtitle, int endS) {
        this.title = title;
        this.subtitle = subtitle;
        this.across = new TimeScale(endS);
    }

    /**
     * Adds a panel below those that are there; later curves are drawn over earlier ones.
     *
     * @param height of its frame, in pixels
     */
    public Chart panel(String title, Scale up, int height, Curve... curves) {
        panels.add(new Panel(title, up, height, List.of(curves)));
        return this;
    }

    /** Shades a stretch of time. */
    public Chart span(String name, int fromS, int toS) {
        spans.add(new Span(name, fromS, toS));
        return this;
    }

    /** Draws a line at a moment. */
    public Chart mark(String name, int atS) {
        marks.add(new Tick(atS, name));
        return this;
    }

    /** The whole file. */
    public String svg() {
        int height = TOP + panels.stream().mapToInt(p -> p.height + GAP).sum() - GAP + BOTTOM;
        StringBuilder svg = new StringBuilder();
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                        + "role=\"img\">\n<title>%s</title>\n<style>%s</style>\n",
                WIDTH, height, WIDTH, height, escaped(title), Style.CSS));
        svg.append(format("<rect class=\"paper\" width=\"%d\" height=\"%d\"/>\n", WIDTH, height));
        svg.append(format(
                "<text class=\"title\" style=\"font-size: %.1fpx\" x=\"%d\" y=\"30\">%s</text>\n",
                titleSize(), LEFT, escaped(title)));
        svg.append(text("subtitle", LEFT, 48, subtitle));
        int y = TOP;
        for (int i = 0; i < panels.size(); i++) {
            append(svg, panels.get(i), i, y);
            y += panels.get(i).height + GAP;
        }
        appendTimes(svg, height - BOTTOM);
        return svg.append("</svg>\n").toString();
    }

    /** In pixels, so that a long title fits. */
    private double titleSize() {
        return Math.min(LARGEST_TITLE, FRAME_WIDTH / (TITLE_LETTER_WIDTH * title.length()));
    }

    private void append(StringBuilder svg, Panel panel, int index, int y) {
        svg.append(format("<g transform=\"translate(%d %d)\">\n", LEFT, y));
        svg.append(format(
                "<clipPath id=\"frame%d\"><rect width=\"%d\" height=\"%d\"/></clipPath>\n",
                index, FRAME_WIDTH, panel.height));
        svg.append(format("<rect class=\"frame\" width=\"%d\" height=\"%d\"/>\n", FRAME_WIDTH, panel.height));
        for (Span span : spans) {
            double from = x(span.fromS);
            svg.append(format(
                    "<rect class=\"span\" x=\"%.1f\" width=\"%.1f\" height=\"%d\"/>\n",
                    from, x(span.toS) - from, panel.height));
        }
        for (Tick tick : across.ticks()) {
            svg.append(format("<path class=\"grid\" d=\"M%.1f 0V%d\"/>\n", x(tick.value()), panel.height));
        }
        for (Tick tick : panel.up.ticks()) {
            double at = panel.height * (1 - panel.up.position(tick.value()));
            svg.append(format("<path class=\"%s\" d=\"M0 %.1fH%d\"/>\n", line(tick), at, FRAME_WIDTH));
            svg.append(text("tick end", -8, at + 4, tick.label()));
        }
        for (Curve curve : panel.curves) {
            svg.append(format(
                    "<path class=\"%s %s\" clip-path=\"url(#frame%d)\" d=\"%s\"/>\n",
                    lower(curve.form()),
                    lower(curve.color()),
                    index,
                    Outline.of(curve, across, panel.up, FRAME_WIDTH, panel.height)));
        }
        for (Tick mark : marks) {
            svg.append(format("<path class=\"mark\" d=\"M%.1f 0V%d\"/>\n", x(mark.value()), panel.height));
        }
        if (index == 0) {
            appendNotes(svg);
        }
        String unit = panel.up.unit().isEmpty() ? "" : ", " + panel.up.unit();
        svg.append(text("panel", 0, -9, panel.title + unit));
        appendLegend(svg, panel);
        svg.append("</g>\n");
    }

    private double x(double seconds) {
        return across.position(seconds) * FRAME_WIDTH;
    }

    /** What the spans and marks are called. */
    private void appendNotes(StringBuilder svg) {
        spans.forEach(span -> svg.append(text("note", x(span.fromS) + 5, 14, span.name)));
        marks.forEach(mark -> svg.append(text("note", x(mark.value()) + 5, 14, mark.label())));
    }

    private static String line(Tick tick) {
        return tick.value() == 0 ? "zero" : "grid";
    }

    /** From the right edge to the left, in the order of the curves. */
    private static void appendLegend(StringBuilder svg, Panel panel) {
        double x = FRAME_WIDTH;
        for (int i = panel.curves.size() - 1; i >= 0; i--) {
            Curve curve = panel.curves.get(i);
            x -= curve.name().length() * LETTER_WIDTH;
            svg.append(text("legend", x, -9, curve.name()));
            svg.append(format("<path class=\"key %s\" d=\"M%.1f -13h14\"/>\n", lower(curve.color()), x - 20));
            x -= 20 + LEGEND_GAP;
        }
    }

    private void appendTimes(StringBuilder svg, int y) {
        for (Tick tick : across.ticks()) {
            svg.append(text("tick middle", LEFT + x(tick.value()), y + 18, tick.label()));
        }
    }

    private static String text(String style, double x, double y, String words) {
        return format("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", style, x, y, escaped(words));
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
