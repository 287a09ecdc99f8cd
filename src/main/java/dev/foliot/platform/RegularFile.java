package dev.foliot.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that can be read without waiting: whoever opens a FIFO waits for a writer, and a device may have no end. */
public final class RegularFile {
    private RegularFile() {}

    /** @throws IOException when it is anything else; the message names it and says so */
    public static InputStream open(Path file) throws IOException {
        if (!Files.isRegularFile(file) && Files.exists(file)) {
            String found = Files.isDirectory(file) ? "it is a directory, not a file" : "it is not a regular file";
            throw new FileSystemException(file.toString(), null, found);
        }
        return Files.newInputStream(file);
    }
}
