package dev.foliot.keyexchange.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;

/** AES-GCM of Java's own for one direction of a connection. */
final class JavaGcm implements TlsAEADCipherImpl {
    private final Cipher cipher;
    private final int mode;
    private SecretKeySpec key;
    private GCMParameterSpec parameters;

    /** @param mode of {@link Cipher}: to encrypt or to decrypt */
    JavaGcm(int mode) {
        this.mode = mode;
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    @Override
    public void setKey(byte[] bytes, int offset, int length) {
        key = new SecretKeySpec(bytes, offset, length, "AES");
    }

    @Override
    public void init(byte[] nonce, int macSize) {
        parameters = new GCMParameterSpec(macSize * Byte.SIZE, nonce);
    }

    @Override
    public int getOutputSize(int length) {
        int tag = parameters.getTLen() / Byte.SIZE;
        return mode == Cipher.ENCRYPT_MODE ? length + tag : Math.max(0, length - tag);
    }

    @Override
    public int doFinal(byte[] additional, byte[] input, int offset, int length, byte[] output, int outputOffset)
            throws IOException {
        try {
            cipher.init(mode, key, parameters);
            cipher.updateAAD(additional);
            return cipher.doFinal(input, offset, length, output, outputOffset);
        } catch (GeneralSecurityException e) {
            throw new TlsFatalAlert(AlertDescription.bad_record_mac, e);
        }
    }
}
