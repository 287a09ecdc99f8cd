package dev.foliot.association;

/** Why a server is asked less often than configured. */
public enum PollRaise {
    /** It is not known to be near enough for more than one request a second. */
    TOO_FAR("less than 1 s is for servers within 10 ms"),
    /** It has asked for fewer requests. */
    KISS_RATE("the server wants fewer requests (kiss code RATE)"),
    /** It has said that it will not serve us. */
    KISS_DENY("the server refuses to serve us (kiss code DENY or RSTR)");

    private final String explanation;

    PollRaise(String explanation) {
        this.explanation = explanation;
    }

    /** For a person, in lower case, without a full stop. */
    public String explanation() {
        return explanation;
    }
}
