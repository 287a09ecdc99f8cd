package dev.foliot.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/** Files that hold a secret: who else can read them cannot keep it. */
public final class SecretFile {
    /** Others may do nothing with it, and the group may not write. */
    private static final int FORBIDDEN = 027;

    private SecretFile() {}

    /**
     * Which file it is, and since when: whatever is done to it, one of these changes. The link is followed, for secrets
     * are handed out as such, and it is another file then.
     *
     * @param inode its number
     * @param size in bytes
     * @param modified when its contents were changed
     * @param changed when anything was, its permissions included
     * @param mode as of chmod
     */
    public record Stamp(long inode, long size, FileTime modified, FileTime changed, int mode) {
        public static Stamp of(Path file) throws IOException {
            Map<String, Object> found = Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime,mode");
            return new Stamp(
                    (long) found.get("ino"),
                    (long) found.get("size"),
                    (FileTime) found.get("lastModifiedTime"),
                    (FileTime) found.get("ctime"),
                    (int) found.get("mode") & 0777);
        }
    }

    /**
     * What a file holds.
     *
     * @param longest in bytes
     * @throws IOException when it is longer, no regular file, or when others than its owner and its group may use it; the
     *     message says so
     */
    public static byte[] read(Path file, int longest) throws IOException {
        try (InputStream in = RegularFile.open(file)) {
            int mode = Stamp.of(file).mode();
            if ((mode & FORBIDDEN) != 0) {
                throw new IOException(String.format(
                        "%s: its permissions are %04o, so it is no secret; 0600 or 0640 it should be", file, mode));
            }
            byte[] bytes = in.readNBytes(longest + 1);
            if (bytes.length > longest) {
                throw new IOException(file + ": it has more than " + longest + " bytes");
            }
            return bytes;
        }
    }
}
