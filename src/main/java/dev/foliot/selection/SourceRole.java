package dev.foliot.selection;

/** The part that a source plays in the present selection, and so the reason why it is used or not. */
public enum SourceRole {
    /** Used, and the best: its stratum and reference become ours (RFC 5905: the system peer). */
    SELECTED("selected", '*'),
    /** Used: combined with the selected one. */
    COMBINED("combined", '+'),
    /** Agrees with the majority, but so much worse than the selected one that it adds nothing. */
    OUTLIER("agrees, but too uncertain to add anything", '-'),
    /** Agrees with the majority, but others that do are preferred. */
    NOT_PREFERRED("agrees, but others are preferred", '-'),
    /** Agrees with the majority, but has been outvoted not long ago. */
    ON_PROBATION("agrees again, but was outvoted lately", '-'),
    /** Agrees, but its offset or frequency differs from the others' by more than their random errors explain. */
    DEVIATING("agrees roughly, but deviates from the others", '^'),
    /** Outvoted: its interval does not meet the majority's. */
    FALSETICKER("falseticker: outvoted by the others", 'x'),
    /** It could be believed, but too few agree with it for a majority. */
    NO_MAJORITY("waiting for a majority that agrees", '?'),
    /** Nothing proves what it says, and authenticated sources have not told yet what time it is. */
    NOT_AUTHENTICATED("waiting until authenticated sources have told the time", '?'),
    /** It says a time at which its certificates are not valid, or that is long past. */
    IMPOSSIBLE_TIME("says a time outside its certificates, or before the last known", 'x'),
    /** It agrees with the majority, but no source that is required does. */
    NO_REQUIRED("waiting for a source that is required", '?'),
    /** Its root distance exceeds the limit. */
    TOO_DISTANT("root distance too large", '~'),
    /** A person has said that it is not to be used. */
    NOSELECT("only watched: noselect", 'n'),
    /** It is not asked: no keys have been agreed on. */
    NO_KEYS("no keys agreed on yet", '!'),
    /** It has not been measured often enough yet. */
    TOO_FEW_SAMPLES("not enough samples yet", '.'),
    /** It does not answer. */
    UNREACHABLE("does not answer", '!');

    private final String explanation;
    private final char symbol;

    SourceRole(String explanation, char symbol) {
        this.explanation = explanation;
        this.symbol = symbol;
    }

    /** For a person, in lower case, without a full stop. */
    public String explanation() {
        return explanation;
    }

    /** One character for tables. */
    public char symbol() {
        return symbol;
    }

    /** Whether its samples move the clock. */
    public boolean used() {
        return this == SELECTED || this == COMBINED;
    }
}
