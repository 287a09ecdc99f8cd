package dev.foliot.observability;

/**
 * Whether the clock follows the sources, and why not. Numbers that do not apply are null.
 *
 * @param state what is done about the clock
 * @param panic why it is not moved as the sources want, for a person; null unless in {@link SteeringState#PANIC}
 * @param panicRemedy what a person can do who knows better; null likewise
 * @param refusedOffsetS by how much it would have been moved; positive: forward
 * @param acceptedOffsetS the latest of such corrections that a person has accepted; null when nobody has
 * @param accumulatedS how far it has been moved by corrections beyond the step threshold, the first after a start apart
 * @param holdoverS for how long it has been without a source, in seconds
 * @param errorBoundGrowthPpm by how much the bound of its error grows meanwhile
 * @param interferences how often somebody else was found to steer the clock as well
 */
public record SteeringSnapshot(
        SteeringState state,
        String panic,
        String panicRemedy,
        Double refusedOffsetS,
        Double acceptedOffsetS,
        double accumulatedS,
        Double holdoverS,
        Double errorBoundGrowthPpm,
        long interferences) {}
