package dev.foliot.platform;

import java.io.IOException;
import java.nio.file.Path;

/** Small files in which the daemon keeps what the next run shall know. */
public interface StateFiles {
    /**
     * What a file holds.
     *
     * @param longest how many bytes to read at most, whatever it holds
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    byte[] read(Path file, int longest) throws IOException;

    /**
     * Puts new contents in the place of the old: whoever reads the file, at whatever moment the process was ended, finds
     * the ones or the others. Directories that are missing are made.
     */
    void replace(Path file, byte[] contents) throws IOException;
}
