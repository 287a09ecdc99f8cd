package dev.foliot.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this program is started again, as a node of clknetsim. */
final class NodeCommand {
    private NodeCommand() {}

    static List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // It lives for a second: compiling well would take longer than running.
        words.add("-XX:TieredStopAtLevel=1");
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        words.addAll(List.of("simulate", "--clknetsim"));
        return words;
    }
}
