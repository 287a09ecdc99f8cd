package dev.foliot.platform.jni;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The native library as a file that somebody has named. */
record LibraryFile(Path path) implements LibrarySource {
    @Override
    public String name() {
        return path.toAbsolutePath().toString();
    }

    @Override
    public void load() throws IOException {
        if (!Files.exists(path)) {
            throw new IOException("does not exist");
        }
        System.load(name());
    }
}
