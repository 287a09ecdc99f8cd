package dev.foliot.cli;

import dev.foliot.daemon.Version;
import dev.foliot.platform.ClockCapabilities;
import dev.foliot.platform.jni.NativeLibrary;
import dev.foliot.platform.jni.NativeTarget;
import dev.foliot.selftest.Outcome;
import dev.foliot.selftest.Verdict;
import java.util.List;

/**
 * What a machine can do, as {@code foliot selftest --json} prints it.
 *
 * @param machine what it is
 * @param steered whether the checks that steer the clock were run
 * @param verdict the worst of all: failed, degraded or ok
 */
record SelftestReport(MachineFacts machine, boolean steered, Verdict verdict, List<Outcome> checks) {
    SelftestReport(MachineFacts machine, boolean steered, List<Outcome> checks) {
        this(machine, steered, worst(checks), checks);
    }

    /**
     * @param target what the native library must have been built for
     * @param library where it was loaded from
     * @param clock the interface of the kernel that steers its clock
     * @param steerable whether this process may steer it
     */
    record MachineFacts(
            String version,
            String osName,
            String osVersion,
            String osArch,
            String target,
            String cLibrary,
            String javaVersion,
            String javaVendor,
            String library,
            String clock,
            boolean steerable) {
        static MachineFacts of(ClockCapabilities clock) {
            NativeTarget target = NativeTarget.here();
            return new MachineFacts(
                    Version.TEXT,
                    System.getProperty("os.name"),
                    System.getProperty("os.version"),
                    System.getProperty("os.arch"),
                    target.classifier(),
                    target.cLibrary(),
                    System.getProperty("java.version"),
                    System.getProperty("java.vendor"),
                    NativeLibrary.loadedFrom(),
                    clock.backend(),
                    clock.steerable());
        }
    }

    private static Verdict worst(List<Outcome> checks) {
        for (Verdict verdict : List.of(Verdict.FAILED, Verdict.DEGRADED)) {
            if (checks.stream().anyMatch(check -> check.verdict() == verdict)) {
                return verdict;
            }
        }
        return Verdict.OK;
    }

    long count(Verdict verdict) {
        return checks.stream().filter(check -> check.verdict() == verdict).count();
    }
}
