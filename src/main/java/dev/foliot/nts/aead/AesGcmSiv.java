package dev.foliot.nts.aead;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.GCMSIVBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** AES-128-GCM-SIV (RFC 8452), Bouncy Castle's. The tag comes last. Other than AES-SIV it leaves garbage. */
final class AesGcmSiv implements Aead {
    private static final AeadAlgorithm ALGORITHM = AeadAlgorithm.AES_128_GCM_SIV;
    private static final int TAG = AeadAlgorithm.TAG_LENGTH;

    private final GCMSIVBlockCipher cipher = new GCMSIVBlockCipher();
    private final byte[] key = new byte[ALGORITHM.keyLength()];
    private final byte[] nonce = new byte[ALGORITHM.nonceLength()];
    private boolean keyed;

    @Override
    public AeadAlgorithm algorithm() {
        return ALGORITHM;
    }

    @Override
    public void rekey(byte[] memory, int offset) {
        Parts.checkKey(memory, offset, key.length);
        System.arraycopy(memory, offset, key, 0, key.length);
        keyed = true;
    }

    @Override
    public void seal(byte[] memory, int adOffset, int adLength, int nonceOffset, int nonceLength, int at, int length) {
        Parts.check(memory, adOffset, adLength, nonceOffset, nonceLength, at, length, TAG);
        Parts.checkKeyed(keyed);
        if (nonceLength != nonce.length) {
            throw new IllegalArgumentException(
                    "nonce of " + nonceLength + " bytes; AES-GCM-SIV takes one of " + nonce.length);
        }
        start(true, memory, adOffset, adLength, nonceOffset);
        try {
            finish(memory, at, length);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("Bouncy Castle refuses to seal " + length + " bytes", e);
        }
    }

    @Override
    public int open(byte[] memory, int adOffset, int adLength, int nonceOffset, int nonceLength, int at, int length) {
        Parts.check(memory, adOffset, adLength, nonceOffset, nonceLength, at, length, 0);
        Parts.checkKeyed(keyed);
        if (nonceLength == nonce.length && length >= TAG) {
            start(false, memory, adOffset, adLength, nonceOffset);
            try {
                return finish(memory, at, length);
            } catch (InvalidCipherTextException e) {
                // Forged: nothing has been written.
            }
        }
        Arrays.fill(memory, at, at + length, (byte) 0);
        return FORGED;
    }

    private void start(boolean sealing, byte[] memory, int adOffset, int adLength, int nonceOffset) {
        System.arraycopy(memory, nonceOffset, nonce, 0, nonce.length);
        cipher.init(sealing, new AEADParameters(new KeyParameter(key), TAG * Byte.SIZE, nonce));
        cipher.processAADBytes(memory, adOffset, adLength);
    }

    private int finish(byte[] memory, int at, int length) throws InvalidCipherTextException {
        cipher.processBytes(memory, at, length, memory, at);
        return cipher.doFinal(memory, at);
    }

    @Override
    public void destroy() {
        keyed = false;
        Arrays.fill(key, (byte) 0);
    }
}
