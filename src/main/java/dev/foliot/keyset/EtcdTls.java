package dev.foliot.keyset;

import dev.foliot.platform.RegularFile;
import dev.foliot.platform.SecretFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Whom we believe and who we are, from PEM files to what the JDK's TLS takes. */
final class EtcdTls {
    private static final int LONGEST_KEY = 1 << 16;
    private static final int LONGEST_CERTIFICATES = 1 << 20;
    private static final char[] NO_PASSWORD = {};
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private EtcdTls() {}

    /** As which the files are there now that a context is made of: when one changes, there shall be another context. */
    static List<SecretFile.Stamp> stamps(EtcdParameters parameters) throws IOException {
        List<SecretFile.Stamp> stamps = new ArrayList<>();
        for (Path file : files(parameters)) {
            stamps.add(SecretFile.Stamp.of(file));
        }
        return stamps;
    }

    private static List<Path> files(EtcdParameters parameters) {
        List<Path> files = new ArrayList<>();
        parameters.certificateAuthority().ifPresent(files::add);
        parameters.client().ifPresent(client -> {
            files.add(client.chain());
            files.add(client.key());
        });
        return files;
    }

    /** @throws IOException when a file cannot be used; the message names it */
    static SSLContext context(EtcdParameters parameters) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(parameters.client()), trust(parameters.certificateAuthority()), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /** Null stands for the JVM's own authorities. */
    static TrustManager[] trust(Optional<Path> authority) throws IOException, GeneralSecurityException {
        if (authority.isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        for (Certificate certificate : certificates(authority.get())) {
            store.setCertificateEntry(String.valueOf(store.size()), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** Null stands for nobody in particular. */
    static KeyManager[] keys(Optional<EtcdParameters.ClientCertificate> client)
            throws IOException, GeneralSecurityException {
        if (client.isEmpty()) {
            return null;
        }
        List<Certificate> chain = certificates(client.get().chain());
        PrivateKey key = key(client.get().key(), chain.get(0).getPublicKey().getAlgorithm());
        KeyStore store = emptyStore();
        store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        byte[] text;
        try (InputStream in = RegularFile.open(file)) {
            text = in.readNBytes(LONGEST_CERTIFICATES + 1);
        }
        if (text.length > LONGEST_CERTIFICATES) {
            throw new IOException(file + ": it has more than " + LONGEST_CERTIFICATES + " bytes");
        }
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> found;
        try {
            found = List.copyOf(factory.generateCertificates(new ByteArrayInputStream(text)));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": it does not hold certificates in PEM", e);
        }
        if (found.isEmpty()) {
            throw new IOException(file + ": it does not hold certificates in PEM");
        }
        return found;
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException, GeneralSecurityException {
        String text = new String(SecretFile.read(file, LONGEST_KEY), StandardCharsets.US_ASCII);
        Matcher key = KEY.matcher(text);
        if (!key.find()) {
            throw new IOException(file + ": it does not hold a PRIVATE KEY in PEM; \"openssl pkcs8 -topk8 -nocrypt\""
                    + " makes one of another kind of key");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IllegalArgumentException | InvalidKeySpecException e) {
            throw new IOException(file + ": its key is not that of the certificate, or damaged", e);
        }
    }
}
