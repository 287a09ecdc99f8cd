package dev.foliot.control;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

/**
 * The name in the file system under which a Unix stream socket is found.
 *
 * <p>The socket is bound in a directory that nobody else may enter, gets its permissions there, and is then renamed
 * into place: nobody can connect before the permissions are right, and a stale socket that a killed daemon left is
 * replaced in one step. A socket on which somebody answers, and a file that is no socket, are left alone. The
 * directory's name is fixed, so what a daemon that was killed half way leaves behind is cleared by the next; a lock
 * file beside it keeps two that start at the same moment apart.
 */
final class SocketFile {
    private static final int FILE_TYPE_MASK = 0170000;
    private static final int SOCKET_TYPE = 0140000;

    private final Path path;
    private final Object fileKey;
    private final UserPrincipal owner;

    private SocketFile(Path path, Object fileKey, UserPrincipal owner) {
        this.path = path;
        this.fileKey = fileKey;
        this.owner = owner;
    }

    /** The user of this process. */
    UserPrincipal owner() {
        return owner;
    }

    /**
     * Binds {@code listener} to {@code path}.
     *
     * @param mode permissions as of chmod, 0 to 0777; who may write may connect
     * @throws BindException when the path is taken by a daemon that answers, or by something that is not a socket
     */
    static SocketFile bind(ServerSocketChannel listener, Path path, int mode, int backlog) throws IOException {
        Path target = path.toAbsolutePath();
        Path parent = target.getParent();
        if (parent == null) {
            throw new BindException(path + ": not a name for a socket");
        }
        if (!Files.isDirectory(parent)) {
            Files.createDirectories(parent);
        }
        Path nursery = parent.resolve("." + target.getFileName());
        try (FileChannel lock = FileChannel.open(
                parent.resolve(nursery.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Of two that start at the same moment one waits, and then finds the other's socket. Closing lets go.
            lock.lock();
            return bear(listener, target, nursery, mode, backlog);
        }
    }

    private static SocketFile bear(ServerSocketChannel listener, Path target, Path nursery, int mode, int backlog)
            throws IOException {
        Path born = nursery.resolve("s");
        clear(nursery, born);
        Files.createDirectory(nursery, PosixFilePermissions.asFileAttribute(permissions(0700)));
        try {
            bind(listener, born, backlog, target);
            Files.setPosixFilePermissions(born, permissions(mode));
            Object fileKey = fileKey(born);
            UserPrincipal owner = Files.getOwner(born);
            refuseIfTaken(target);
            Files.move(born, target, StandardCopyOption.ATOMIC_MOVE);
            return new SocketFile(target, fileKey, owner);
        } finally {
            clear(nursery, born);
        }
    }

    /** Removes the name, unless by now it stands for something else. */
    void remove() throws IOException {
        try {
            if (fileKey.equals(fileKey(path))) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            // Somebody has removed it already.
        }
    }

    private static void bind(ServerSocketChannel listener, Path born, int backlog, Path path) throws IOException {
        try {
            listener.bind(UnixDomainSocketAddress.of(born), backlog);
        } catch (IOException e) {
            BindException named = new BindException(path + ": " + e.getMessage());
            named.initCause(e);
            throw named;
        }
    }

    private static void refuseIfTaken(Path path) throws IOException {
        int mode;
        try {
            mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return;
        }
        if ((mode & FILE_TYPE_MASK) != SOCKET_TYPE) {
            throw new BindException(path + ": exists and is not a socket; remove it, or choose another path");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // Without blocking: connect(2) waits while the queue of a daemon that hangs is full.
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException e) {
            return;
        } catch (IOException e) {
            throw new BindException(path + ": cannot tell whether a daemon is running there: " + e.getMessage());
        }
        throw new BindException(path + ": a daemon is running there already");
    }

    private static Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static void clear(Path nursery, Path born) throws IOException {
        Files.deleteIfExists(born);
        Files.deleteIfExists(nursery);
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        // Their order is that of the bits, from the owner's read permission, 0400, down.
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((mode & 0400 >> permission.ordinal()) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }
}
