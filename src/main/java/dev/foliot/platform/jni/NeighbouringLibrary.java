package dev.foliot.platform.jni;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The native library as a file beside the jar: as it is installed, or where the build puts it. It is loaded where
 * nobody can have put it there, or changed it, who could not have changed the jar as well.
 *
 * @param jar the jar or the directory of classes, whose owner is trusted since this runs
 */
record NeighbouringLibrary(Path path, Path jar) implements LibrarySource {
    @Override
    public String name() {
        return path.toAbsolutePath().toString();
    }

    @Override
    public void load() throws IOException {
        if (!Files.exists(path)) {
            throw new IOException("does not exist");
        }
        int owner = FileStatus.of(jar.toRealPath()).uid();
        Path real = path.toRealPath();
        FileStatus status = FileStatus.of(real);
        if (!status.closedToOthersThan(owner)) {
            throw new IOException("another user than the jar's may have written it: " + status);
        }
        FileStatus.requireUnmovable(real, owner);
        System.load(real.toString());
    }
}
