package dev.foliot.plot;

import java.util.Locale;

/** A curve as the path of an SVG: as many points as can be told apart, whatever the number of values. */
final class Outline {
    private final Curve curve;
    private final Scale across;
    private final Scale up;
    private final double width;
    private final double height;
    private final StringBuilder path = new StringBuilder();

    private Outline(Curve curve, Scale across, Scale up, double width, double height) {
        this.curve = curve;
        this.across = across;
        this.up = up;
        this.width = width;
        this.height = height;
    }

    /** The {@code d} of a path in a frame of this size, y downwards. */
    static String of(Curve curve, Scale across, Scale up, double width, double height) {
        Outline outline = new Outline(curve, across, up, width, height);
        switch (curve.form()) {
            case LINE -> outline.line();
            case AREA -> outline.area();
            case RANGE -> outline.range();
        }
        return outline.path.toString();
    }

    /** One place: values that lie within a pixel. */
    private record Place(double x, double first, double least, double greatest, double last) {
        boolean empty() {
            return least > greatest;
        }
    }

    private int places() {
        return (int) Math.min(curve.values().length, width);
    }

    private Place place(int index) {
        double[] values = curve.values();
        int from = (int) ((long) index * values.length / places());
        int to = (int) ((index + 1L) * values.length / places());
        double first = Double.NaN;
        double last = Double.NaN;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            if (Double.isFinite(values[i])) {
                first = Double.isNaN(first) ? values[i] : first;
                last = values[i];
                least = Math.min(least, values[i]);
                greatest = Math.max(greatest, values[i]);
            }
        }
        return new Place(across.position((from + to - 1) / 2.0) * width, first, least, greatest, last);
    }

    private void line() {
        boolean drawing = false;
        for (int i = 0; i < places(); i++) {
            Place place = place(i);
            if (place.empty()) {
                drawing = false;
                continue;
            }
            point(drawing ? 'L' : 'M', place.x, place.first);
            if (place.least != place.greatest) {
                point('L', place.x, place.least);
                point('L', place.x, place.greatest);
                point('L', place.x, place.last);
            }
            drawing = true;
        }
    }

    private void area() {
        for (int from = nextFilled(0); from < places(); from = nextFilled(from)) {
            int to = forward(from);
            path.append(String.format(
                    Locale.ROOT, "L%.1f %.1fL%.1f %.1fZ", place(to - 1).x, height, place(from).x, height));
            from = to;
        }
    }

    private void range() {
        for (int from = nextFilled(0); from < places(); from = nextFilled(from)) {
            int to = forward(from);
            for (int back = to - 1; back >= from; back--) {
                point('L', place(back).x, place(back).least);
            }
            path.append('Z');
            from = to;
        }
    }

    private int nextFilled(int from) {
        int i = from;
        while (i < places() && place(i).empty()) {
            i++;
        }
        return i;
    }

    /** Draws along the greatest values until the next gap; returns where that is. */
    private int forward(int from) {
        int i = from;
        while (i < places() && !place(i).empty()) {
            point(i == from ? 'M' : 'L', place(i).x, place(i).greatest);
            i++;
        }
        return i;
    }

    /** Far beyond the frame it does not matter how far, and viewers round large numbers badly. */
    private void point(char command, double x, double value) {
        double y = Math.max(-height, Math.min(2 * height, height * (1 - up.position(value))));
        path.append(String.format(Locale.ROOT, "%c%.1f %.1f", command, x, y));
    }
}
