package dev.foliot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How this program is started again, as a node of clknetsim. */
final class NodeLaunch {
    private NodeLaunch() {}

    /** The command, with the options of this process's Java, as far as the system tells them. */
    static List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        List<String> arguments =
                Arrays.asList(ProcessHandle.current().info().arguments().orElse(new String[0]));
        words.addAll(arguments.subList(0, Math.max(0, arguments.indexOf("-jar"))));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        words.addAll(List.of("simulate", "--clknetsim"));
        return words;
    }
}
