package dev.foliot.config;

import java.nio.file.Path;

/**
 * Where an operating system keeps the files of a program that was installed. The packages lay Foliot out like this.
 *
 * @param configuration directory of what the administrator writes
 * @param state directory of what is kept across restarts
 * @param run directory of what is gone after one
 */
public record SystemPaths(Path configuration, Path state, Path run) {
    private static final String PROGRAM = "foliot";

    /** Those of the system that we run on. */
    public static final SystemPaths NATIVE = of(System.getProperty("os.name"));

    /** Linux follows its Filesystem Hierarchy Standard; FreeBSD and macOS hier(7), and add what is not theirs below /usr/local. */
    static SystemPaths of(String osName) {
        return osName.equals("Linux")
                ? new SystemPaths(Path.of("/etc", PROGRAM), Path.of("/var/lib", PROGRAM), Path.of("/run", PROGRAM))
                : new SystemPaths(
                        Path.of("/usr/local/etc", PROGRAM), Path.of("/var/db", PROGRAM), Path.of("/var/run", PROGRAM));
    }
}
