package dev.foliot.keyexchange.certificate;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Certificates made for a test, at the time of the test. A signer is an authority, or certifies itself. */
public final class TestCertificates {
    @SuppressWarnings("TimeInStaticInitializer") // the time of the test is what is wanted
    public static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    public static final Duration DAY = Duration.ofDays(1);

    private static long serial = 1;

    private TestCertificates() {}

    /** Who signs, and its certificates up to the authority. */
    public record Signer(List<X509Certificate> chain, KeyPair keys) {
        public ServerIdentity identity() {
            return new ServerIdentity(chain, keys.getPrivate());
        }

        public X509Certificate certificate() {
            return chain.get(0);
        }

        /** As a server sends it: without the authority. */
        public Signer withoutRoot() {
            return new Signer(chain.subList(0, chain.size() - 1), keys);
        }
    }

    public static KeyPair keys(String kind) {
        try {
            KeyPairGenerator generator;
            if (kind.startsWith("secp")) {
                generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec(kind));
            } else {
                generator = KeyPairGenerator.getInstance(kind);
                if (kind.equals("RSA")) {
                    generator.initialize(2048);
                }
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Signer authority(String name) {
        return Spec.named(name).authority().signedBy(null);
    }

    /** A certificate for a server that is valid from yesterday until in ten days. */
    public static Signer server(Signer authority, String... names) {
        return Spec.named("server").names(names).signedBy(authority);
    }

    /** What a certificate shall say. */
    public static final class Spec {
        private final String subject;
        private KeyPair keys = TestCertificates.keys("secp256r1");
        private Instant from = NOW.minus(DAY);
        private Instant until = NOW.plus(DAY.multipliedBy(10));
        private List<GeneralName> names = List.of();
        private KeyPurposeId purpose = KeyPurposeId.id_kp_serverAuth;
        private int usage = KeyUsage.digitalSignature;
        private boolean authority;

        private Spec(String subject) {
            this.subject = subject;
        }

        public static Spec named(String subject) {
            return new Spec(subject);
        }

        public Spec keys(KeyPair pair) {
            keys = pair;
            return this;
        }

        public Spec valid(Instant notBefore, Instant notAfter) {
            from = notBefore;
            until = notAfter;
            return this;
        }

        /** Domain names, or addresses where they look like them. */
        public Spec names(String... all) {
            names = new ArrayList<>();
            for (String name : all) {
                boolean address = name.matches("[0-9.]+") || name.contains(":");
                names.add(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name));
            }
            return this;
        }

        public Spec purpose(KeyPurposeId id) {
            purpose = id;
            return this;
        }

        public Spec usage(int bits) {
            usage = bits;
            return this;
        }

        public Spec authority() {
            authority = true;
            purpose = null;
            usage = KeyUsage.keyCertSign;
            return this;
        }

        /** @param signer null: it certifies itself */
        public Signer signedBy(Signer signer) {
            try {
                return new Signer(chain(signer), keys);
            } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
                throw new IllegalStateException(e);
            }
        }

        private List<X509Certificate> chain(Signer signer)
                throws IOException, GeneralSecurityException, OperatorCreationException {
            X500Name name = new X500Name("CN=" + subject);
            X500Name issuer = signer == null
                    ? name
                    : X500Name.getInstance(
                            signer.certificate().getSubjectX500Principal().getEncoded());
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer, BigInteger.valueOf(serial++), Date.from(from), Date.from(until), name, keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (usage != 0) {
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            }
            if (purpose != null) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            }
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            PrivateKey key = (signer == null ? keys : signer.keys()).getPrivate();
            byte[] der = builder.build(new JcaContentSignerBuilder(signature(key)).build(key))
                    .getEncoded();
            List<X509Certificate> chain = new ArrayList<>(List.of(CertificateReader.parse(der)));
            if (signer != null) {
                chain.addAll(signer.chain());
            }
            return chain;
        }

        private static String signature(PrivateKey key) {
            return switch (key.getAlgorithm()) {
                case "EC" -> "SHA256withECDSA";
                case "RSA" -> "SHA256withRSA";
                default -> "Ed25519";
            };
        }
    }

    public static KeyPin pin(Signer signer) {
        return KeyPin.of(signer.certificate());
    }

    public static String pem(String label, byte[] der) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(label, der));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    public static Path write(Path file, List<X509Certificate> chain) throws IOException, GeneralSecurityException {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return Files.writeString(file, text);
    }

    /** As it should be: for its owner's eyes alone. */
    public static Path write(Path file, PrivateKey key) throws IOException {
        Files.writeString(file, pem("PRIVATE KEY", key.getEncoded()));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
