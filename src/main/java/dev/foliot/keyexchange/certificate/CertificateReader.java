package dev.foliot.keyexchange.certificate;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates: every one of a PEM file, in its order, or one in DER. */
public final class CertificateReader {
    private CertificateReader() {}

    /** The certificates of a file; at least one. */
    static List<X509Certificate> read(Path file) throws CertificateFileException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemFile.Block block : PemFile.read(file)) {
            if (!block.label().equals("CERTIFICATE")) {
                continue; // the private key in the same file, or how an authority is trusted
            }
            try {
                certificates.add(parse(block.der()));
            } catch (CertificateException e) {
                throw new CertificateFileException(
                        file, "line " + block.line() + ": this certificate is damaged: " + e.getMessage(), e);
            }
        }
        if (certificates.isEmpty()) {
            throw new CertificateFileException(file, "has no certificate (-----BEGIN CERTIFICATE-----) in it");
        }
        return certificates;
    }

    /** One certificate in DER, as TLS carries it. */
    public static X509Certificate parse(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
