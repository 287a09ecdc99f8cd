package dev.foliot.config;

import dev.foliot.server.Subnet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Subnets in a file of their own, one a line, for lists that programs make. {@code #} begins a comment. */
final class SubnetFile {
    /** Several times the networks of any country. */
    static final SourceText.Limits LIMITS = new SourceText.Limits(2 << 20, 100_000);

    private SubnetFile() {}

    /**
     * Those that can be used; whatever is wrong with the others, or the file, has been reported then.
     *
     * @param named where the configuration names it
     */
    static List<Subnet> read(Path file, Position named, Problems problems) {
        problems.begin(file);
        List<Subnet> subnets = new ArrayList<>();
        Optional<SourceText> found = SourceText.read(
                file,
                LIMITS,
                problems,
                message -> problems.error(named, Schema.FILTER_FILE.name() + ": " + file + ": " + message));
        found.ifPresent(source -> {
            int line = 0;
            for (String text : (Iterable<String>) source.text().lines()::iterator) {
                read(text, file, ++line, subnets, problems);
            }
        });
        return subnets;
    }

    private static void read(String text, Path file, int line, List<Subnet> subnets, Problems problems) {
        int comment = text.indexOf('#');
        String subnet = (comment < 0 ? text : text.substring(0, comment)).strip();
        if (subnet.isEmpty()) {
            return;
        }
        try {
            subnets.add(ServerTypes.subnet(subnet));
        } catch (IllegalArgumentException e) {
            problems.error(new Position(file, line, text.indexOf(subnet) + 1), e.getMessage());
        }
    }
}
