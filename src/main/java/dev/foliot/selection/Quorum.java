package dev.foliot.selection;

import java.util.Optional;

/**
 * Whether enough sources agree to be believed.
 *
 * @param voters how many claim anything
 * @param agreeing how many the largest group that agrees has; when groups as large contradict each other, how many
 *     agree with all of them
 * @param needed how many it would need
 * @param lack what is missing
 */
public record Quorum(int voters, int agreeing, int needed, Lack lack) {
    /** What may be missing for a source to be believed. */
    public enum Lack {
        NOTHING,
        /** More than half must agree. */
        MAJORITY,
        /** More than half agree, but fewer than {@link SelectionParameters#minimumAgreeingSources}. */
        MINIMUM,
        /** More than half of the trusted sources must agree. */
        TRUST,
        /** At least one of those that agree must be a required one. */
        REQUIRED
    }

    /** Of sources none of which is trusted. */
    static Quorum ofEquals(int voters, int agreeing, int minimum) {
        int majority = voters / 2 + 1;
        int needed = Math.max(minimum, majority);
        Lack lack = agreeing >= needed ? Lack.NOTHING : agreeing >= majority ? Lack.MINIMUM : Lack.MAJORITY;
        return new Quorum(voters, agreeing, needed, lack);
    }

    /**
     * Of sources some of which are trusted, so that the others cannot outvote these.
     *
     * @param trusted how many are
     * @param trustedAgreeing how many of these agree
     * @param agreeing how many of all do
     */
    static Quorum ofTrusted(int trusted, int trustedAgreeing, int voters, int agreeing, int minimum) {
        int majority = trusted / 2 + 1;
        if (trustedAgreeing < majority) {
            return new Quorum(trusted, trustedAgreeing, majority, Lack.TRUST);
        }
        return new Quorum(voters, agreeing, minimum, agreeing >= minimum ? Lack.NOTHING : Lack.MINIMUM);
    }

    boolean reached() {
        return lack == Lack.NOTHING;
    }

    Quorum withoutRequired() {
        return new Quorum(voters, agreeing, needed, Lack.REQUIRED);
    }

    /** What is missing, for a person; empty when nothing is. */
    public Optional<String> waitingFor() {
        String count = "; " + agreeing + " of " + voters + (agreeing == 1 ? " does" : " do");
        return switch (lack) {
            case NOTHING -> Optional.empty();
            case MAJORITY -> Optional.of(needed + " sources that agree" + count);
            case MINIMUM -> Optional.of(needed + " sources that agree (minimum-agreeing-sources)" + count);
            case TRUST -> Optional.of(needed + " trusted sources that agree" + count);
            case REQUIRED -> Optional.of("a required source to agree with the others");
        };
    }
}
