package dev.foliot.nts.aead;

import java.util.Arrays;

/** AES-128-GCM-SIV (RFC 8452). The tag comes last. */
final class AesGcmSiv implements Aead {
    private static final AeadAlgorithm ALGORITHM = AeadAlgorithm.AES_128_GCM_SIV;
    private static final int TAG = AeadAlgorithm.TAG_LENGTH;
    /** So many blocks, of each of which the first half counts, are the two keys of a message (RFC 8452, section 4). */
    private static final int DERIVED = 4;

    private final Aes derivation = Aes.electronicCodeBook(ALGORITHM.keyLength());
    private final CounterMode counterMode = new CounterMode(ALGORITHM.keyLength(), Block::countFirst32);
    private final Polyval polyval = new Polyval();
    private final byte[] questions = new byte[DERIVED * Block.LENGTH];
    private final byte[] answers = new byte[DERIVED * Block.LENGTH];
    private final Block nonce = new Block();
    private final Block tag = new Block();
    private final Block rightTag = new Block();
    private final Block counter = new Block();
    private boolean keyed;

    @Override
    public AeadAlgorithm algorithm() {
        return ALGORITHM;
    }

    @Override
    public void rekey(byte[] memory, int offset) {
        Parts.checkKey(memory, offset, ALGORITHM.keyLength());
        derivation.rekey(memory, offset);
        keyed = true;
    }

    @Override
    public void seal(byte[] memory, int adOffset, int adLength, int nonceOffset, int nonceLength, int at, int length) {
        Parts.check(memory, adOffset, adLength, nonceOffset, nonceLength, at, length, TAG);
        Parts.checkKeyed(keyed);
        if (nonceLength != ALGORITHM.nonceLength()) {
            throw new IllegalArgumentException(
                    "nonce of " + nonceLength + " bytes; AES-GCM-SIV takes one of " + ALGORITHM.nonceLength());
        }
        deriveKeys(memory, nonceOffset);
        authenticate(memory, adOffset, adLength, at, length, tag);
        addStream(memory, at, length);
        tag.write(memory, at + length);
    }

    @Override
    public int open(byte[] memory, int adOffset, int adLength, int nonceOffset, int nonceLength, int at, int length) {
        Parts.check(memory, adOffset, adLength, nonceOffset, nonceLength, at, length, 0);
        Parts.checkKeyed(keyed);
        if (nonceLength == ALGORITHM.nonceLength() && length >= TAG) {
            int textLength = length - TAG;
            deriveKeys(memory, nonceOffset);
            tag.read(memory, at + textLength);
            addStream(memory, at, textLength);
            authenticate(memory, adOffset, adLength, at, textLength, rightTag);
            if (tag.isSame(rightTag)) {
                return textLength;
            }
        }
        Arrays.fill(memory, at, at + length, (byte) 0);
        return FORGED;
    }

    private void deriveKeys(byte[] memory, int nonceOffset) {
        for (int i = 0; i < DERIVED; i++) {
            int question = i * Block.LENGTH;
            questions[question] = (byte) i;
            System.arraycopy(memory, nonceOffset, questions, question + Integer.BYTES, ALGORITHM.nonceLength());
        }
        derivation.update(questions, 0, questions.length, answers);
        for (int i = 1; i < DERIVED; i++) {
            System.arraycopy(answers, i * Block.LENGTH, answers, i * Block.LENGTH / 2, Block.LENGTH / 2);
        }
        polyval.start(answers, 0);
        counterMode.rekey(answers, Block.LENGTH);
        // As the start of a block: a question, without the number of four bytes before it.
        nonce.read(questions, 0);
        nonce.set(nonce.high << Integer.SIZE | nonce.low >>> Integer.SIZE, nonce.low << Integer.SIZE);
    }

    private void authenticate(byte[] memory, int adOffset, int adLength, int at, int length, Block code) {
        polyval.add(memory, adOffset, adLength);
        polyval.add(memory, at, length);
        polyval.add((long) adLength * Byte.SIZE, (long) length * Byte.SIZE);
        polyval.get(code);
        code.xor(nonce);
        code.low &= ~0x80L;
        counterMode.encrypt(code);
    }

    private void addStream(byte[] memory, int at, int length) {
        counter.set(tag.high, tag.low | 0x80);
        counterMode.add(counter, memory, at, at, length);
    }

    @Override
    public void destroy() {
        keyed = false;
        derivation.destroy();
        counterMode.destroy();
        polyval.destroy();
        Arrays.fill(answers, (byte) 0);
    }
}
