package dev.foliot.nts.aead;

import java.util.Arrays;

/** Associated data, a nonce and a text or what was made of it, behind each other in one array with something around them. */
final class Message {
    private static final byte SURROUNDING = 0x5a;
    private static final int BEFORE = 3;
    private static final int AFTER = 5;

    final byte[] memory;
    final int adOffset = BEFORE;
    final int adLength;
    final int nonceOffset;
    final int nonceLength;
    final int at;
    final int length;

    /** @param growth how much room there is behind the text */
    Message(byte[] ad, byte[] nonce, byte[] text, int growth) {
        adLength = ad.length;
        nonceOffset = adOffset + adLength;
        nonceLength = nonce.length;
        at = nonceOffset + nonceLength;
        length = text.length;
        memory = new byte[at + length + growth + AFTER];
        Arrays.fill(memory, SURROUNDING);
        System.arraycopy(ad, 0, memory, adOffset, adLength);
        System.arraycopy(nonce, 0, memory, nonceOffset, nonceLength);
        System.arraycopy(text, 0, memory, at, length);
    }

    static byte[] seal(Aead aead, byte[] ad, byte[] nonce, byte[] text) {
        Message message = new Message(ad, nonce, text, AeadAlgorithm.TAG_LENGTH);
        byte[] before = message.memory.clone();
        message.seal(aead);
        message.assertNothingElseChanged(before, text.length + AeadAlgorithm.TAG_LENGTH);
        return message.part(text.length + AeadAlgorithm.TAG_LENGTH);
    }

    /** The text; null: forged, and nothing is left. */
    static byte[] open(Aead aead, byte[] ad, byte[] nonce, byte[] sealed) {
        Message message = new Message(ad, nonce, sealed, 0);
        byte[] before = message.memory.clone();
        int length = message.open(aead);
        message.assertNothingElseChanged(before, sealed.length);
        if (length != Aead.FORGED) {
            return message.part(length);
        }
        if (!Arrays.equals(message.part(sealed.length), new byte[sealed.length])) {
            throw new AssertionError("left after a forgery: " + Arrays.toString(message.part(sealed.length)));
        }
        return null;
    }

    void seal(Aead aead) {
        aead.seal(memory, adOffset, adLength, nonceOffset, nonceLength, at, length);
    }

    int open(Aead aead) {
        return aead.open(memory, adOffset, adLength, nonceOffset, nonceLength, at, length);
    }

    byte[] part(int partLength) {
        return Arrays.copyOfRange(memory, at, at + partLength);
    }

    private void assertNothingElseChanged(byte[] before, int room) {
        System.arraycopy(memory, at, before, at, room);
        if (!Arrays.equals(before, memory)) {
            throw new AssertionError("something else was written to");
        }
    }
}
