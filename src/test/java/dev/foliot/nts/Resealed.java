package dev.foliot.nts;

import dev.foliot.nts.aead.Aead;
import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.ke.SessionKeys;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Packets that whoever has the keys made otherwise than Foliot does. */
final class Resealed {
    private static final int CAPACITY = 4096;

    private Resealed() {}

    /** With another authenticator, by c2s: over what comes before it, with a text, a nonce and padding at its end. */
    static byte[] request(byte[] packet, SessionKeys keys, byte[] text, int nonceLength, int padding) {
        return seal(packet, keys, 0, text, nonceLength, padding);
    }

    /** The same by s2c. */
    static byte[] reply(byte[] packet, SessionKeys keys, byte[] text) {
        return seal(
                packet,
                keys,
                keys.algorithm().keyLength(),
                text,
                keys.algorithm().nonceLength(),
                0);
    }

    private static byte[] seal(
            byte[] packet, SessionKeys keys, int keyOffset, byte[] text, int nonceLength, int padding) {
        Fields fields = new Fields(packet);
        fields.all().remove(fields.index(NtsField.AUTHENTICATOR));
        byte[] before = fields.packet();
        byte[] memory = Arrays.copyOf(before, CAPACITY);
        byte[] both = new byte[2 * keys.algorithm().keyLength()];
        keys.copyTo(both, 0);
        int nonce = before.length + 8;
        int at = nonce + NtsField.padded(nonceLength);
        System.arraycopy(text, 0, memory, at, text.length);
        int sealed = text.length + AeadAlgorithm.TAG_LENGTH;
        int end = at + NtsField.padded(sealed) + padding;
        ByteBuffer.wrap(memory, before.length, 8)
                .putShort((short) NtsField.AUTHENTICATOR)
                .putShort((short) (end - before.length))
                .putShort((short) nonceLength)
                .putShort((short) sealed);
        Aead aead = keys.algorithm().newAead();
        aead.rekey(both, keyOffset);
        aead.seal(memory, 0, before.length, nonce, nonceLength, at, text.length);
        return Arrays.copyOf(memory, end);
    }
}
