package dev.foliot.platform.jni;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A new directory in which no other user (but root) can write, and which none can put another in the place of: made by
 * one system call under a name that nobody can guess, in a directory that others cannot rearrange. Removed, with what
 * was written into it, when closed.
 */
final class PrivateDirectory implements AutoCloseable {
    private static final FileAttribute<?> DIRECTORY = mode("rwx------");
    private static final FileAttribute<?> FILE = mode("rw-------");

    private final Path path;
    private Path file;

    private static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private PrivateDirectory(Path path) {
        this.path = path;
    }

    /** Makes one in {@code parent}, and that as well where it is missing. */
    static PrivateDirectory in(Path parent) throws IOException {
        Files.createDirectories(parent, DIRECTORY);
        // By the real path, so that no link on the way can be turned elsewhere.
        return new PrivateDirectory(Files.createTempDirectory(parent.toRealPath(), "foliot-", DIRECTORY));
    }

    /**
     * Writes the one file of this directory, for its owner alone.
     *
     * @throws IOException also when another user could change it
     */
    Path write(String name, byte[] content) throws IOException {
        file = path.resolve(name);
        try (ByteChannel channel = Files.newByteChannel(file, Set.of(CREATE_NEW, WRITE), FILE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
        requirePrivate();
        return file;
    }

    /** Who we are is told by the file: it belongs to the user that has just made it. */
    private void requirePrivate() throws IOException {
        int own = FileStatus.of(file).uid();
        FileStatus directory = FileStatus.of(path);
        if (directory.uid() != own || (directory.mode() & 0777) != 0700) {
            throw new IOException(path + " is not private: " + directory);
        }
        FileStatus.requireUnmovable(path, own);
    }

    /** What cannot be removed is left: it is in nobody's way. */
    @Override
    public void close() {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The library is loaded, or the reason why not is on its way.
        }
    }
}
