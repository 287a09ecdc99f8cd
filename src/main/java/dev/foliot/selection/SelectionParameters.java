package dev.foliot.selection;

/**
 * What makes a majority.
 *
 * @param minimumAgreeingSources how many sources must agree before the clock is steered, at least 1
 * @param maximumDistanceS root distance beyond which a source is not believed (RFC 5905: MAXDIST), positive
 */
public record SelectionParameters(int minimumAgreeingSources, double maximumDistanceS) {
    public static final SelectionParameters DEFAULT = new SelectionParameters(1, 1.5);

    public SelectionParameters {
        if (minimumAgreeingSources < 1) {
            throw new IllegalArgumentException("minimum-agreeing-sources must be at least 1");
        }
        if (!(maximumDistanceS > 0)) {
            throw new IllegalArgumentException("maximum-distance must be positive");
        }
    }
}
