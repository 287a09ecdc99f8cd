package dev.foliot.nts.aead;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/** The JDK's AES, encrypting whole blocks, under keys that change often. Input and output must be different arrays. */
final class Aes {
    private static final IvParameterSpec ZERO = new IvParameterSpec(new byte[Block.LENGTH]);

    private final Cipher cipher;
    private final IvParameterSpec iv;
    private final Key key;

    private Aes(String mode, IvParameterSpec iv, int keyLength) {
        this.iv = iv;
        key = new Key(keyLength);
        try {
            cipher = Cipher.getInstance("AES/" + mode + "/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no AES", e);
        }
    }

    /** Each block on its own. */
    static Aes electronicCodeBook(int keyLength) {
        return new Aes("ECB", null, keyLength);
    }

    /** Each block added to what became of the one before; after {@link #finish} as at the start, where that is zero. */
    static Aes cipherBlockChaining(int keyLength) {
        return new Aes("CBC", ZERO, keyLength);
    }

    /** Most of the time goes to what the JDK precomputes of a key, less the newer it is; the same key again costs nothing. */
    void rekey(byte[] memory, int offset) {
        System.arraycopy(memory, offset, key.bytes, 0, key.bytes.length);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, iv);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM's AES refuses a key of " + key.bytes.length + " bytes", e);
        } finally {
            Arrays.fill(key.bytes, (byte) 0);
        }
    }

    /** Puts what becomes of the blocks in the first place of {@code output}. */
    void update(byte[] input, int offset, int length, byte[] output) {
        try {
            cipher.update(input, offset, length, output, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM's AES refuses " + length + " bytes", e);
        }
    }

    /** As {@link #update}, for the last blocks of a text. */
    void finish(byte[] input, int offset, int length, byte[] output) {
        try {
            cipher.doFinal(input, offset, length, output, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM's AES refuses " + length + " bytes", e);
        }
    }

    /** Overwrites the key. What the JDK made of it earlier goes with its garbage, unseen but not overwritten. */
    void destroy() {
        rekey(new byte[key.bytes.length], 0);
    }

    /** Is filled anew for each key, and emptied when the cipher has it; SecretKeySpec would be one more copy to the heap. */
    private static final class Key implements SecretKey {
        private static final long serialVersionUID = 1;

        private final byte[] bytes;

        private Key(int length) {
            bytes = new byte[length];
        }

        @Override
        public String getAlgorithm() {
            return "AES";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        /** A copy, which the JDK's cipher overwrites when it has done. */
        @Override
        public byte[] getEncoded() {
            return bytes.clone();
        }
    }
}
