package dev.foliot.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;

/**
 * The recordings of several runs side by side: {@code FILE} of the present one, {@code FILE.1} of the one before, and so
 * on. Each is of a whole run from its start, so each can be replayed by itself.
 */
final class RecordingFiles {
    /** How many earlier runs are kept at most. */
    static final int KEPT_RUNS = 9;

    private static final String OWNER_ONLY = "rw-------";

    private final Path file;

    RecordingFiles(Path file) {
        this.file = file.toAbsolutePath();
    }

    Path file() {
        return file;
    }

    /**
     * Refuses to put anything in the place of what is not a recording.
     *
     * @throws FileAlreadyExistsException when there is such a thing
     */
    void requireOurs() throws FileAlreadyExistsException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isRecording(file)) {
            throw new FileAlreadyExistsException(file.toString(), null, "exists, and is no recording");
        }
    }

    /** Starts a file for this run, and renames those of earlier ones. Only its owner may read it. */
    FileChannel start() throws IOException {
        requireOurs();
        requireIdle();
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(earlier(KEPT_RUNS));
        for (int run = KEPT_RUNS - 1; run >= 0; run--) {
            if (Files.exists(earlier(run), LinkOption.NOFOLLOW_LINKS)) {
                Files.move(earlier(run), earlier(run + 1), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        FileChannel channel = FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        channel.lock();
        ByteBuffer magic = ByteBuffer.wrap(RecordingReader.MAGIC);
        while (magic.hasRemaining()) {
            channel.write(magic);
        }
        return channel;
    }

    /** Another daemon's recording is not renamed under its hands: it holds a lock. */
    private void requireIdle() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel present = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (present.tryLock() == null) {
                throw new FileSystemException(file.toString(), null, "another process records there");
            }
        }
    }

    /** Deletes recordings of earlier runs, the oldest first, until those left have no more than so many bytes. */
    void keepEarlier(long bytes) throws IOException {
        long total = 0;
        for (int run = 1; run <= KEPT_RUNS; run++) {
            Path path = earlier(run);
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                total += Files.size(path);
                if (total > bytes) {
                    Files.delete(path);
                }
            }
        }
    }

    /** The recording of the run that was so many before the present one, which is 0. */
    private Path earlier(int run) {
        return run == 0 ? file : file.resolveSibling(file.getFileName() + "." + run);
    }

    private static boolean isRecording(Path path) {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] start = in.readNBytes(RecordingReader.MAGIC.length);
            // A run that ended at once may have left less than the whole of it.
            return Arrays.equals(start, Arrays.copyOf(RecordingReader.MAGIC, start.length));
        } catch (IOException e) {
            return false;
        }
    }
}
