package dev.foliot.selection;

/**
 * What a person says of a source, because they know better than a vote.
 *
 * @param noselect it is measured and shown, and never used
 * @param prefer of the sources that are right, those that are preferred are used, and no others
 * @param trust it is right unless most of those trusted say otherwise, however many of the others do
 * @param require unless one of those required is right, none is believed
 */
public record SelectionOptions(boolean noselect, boolean prefer, boolean trust, boolean require) {
    /** A source like any other. */
    public static final SelectionOptions NONE = new SelectionOptions(false, false, false, false);

    public SelectionOptions {
        if (noselect && (prefer || trust || require)) {
            throw new IllegalArgumentException(
                    "noselect: a source that is never used cannot be preferred, trusted or " + "required");
        }
    }
}
