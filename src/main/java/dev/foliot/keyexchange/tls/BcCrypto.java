package dev.foliot.keyexchange.tls;

import java.io.IOException;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.tls.crypto.CryptoHashAlgorithm;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipher;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * BouncyCastle's cryptography, but for SHA-256 and AES-GCM: Java's own are several times faster, since processors have
 * them. For elliptic curves it is the other way round.
 */
final class BcCrypto extends BcTlsCrypto {
    BcCrypto() {
        super(new SecureRandom());
    }

    @Override
    public Digest createDigest(int algorithm) {
        return algorithm == CryptoHashAlgorithm.sha256 ? new Sha256() : super.createDigest(algorithm);
    }

    @Override
    public Digest cloneDigest(int algorithm, Digest digest) {
        return digest instanceof Sha256 sha256 ? new Sha256(sha256) : super.cloneDigest(algorithm, digest);
    }

    @Override
    protected TlsAEADCipher createCipher_AES_GCM(TlsCryptoParameters parameters, int keySize, int macSize)
            throws IOException {
        return new TlsAEADCipher(
                parameters,
                new JavaGcm(Cipher.ENCRYPT_MODE),
                new JavaGcm(Cipher.DECRYPT_MODE),
                keySize,
                macSize,
                TlsAEADCipher.AEAD_GCM,
                null);
    }

    private static final class Sha256 implements ExtendedDigest {
        private static final int BLOCK = 64;
        private static final int SIZE = 32;

        private final MessageDigest digest;

        Sha256() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // every Java has it
            }
        }

        Sha256(Sha256 other) {
            try {
                digest = (MessageDigest) other.digest.clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e); // Java's own can be cloned
            }
        }

        @Override
        public String getAlgorithmName() {
            return "SHA-256";
        }

        @Override
        public int getDigestSize() {
            return SIZE;
        }

        @Override
        public int getByteLength() {
            return BLOCK;
        }

        @Override
        public void update(byte in) {
            digest.update(in);
        }

        @Override
        public void update(byte[] in, int offset, int length) {
            digest.update(in, offset, length);
        }

        @Override
        public int doFinal(byte[] out, int offset) {
            try {
                return digest.digest(out, offset, SIZE);
            } catch (DigestException e) {
                throw new IllegalArgumentException(e); // there is no room for it
            }
        }

        @Override
        public void reset() {
            digest.reset();
        }
    }
}
