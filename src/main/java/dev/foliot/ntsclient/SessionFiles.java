package dev.foliot.ntsclient;

import dev.foliot.nts.SessionCodec;
import dev.foliot.nts.SessionState;
import dev.foliot.platform.Addresses;
import dev.foliot.platform.KeyExchanges.Server;
import dev.foliot.platform.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
import java.util.regex.Pattern;

/**
 * Where a run leaves its keys and cookies for the next one: a file for each server, which only its owner may read. It is
 * taken away as it is read, so no cookie is used twice, which would show that both users are one.
 *
 * <p>A file begins with the SHA-256 of whom the keys were agreed on with, and by whose word, of which its name has one half:
 * under another name it is of no use. The {@link SessionCodec} has the rest.
 */
public final class SessionFiles {
    private static final System.Logger LOG = System.getLogger(SessionFiles.class.getName());

    /** More than a session has. */
    private static final int LONGEST = 16 * 1024;

    /** So long are keys used. */
    private static final long LIFETIME_S = 28 * 86_400L;

    /** So many bytes of whose it is are a file's name. */
    private static final int NAME_BYTES = 16;

    private static final String SUFFIX = ".session";
    private static final String UNFINISHED = ".new";
    private static final Pattern OURS = Pattern.compile("[0-9a-f]+\\" + SUFFIX + "|[0-9]+\\" + UNFINISHED);
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
            byte[] whose = whose(server);
            if (!Arrays.equals(whose, 0, whose.length, bytes, 0, Math.min(whose.length, bytes.length))) {
                throw new IOException(file + ": it was left for another server");
            }
            SessionState state = SessionCodec.read(Arrays.copyOfRange(bytes, whose.length, bytes.length));
            Arrays.fill(bytes, (byte) 0);
            return Optional.of(state).filter(SessionFiles::fresh);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            String reason = e instanceof AccessDeniedException ? file + ": permission denied" : e.getMessage();
            LOG.log(System.Logger.Level.WARNING, "keys that were kept are not used: {0}", reason);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "keys that were kept are not used: {0}: {1}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Whatever is wrong with a file, it is not there any more afterwards: it would be so at each start. */
    private static byte[] read(Path file) throws IOException {
        try {
            return SecretFile.read(file, LONGEST);
        } finally {
            if (Files.isRegularFile(file)) {
                Files.delete(file);
            }
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
            Path fresh = Files.createTempFile(directory.get(), "", UNFINISHED, OWNER_ONLY);
            Files.write(fresh, whose(server));
            Files.write(fresh, bytes, StandardOpenOption.APPEND);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the keys of {0} cannot be kept: {1}", server.host(), e.toString());
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Takes away what no run will ask for any more: files of servers that are no sources now, and unfinished ones. The
     * directory may be somebody else's as well, who keeps certificates there, for one.
     */
    public void discardOld() {
        if (directory.isEmpty() || !Files.isDirectory(directory.get())) {
            return;
        }
        Instant oldest = Instant.now().minusSeconds(LIFETIME_S);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.get(), SessionFiles::isOurs)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "old keys cannot be taken away: {0}", e.toString());
        }
    }

    private static boolean isOurs(Path file) {
        return OURS.matcher(file.getFileName().toString()).matches();
    }

    private Path file(Server server) {
        return directory.orElseThrow().resolve(HexFormat.of().formatHex(whose(server), 0, NAME_BYTES) + SUFFIX);
    }

    /** Whose word was taken for the server is a part: keys that were agreed on by another one's are not used. */
    private static byte[] whose(Server server) {
        String whom = String.join(
                "\n",
                server.host(),
                Addresses.text(server.address()),
                server.certificateAuthority().orElse(""),
                server.pinnedKey().orElse(""));
        try {
            return MessageDigest.getInstance("SHA-256").digest(whom.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
