package dev.foliot.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files of the operating system. */
public final class DiskFiles implements StateFiles {
    private static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    @Override
    public byte[] read(Path file, int longest) throws IOException {
        try (InputStream in = RegularFile.open(file)) {
            return in.readNBytes(longest);
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.delete(file);
    }

    @Override
    public void replace(Path file, byte[] contents) throws IOException {
        write(file, contents, new FileAttribute<?>[0]);
    }

    /** As {@link #replace}, for a secret: nobody but this process's user may read the file, at no moment. */
    public static void replaceSecret(Path file, byte[] contents) throws IOException {
        write(file, contents, OWNER_ALONE);
    }

    private static void write(Path file, byte[] contents, FileAttribute<?>... attributes) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + ": it is not a regular file, and is not replaced by one");
        }
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path fresh = directory.resolve(file.getFileName() + ".new");
        // What a process left that was killed half way has permissions of its own.
        Files.deleteIfExists(fresh);
        try (FileChannel channel =
                FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap(contents);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
