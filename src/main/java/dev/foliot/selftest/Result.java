package dev.foliot.selftest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of a check.
 *
 * @param finding what was found, in words for an administrator, without the figures
 * @param figures what was measured, in the order to be shown; names are of lower case with underscores, and end in the
 *     unit: {@code _ns}, {@code _ppm}, {@code _ppb}, or none for a count
 */
public record Result(Verdict verdict, String finding, Map<String, Number> figures) {
    public Result {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    static Result of(Verdict verdict, String finding) {
        return new Result(verdict, finding, Map.of());
    }

    static Result ok(String finding) {
        return of(Verdict.OK, finding);
    }

    static Result degraded(String finding) {
        return of(Verdict.DEGRADED, finding);
    }

    static Result failed(String finding) {
        return of(Verdict.FAILED, finding);
    }

    static Result skipped(String finding) {
        return of(Verdict.SKIPPED, finding);
    }

    /** The same with one more figure at the end. */
    Result with(String name, Number value) {
        Map<String, Number> more = new LinkedHashMap<>(figures);
        more.put(name, value);
        return new Result(verdict, finding, more);
    }

    /** The same with the least, the middle and the greatest of some values. */
    Result with(String prefix, Spread spread) {
        return with(prefix + "_min_ns", spread.minNs())
                .with(prefix + "_median_ns", spread.medianNs())
                .with(prefix + "_max_ns", spread.maxNs());
    }
}
