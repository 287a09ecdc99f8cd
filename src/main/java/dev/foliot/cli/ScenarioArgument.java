package dev.foliot.cli;

import dev.foliot.config.Spelling;
import dev.foliot.scenario.BuiltInScenarios;
import dev.foliot.scenario.Scenario;
import dev.foliot.scenario.ScenarioException;
import dev.foliot.scenario.ScenarioFile;
import dev.foliot.scenario.ScenarioReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A scenario as it is typed: the name of one that ships with Foliot, or a file and the name of one in it. */
final class ScenarioArgument {
    private ScenarioArgument() {}

    /** One of those that ship with Foliot. */
    static Scenario named(String id) throws UsageException {
        return find(BuiltInScenarios.all(), id, "there is no scenario");
    }

    /** The one in a file that has this name; {@code id} may be null when there is only one. */
    static Scenario inFile(Path path, String id) throws CommandException {
        ScenarioFile file = read(path);
        if (id != null) {
            return find(file, id, path + ": there is no scenario");
        }
        if (file.scenarios().size() == 1) {
            return file.scenarios().get(0);
        }
        throw new UsageException(path + ": which one? " + String.join(" ", file.ids()));
    }

    private static Scenario find(ScenarioFile file, String id, String complaint) throws UsageException {
        return file.find(id)
                .orElseThrow(() -> new UsageException(complaint + " \"" + id + "\""
                        + Spelling.nearest(id, file.ids())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("")));
    }

    private static ScenarioFile read(Path path) throws CommandException {
        try (Reader reader = Files.newBufferedReader(path)) {
            char[] text = new char[ScenarioReader.MAX_LENGTH + 1];
            int length = 0;
            int read;
            while (length < text.length && (read = reader.read(text, length, text.length - length)) > 0) {
                length += read;
            }
            return ScenarioReader.read(path.toString(), new String(text, 0, length));
        } catch (ScenarioException e) {
            throw new CommandException(ExitCode.CONFIG, e.getMessage());
        } catch (NoSuchFileException e) {
            throw new CommandException(ExitCode.NO_INPUT, path + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw new CommandException(ExitCode.CONFIG, path + ": not UTF-8");
        } catch (IOException e) {
            throw new CommandException(ExitCode.NO_INPUT, path + ": cannot be read: " + e.getMessage());
        }
    }
}
