package dev.foliot.platform.jni;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** Whose a file is, and who may change it: of stat(2), without following a symbolic link. */
record FileStatus(int uid, int mode) {
    static final int ROOT = 0;
    private static final int WRITABLE_BY_OTHERS = 022;
    private static final int STICKY = 01000;

    static FileStatus of(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
        return new FileStatus((Integer) attributes.get("uid"), (Integer) attributes.get("mode"));
    }

    /** Whether root and {@code owner} alone can change what it is of. */
    boolean closedToOthersThan(int owner) {
        return belongsTo(owner) && (mode & WRITABLE_BY_OTHERS) == 0;
    }

    private boolean belongsTo(int owner) {
        return uid == owner || uid == ROOT;
    }

    /**
     * Looks at each directory above a file or directory of {@code owner}'s or root's.
     *
     * @param path a real one, without symbolic links
     * @throws IOException when somebody else could put another in its place
     */
    static void requireUnmovable(Path path, int owner) throws IOException {
        for (Path above = path.getParent(); above != null; above = above.getParent()) {
            FileStatus status = of(above);
            boolean closed = status.closedToOthersThan(owner);
            if (!closed && !(status.belongsTo(owner) && (status.mode & STICKY) != 0)) {
                throw new IOException(above + " lets other users rename what is in it: " + status);
            }
        }
    }

    @Override
    public String toString() {
        return "user " + Integer.toUnsignedString(uid) + ", mode " + String.format("%04o", mode & 07777);
    }
}
