package dev.foliot.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a configuration: the main file, and what the files of {@code conf.d} beside it add.
 *
 * <p>The main file is TOML, or the same tables and keys as JSON if its name ends in {@code .json}. In {@code conf.d},
 * files that end in {@code .toml} are read in the order of their names, and add sources; all else belongs in the main
 * file.
 */
public final class ConfigurationReader {
    /** Where the configuration is unless somebody names another. */
    public static final Path DEFAULT_FILE = SystemPaths.NATIVE.configuration().resolve("foliot.toml");

    private static final String DROP_IN_DIRECTORY = "conf.d";
    private static final int MAX_DROP_INS = 100;

    private final Problems problems = new Problems();

    private ConfigurationReader() {}

    /**
     * What came of reading.
     *
     * @param configuration nothing if there is any error
     * @param problems every error and warning, by file in the order of reading, then by line and column; 101 at most,
     *     of which the last tells how many there are besides
     * @param places where the files of certificates and keys are named, which are read by whoever uses them
     */
    public record Result(Optional<Configuration> configuration, List<Problem> problems, Map<Path, Position> places) {
        public Result {
            problems = List.copyOf(problems);
            places = Map.copyOf(places);
        }
    }

    /** Reads a configuration, and never throws over what it finds. */
    public static Result read(Path file) {
        ConfigurationReader reader = new ConfigurationReader();
        Section main = reader.section(file, Schema.ROOT);
        List<Section> dropIns = new ArrayList<>();
        for (Path dropIn : reader.dropIns(file)) {
            dropIns.add(reader.section(dropIn, Schema.DROP_IN));
        }
        Optional<Configuration> configuration = ConfigurationBinder.bind(main, dropIns, reader.problems);
        return new Result(configuration, reader.problems.sorted(), places(main, dropIns));
    }

    private static Map<Path, Position> places(Section main, List<Section> dropIns) {
        Map<Path, Position> named = new HashMap<>();
        for (Section server : main.given(Schema.NTS_KE_SERVERS).orElse(List.of())) {
            name(server, Schema.SERVER_CERTIFICATE, named);
            name(server, Schema.SERVER_KEY, named);
        }
        Section keySet = main.table(Schema.KEYSET_TABLE);
        name(keySet, Schema.KEY_STORAGE_PATH, named);
        Section etcd = keySet.table(Schema.ETCD_TABLE);
        for (Key<Optional<Path>> key :
                List.of(Schema.PASSWORD_FILE, Schema.ETCD_AUTHORITY, Schema.CLIENT_CERTIFICATE, Schema.CLIENT_KEY)) {
            name(etcd, key, named);
        }
        Stream.concat(Stream.of(main), dropIns.stream())
                .flatMap(file -> file.given(Schema.SOURCES).orElse(List.of()).stream())
                .forEach(source -> name(source, Schema.CERTIFICATE_AUTHORITY, named));
        return named;
    }

    /** The first place, where there are several. */
    private static void name(Section section, Key<Optional<Path>> key, Map<Path, Position> named) {
        Optional.ofNullable(section.get(key))
                .flatMap(path -> path)
                .ifPresent(path -> named.putIfAbsent(path, section.at(key)));
    }

    private Section section(Path file, TableSchema schema) {
        problems.begin(file);
        boolean json =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".json");
        Node.Table root = SourceText.read(file, problems)
                .map(source -> json ? JsonTree.parse(source, problems) : TomlTree.parse(source, problems))
                .orElseGet(() -> new Node.Table(Position.of(file), Map.of()));
        return new Section(root, schema, problems);
    }

    private List<Path> dropIns(Path main) {
        Path directory = main.resolveSibling(DROP_IN_DIRECTORY);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "[!.]*.toml")) {
            for (Path file : found) {
                if (files.size() == MAX_DROP_INS) {
                    problems.unreadable(Position.of(directory), "has more than " + MAX_DROP_INS + " files");
                    break;
                }
                files.add(file);
            }
        } catch (IOException e) {
            problems.unreadable(Position.of(directory), "cannot be read: " + SourceText.reason(e));
        }
        files.sort(null);
        return files;
    }
}
