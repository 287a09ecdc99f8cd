package dev.foliot.ntsclient;

import dev.foliot.nts.SessionCodec;
import dev.foliot.nts.SessionState;
import dev.foliot.platform.Addresses;
import dev.foliot.platform.KeyExchanges.Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a run leaves its keys and cookies for the next one: a file for each server, which only its owner may read. It is
 * taken away as it is read, so no cookie is used twice, which would show that both users are one.
 */
public final class SessionFiles {
    private static final System.Logger LOG = System.getLogger(SessionFiles.class.getName());

    /** More than a session has. */
    private static final int LONGEST = 16 * 1024;

    /** So long are keys used. */
    private static final long LIFETIME_S = 28 * 86_400L;

    private static final String SUFFIX = ".session";
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Optional<Path> directory;

    /** @param directory without one nothing is kept */
    public SessionFiles(Optional<Path> directory) {
        this.directory = directory;
    }

    /** What was left for a server; empty, and a warning logged, when it makes no sense. */
    Optional<SessionState> take(Server server) {
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        Path file = file(server);
        try {
            byte[] bytes = read(file);
            Files.delete(file);
            SessionState state = SessionCodec.read(bytes);
            Arrays.fill(bytes, (byte) 0);
            return Optional.of(state).filter(SessionFiles::fresh);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "the keys in {0} are not used: {1}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new IOException("it has more than " + LONGEST + " bytes");
            }
            return bytes;
        }
    }

    private static boolean fresh(SessionState state) {
        long ageS = Instant.now().getEpochSecond() - state.establishedS();
        return ageS >= 0 && ageS < LIFETIME_S && !state.cookies().isEmpty();
    }

    /** Leaves what is left of a session; that it cannot be written is logged. */
    void keep(Server server, SessionState state) {
        if (directory.isEmpty()) {
            return;
        }
        Path file = file(server);
        byte[] bytes = SessionCodec.write(state);
        try {
            Files.createDirectories(directory.get(), OWNERS_DIRECTORY);
            Path fresh = Files.createTempFile(directory.get(), "", ".new", OWNER_ONLY);
            Files.write(fresh, bytes);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the keys of {0} cannot be kept: {1}", server.host(), e.toString());
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Takes away what no run will ask for any more: files of servers that are no sources now, and unfinished ones. */
    public void discardOld() {
        if (directory.isEmpty() || !Files.isDirectory(directory.get())) {
            return;
        }
        Instant oldest = Instant.now().minusSeconds(LIFETIME_S);
        try (Stream<Path> files = Files.list(directory.get())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "old keys cannot be taken away: {0}", e.toString());
        }
    }

    /** Its name has whose word was taken for the server: keys that were agreed on by another one's are not used. */
    private Path file(Server server) {
        String whom = String.join(
                "\n",
                server.host(),
                Addresses.text(server.address()),
                server.certificateAuthority().orElse(""),
                server.pinnedKey().orElse(""));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(whom.getBytes(StandardCharsets.UTF_8));
            return directory.orElseThrow().resolve(HexFormat.of().formatHex(hash, 0, 16) + SUFFIX);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
