package dev.foliot.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One test at a time steers this machine's clock, and none that measures by it runs meanwhile, whichever user and source
 * tree their suites are of: from before its {@code @BeforeEach} until after its {@code @AfterEach} a test holds the lock of
 * a file. A file in {@code /tmp}, since {@code java.io.tmpdir} may be each user's own.
 */
class ClockLock implements BeforeEachCallback, AfterEachCallback {
    private static final Path FILE = Path.of("/tmp/foliot-clock.lock");
    /** For several suites in a queue: all such tests of one take a minute or two. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final long POLL_MS = 50;
    private static final Set<OpenOption> EXISTING =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private FileLock held;

    /** The lock of those who have the clock left alone: with one another they share it, at the same time as well. */
    static final class Shared extends ClockLock {
        private static int sharers;
        private static FileLock common;

        @Override
        public void beforeEach(ExtensionContext context) throws Exception {
            synchronized (Shared.class) {
                if (sharers == 0) {
                    common = take(FILE, true, LIMIT);
                }
                sharers++;
            }
            context.getStore(ExtensionContext.Namespace.create(Shared.class)).put("shares", true);
        }

        @Override
        public void afterEach(ExtensionContext context) throws IOException {
            if (context.getStore(ExtensionContext.Namespace.create(Shared.class))
                            .remove("shares")
                    == null) {
                return;
            }
            synchronized (Shared.class) {
                sharers--;
                if (sharers == 0) {
                    common.acquiredBy().close();
                }
            }
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        held = take(FILE, false, LIMIT);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (held != null) {
            held.acquiredBy().close();
            held = null;
        }
    }

    /**
     * Waits for the lock of a file, shared or for itself alone, which is made for all users where there is none. Closing its channel lets go of it, and
     * so does the end of the process, however it comes about.
     *
     * @throws IOException when somebody else still has it after {@code limit}
     */
    static FileLock take(Path file, boolean shared, Duration limit) throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        FileChannel channel = open(file, deadlineNs);
        while (true) {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() > deadlineNs) {
                channel.close();
                throw new IOException("another test suite has held " + file + " for " + limit.toSeconds() + " s");
            }
            Thread.sleep(POLL_MS);
        }
    }

    /**
     * Never creates a file that may be there: Linux keeps even root from that where the file is another's and in
     * {@code /tmp} (fs.protected_regular).
     */
    private static FileChannel open(Path file, long deadlineNs) throws IOException, InterruptedException {
        while (true) {
            try {
                return FileChannel.open(file, EXISTING);
            } catch (AccessDeniedException e) {
                // Its maker has yet to permit it to all.
                if (System.nanoTime() > deadlineNs) {
                    throw e;
                }
                Thread.sleep(POLL_MS);
            } catch (NoSuchFileException e) {
                create(file);
            }
        }
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (FileAlreadyExistsException e) {
            // Somebody was faster.
        }
    }
}
