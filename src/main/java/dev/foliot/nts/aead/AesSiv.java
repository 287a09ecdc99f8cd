package dev.foliot.nts.aead;

import java.util.Arrays;

/** AES-SIV (RFC 5297) with two strings of associated data, the second of them the nonce. The tag comes first. */
final class AesSiv implements Aead {
    private static final int TAG = AeadAlgorithm.TAG_LENGTH;

    private final AeadAlgorithm algorithm;
    final StringToVector strings;
    private final CounterMode counterMode;
    private final Block tag = new Block();
    private final Block rightTag = new Block();
    private final Block counter = new Block();
    /** The cipher's part of the key until there is a text: a request has none, and a key costs more than anything else. */
    private final byte[] waitingKey;

    private boolean keyWaits;
    private boolean keyed;

    AesSiv(AeadAlgorithm algorithm) {
        this.algorithm = algorithm;
        strings = new StringToVector(algorithm.keyLength() / 2);
        waitingKey = new byte[algorithm.keyLength() / 2];
        counterMode = new CounterMode(algorithm.keyLength() / 2, Block::countLast64);
    }

    @Override
    public AeadAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public void rekey(byte[] memory, int offset) {
        Parts.checkKey(memory, offset, algorithm.keyLength());
        strings.rekey(memory, offset);
        System.arraycopy(memory, offset + waitingKey.length, waitingKey, 0, waitingKey.length);
        keyWaits = true;
        keyed = true;
    }

    @Override
    public void seal(byte[] memory, int adOffset, int adLength, int nonceOffset, int nonceLength, int at, int length) {
        Parts.check(memory, adOffset, adLength, nonceOffset, nonceLength, at, length, TAG);
        Parts.checkKeyed(keyed);
        if (nonceLength == 0) {
            throw new IllegalArgumentException("nonce of 0 bytes; AES-SIV takes one of any other length");
        }
        start(memory, adOffset, adLength, nonceOffset, nonceLength);
        sealText(memory, at, length);
    }

    @Override
    public int open(byte[] memory, int adOffset, int adLength, int nonceOffset, int nonceLength, int at, int length) {
        Parts.check(memory, adOffset, adLength, nonceOffset, nonceLength, at, length, 0);
        Parts.checkKeyed(keyed);
        if (nonceLength == 0 || length < TAG) {
            Arrays.fill(memory, at, at + length, (byte) 0);
            return FORGED;
        }
        start(memory, adOffset, adLength, nonceOffset, nonceLength);
        return openText(memory, at, length);
    }

    private void start(byte[] memory, int adOffset, int adLength, int nonceOffset, int nonceLength) {
        strings.start();
        strings.add(memory, adOffset, adLength);
        strings.add(memory, nonceOffset, nonceLength);
    }

    /** With the associated data that {@link #strings} has taken in. */
    void sealText(byte[] memory, int at, int length) {
        strings.finish(memory, at, length, tag);
        System.arraycopy(memory, at, memory, at + TAG, length);
        tag.write(memory, at);
        addStream(memory, at + TAG, at + TAG, length);
    }

    /** As {@link #sealText}, the other way round. */
    int openText(byte[] memory, int at, int length) {
        int textLength = length - TAG;
        tag.read(memory, at);
        addStream(memory, at + TAG, at, textLength);
        strings.finish(memory, at, textLength, rightTag);
        if (tag.isSame(rightTag)) {
            return textLength;
        }
        Arrays.fill(memory, at, at + length, (byte) 0);
        return FORGED;
    }

    private void addStream(byte[] memory, int from, int to, int length) {
        if (length == 0) {
            return;
        }
        if (keyWaits) {
            counterMode.rekey(waitingKey, 0);
            forgetWaitingKey();
        }
        // The tag without two of its bits, so that no count has a carry beyond 31 bits (RFC 5297, section 2.5).
        counter.set(tag.high, tag.low & 0x7fff_ffff_7fff_ffffL);
        counterMode.add(counter, memory, from, to, length);
    }

    private void forgetWaitingKey() {
        Arrays.fill(waitingKey, (byte) 0);
        keyWaits = false;
    }

    @Override
    public void destroy() {
        keyed = false;
        strings.destroy();
        forgetWaitingKey();
        counterMode.destroy();
    }
}
