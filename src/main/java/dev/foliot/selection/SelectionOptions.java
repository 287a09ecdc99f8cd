package dev.foliot.selection;

/**
 * What a person says of a source, because they know better than a vote.
 *
 * @param noselect it is measured and shown, and never used
 * @param prefer of the sources that are right, those that are preferred are used, and no others
 * @param trust it is right unless most of those trusted say otherwise, however many of the others do
 * @param require unless one of those required is right, none is believed
 * @param maximumAsymmetry by which part of the round trip the two ways of the route to it differ at most, from 0 to 1;
 *     no measurement over that route can tell
 */
public record SelectionOptions(
        boolean noselect, boolean prefer, boolean trust, boolean require, double maximumAsymmetry) {
    /** Nothing is known: all of the round trip may be on one way. */
    public static final double ANY_ASYMMETRY = 1;

    /** A source like any other. */
    public static final SelectionOptions NONE = new SelectionOptions(false, false, false, false);

    /** Of the route nothing is known. */
    public SelectionOptions(boolean noselect, boolean prefer, boolean trust, boolean require) {
        this(noselect, prefer, trust, require, ANY_ASYMMETRY);
    }

    public SelectionOptions {
        if (noselect && (prefer || trust || require)) {
            throw new IllegalArgumentException(
                    "noselect: a source that is never used cannot be preferred, trusted or required");
        }
        if (!(maximumAsymmetry >= 0 && maximumAsymmetry <= ANY_ASYMMETRY)) {
            throw new IllegalArgumentException("maximum-asymmetry " + maximumAsymmetry + " is outside 0..1");
        }
    }

    /** The same, but for what is known of the route. */
    public SelectionOptions withMaximumAsymmetry(double part) {
        return new SelectionOptions(noselect, prefer, trust, require, part);
    }
}
