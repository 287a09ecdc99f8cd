package dev.foliot.keyset;

import java.lang.System.Logger.Level;

/** Something that works or does not: the log is told when that changes, and not again and again. */
final class Trouble {
    private static final System.Logger LOG = System.getLogger(Trouble.class.getName());

    private final String what;
    private String reason = "";

    /** @param what it is, as it stands at the start of a sentence */
    Trouble(String what) {
        this.what = what;
    }

    void is(String newReason) {
        if (reason.isEmpty()) {
            LOG.log(Level.WARNING, "{0}: {1}", what, newReason);
        }
        reason = newReason;
    }

    void isOver() {
        if (!reason.isEmpty()) {
            LOG.log(Level.INFO, "{0}: all is well again", what);
        }
        reason = "";
    }

    /** Empty: there is none. */
    String reason() {
        return reason;
    }
}
