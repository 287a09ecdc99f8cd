package dev.foliot.keyexchange.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whose word is taken for who a server is. */
public sealed interface Trust {
    /** Certificate authorities: each may vouch for any name. */
    record Authorities(Set<TrustAnchor> anchors) implements Trust {
        public Authorities {
            anchors = Set.copyOf(anchors);
        }
    }

    /**
     * Nobody's: the server's key is known beforehand, and is one of these. Then neither names nor authorities matter;
     * the certificate, which may be self-signed, still has to be valid in time.
     */
    record PinnedKeys(Set<KeyPin> pins) implements Trust {
        public PinnedKeys {
            pins = Set.copyOf(pins);
        }
    }

    /** Where systems keep the authorities that they trust; Debian, Alpine and Arch; Red Hat; SUSE; FreeBSD, macOS. */
    List<Path> SYSTEM_BUNDLES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"),
            Path.of("/usr/local/share/certs/ca-root-nss.crt"));

    /** The authorities that this system trusts, or those that came with Java where the system says nothing. */
    static Trust ofSystem() throws CertificateFileException {
        for (Path bundle : SYSTEM_BUNDLES) {
            if (Files.isReadable(bundle)) {
                return ofFile(bundle);
            }
        }
        return ofJava(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"));
    }

    /** The authorities in a PEM file. */
    static Trust ofFile(Path file) throws CertificateFileException {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate certificate : CertificateReader.read(file)) {
            anchors.add(new TrustAnchor(certificate, null));
        }
        return new Authorities(anchors);
    }

    private static Trust ofJava(Path file) throws CertificateFileException {
        Set<TrustAnchor> anchors = new HashSet<>();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(in, null);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    anchors.add(new TrustAnchor(certificate, null));
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new CertificateFileException(file, "cannot be read: " + e.getMessage(), e);
        }
        return new Authorities(anchors);
    }
}
