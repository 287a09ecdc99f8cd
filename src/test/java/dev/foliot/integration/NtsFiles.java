package dev.foliot.integration;

import dev.foliot.keyexchange.certificate.TestCertificates;
import dev.foliot.keyexchange.certificate.TestCertificates.Signer;
import dev.foliot.keyexchange.certificate.TestCertificates.Spec;
import dev.foliot.keyexchange.certificate.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.TrustAnchor;
import java.util.Set;

/**
 * What NTS servers and their clients are configured with: a certificate for this machine and its key, and the authority
 * that clients believe.
 */
record NtsFiles(Path authority, Path chain, Path key, Trust trust) {
    static NtsFiles make(Path scratch) throws Exception {
        Path directory = Files.createTempDirectory(scratch, "certificates-");
        Signer root = TestCertificates.authority("an authority of a test");
        Signer server = Spec.named("a server of a test")
                .names("localhost", "127.0.0.1", NetworkNamespaces.SERVER_ADDRESS)
                .keys(TestCertificates.keys("RSA"))
                .signedBy(root);
        Path key = TestCertificates.write(
                directory.resolve("key.pem"), server.keys().getPrivate());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return new NtsFiles(
                TestCertificates.write(directory.resolve("authority.pem"), root.chain()),
                TestCertificates.write(
                        directory.resolve("chain.pem"), server.withoutRoot().chain()),
                key,
                new Trust.Authorities(Set.of(new TrustAnchor(root.certificate(), null))));
    }
}
