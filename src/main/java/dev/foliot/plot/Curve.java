package dev.foliot.plot;

/**
 * One value for each second, from 0 on; where it is not finite there is a gap.
 *
 * @param name what it is, for the legend
 * @param color one of the colours that suit both backgrounds
 * @param form how it is drawn
 * @param values not changed afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Curve(String name, Color color, Form form, double[] values) {
    /** Colours that those who see few colours can tell apart: after Okabe and Ito. */
    public enum Color {
        BLUE,
        ORANGE,
        GREEN,
        GRAY
    }

    /** How values become a shape. */
    public enum Form {
        /** A line; where many values share a place, a stroke from the least to the greatest. */
        LINE,
        /** The area from the axis's bottom to the greatest value of each place. */
        AREA,
        /** The area between the least and the greatest value of each place: for what goes up and down all the time. */
        RANGE
    }
}
