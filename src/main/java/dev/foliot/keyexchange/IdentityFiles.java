package dev.foliot.keyexchange;

import dev.foliot.keyexchange.certificate.CertificateFileException;
import dev.foliot.keyexchange.certificate.ServerIdentity;
import dev.foliot.keyexchange.certificate.ValiditySpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The files with a server's certificates and key, and who they make it. They may be replaced at any time, one after the
 * other: files that have just changed are left until they stay as they are for the time between two looks.
 *
 * <p>Belongs to one thread, but for {@link #validUntil}.
 */
public final class IdentityFiles {
    private static final System.Logger LOG = System.getLogger(IdentityFiles.class.getName());

    private final Path chain;
    private final Path key;

    /** As the files were at the last look, and when they were last read. */
    private Versions seen;

    private Versions read;

    /** When the chain is valid; null when nothing has been read. */
    private volatile ValiditySpan validity;

    private boolean warned;

    /** What distinguishes files from what stood in their place before. */
    private record Versions(List<Object> marks) {
        static Versions of(Path... files) {
            return new Versions(List.of(files).stream().map(Versions::mark).toList());
        }

        private static Object mark(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
            } catch (IOException e) {
                return e.toString();
            }
        }
    }

    public IdentityFiles(Path chain, Path key) {
        this.chain = chain;
        this.key = key;
    }

    /** Until when the certificates are valid that were read last. From any thread, once they have been. */
    Instant validUntil() {
        return validity.notAfter();
    }

    /** Reads them for the first time. */
    public ServerIdentity read() throws CertificateFileException {
        seen = Versions.of(chain, key);
        read = seen;
        ServerIdentity identity = ServerIdentity.read(chain, key);
        ServerIdentity.permissionProblem(key).ifPresent(problem -> LOG.log(System.Logger.Level.WARNING, problem));
        LOG.log(
                System.Logger.Level.INFO,
                "key exchange: certificate of {0} from {1}, valid until {2}",
                identity.chain().get(0).getSubjectX500Principal(),
                chain,
                identity.validity().notAfter());
        validity = identity.validity();
        warned = false;
        warnOutOfTime(Instant.now());
        return identity;
    }

    /** Once for each certificate, be it that it comes too late or that none has come to take its place. */
    private void warnOutOfTime(Instant now) {
        if (!warned && validity != null && !validity.contains(now)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "key exchange: by this machine''s clock the certificate from {0} is not valid, but from {1} until {2}:"
                            + " clients will refuse it",
                    chain,
                    validity.notBefore(),
                    validity.notAfter());
            warned = true;
        }
    }

    /** Looks whether they have changed and settled; who they make the server then. What is wrong with them is logged. */
    Optional<ServerIdentity> look() {
        warnOutOfTime(Instant.now());
        Versions now = Versions.of(chain, key);
        boolean settled = now.equals(seen);
        seen = now;
        return settled && !now.equals(read) ? reread() : Optional.empty();
    }

    /** Reads them anew because somebody said so. */
    Optional<ServerIdentity> reread() {
        try {
            return Optional.of(read());
        } catch (CertificateFileException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "key exchange: the certificate stays the one it was, for the new one cannot be used: {0}",
                    e.getMessage());
            return Optional.empty();
        }
    }
}
