package dev.foliot.integration;

import dev.foliot.platform.jni.NativeLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program as it is run, in a JVM of its own: a JVM that runs already can neither enter a network namespace nor give a
 * privilege away. The options are those of the launcher.
 */
final class Foliot {
    private static final List<String> JVM = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx32m",
            "-Xmn4m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:ReservedCodeCacheSize=48m",
            "--enable-native-access=ALL-UNNAMED", // as the jar's manifest says
            "-D" + NativeLibrary.PROPERTY + "=" + System.getProperty(NativeLibrary.PROPERTY),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.foliot.cli.Main");

    private Foliot() {}

    /**
     * Starts {@code foliot words...}.
     *
     * @param within a command that runs others in some place, such as a network namespace; empty for here
     */
    static Child start(Path scratch, List<String> within, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(within);
        command.addAll(JVM);
        command.addAll(words);
        return Child.start(scratch, command);
    }
}
