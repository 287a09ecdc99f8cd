package dev.foliot.server;

/** How a server refuses those that it does not serve. */
public enum Refusal {
    /** By a kiss of death, DENY, not more often than the rate limit allows. */
    DENY,
    /** By silence. */
    IGNORE
}
