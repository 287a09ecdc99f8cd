package dev.foliot.config;

import dev.foliot.config.Problem.Severity;
import java.util.Set;

/**
 * A key that ntpd-rs knows and we do not. Passing over it is a warning where that does no harm: it tunes what we do not
 * have, or shows less. It is an error where somebody would rely on it: a limit, a refusal, a service.
 *
 * @param name as it is written
 * @param severity what it means to pass over it
 * @param advice what to do instead; may be empty
 * @param sameAsOurs values that ask for nothing but what we do anyway
 */
record UnsupportedKey(String name, Severity severity, String advice, Set<Object> sameAsOurs) {
    static UnsupportedKey harmless(String name) {
        return new UnsupportedKey(name, Severity.WARNING, "", Set.of());
    }

    static UnsupportedKey needed(String name) {
        return new UnsupportedKey(name, Severity.ERROR, "", Set.of());
    }

    UnsupportedKey advising(String newAdvice) {
        return new UnsupportedKey(name, severity, newAdvice, sameAsOurs);
    }

    UnsupportedKey unless(Object... values) {
        return new UnsupportedKey(name, severity, advice, Set.of(values));
    }

    void report(Node value, Problems problems) {
        if (value instanceof Node.Scalar scalar && sameAsOurs.contains(scalar.value())) {
            return;
        }
        String what = name + ": known to ntpd-rs, not supported by this version of Foliot";
        String then = advice.isEmpty() ? "" : "; " + advice;
        if (severity == Severity.WARNING) {
            problems.warning(value.position(), what + ", ignored" + then);
        } else {
            problems.error(value.position(), what + then);
        }
    }
}
