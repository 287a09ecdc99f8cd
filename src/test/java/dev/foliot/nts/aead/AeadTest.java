package dev.foliot.nts.aead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every algorithm. */
class AeadTest {
    private static final byte[] AD = Keys.bytes(1, 37);
    private static final int TAG = AeadAlgorithm.TAG_LENGTH;

    private static byte[] nonce(AeadAlgorithm algorithm) {
        return Keys.bytes(2, algorithm.nonceLength());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOpenedIsWhatWasSealedAtEveryLength(AeadAlgorithm algorithm) {
        Aead aead = Keys.keyed(algorithm, 3);
        for (int length = 0; length < 2200; length++) {
            byte[] text = Keys.bytes(length, length);
            byte[] sealed = Message.seal(aead, AD, nonce(algorithm), text);
            assertArrayEquals(text, Message.open(aead, AD, nonce(algorithm), sealed), () -> text.length + " bytes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLongestPartsAreSealedAndOpened(AeadAlgorithm algorithm) {
        Aead aead = Keys.keyed(algorithm, 3);
        byte[] longest = Keys.bytes(4, Aead.MAX_LENGTH);
        byte[] sealed = Message.seal(aead, longest, nonce(algorithm), longest);
        assertArrayEquals(longest, Message.open(aead, longest, nonce(algorithm), sealed));
    }

    @ParameterizedTest
    @EnumSource
    void aSingleBitThatIsWrongMakesAForgeryOfWhichNothingIsLeft(AeadAlgorithm algorithm) {
        Aead aead = Keys.keyed(algorithm, 3);
        byte[] nonce = nonce(algorithm);
        for (int length : new int[] {0, 1, 15, 16, 17, 100}) {
            byte[] sealed = Message.seal(aead, AD, nonce, Keys.bytes(5, length));
            assertNotNull(Message.open(aead, AD, nonce, sealed));
            for (int bit = 0; bit < AD.length * Byte.SIZE; bit++) {
                assertNull(Message.open(aead, flipped(AD, bit), nonce, sealed), "associated data");
            }
            for (int bit = 0; bit < nonce.length * Byte.SIZE; bit++) {
                assertNull(Message.open(aead, AD, flipped(nonce, bit), sealed), "nonce");
            }
            for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
                assertNull(Message.open(aead, AD, nonce, flipped(sealed, bit)), "ciphertext and tag");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSingleBitOfTheKeyThatIsWrongOpensNothing(AeadAlgorithm algorithm) {
        byte[] key = Keys.bytes(3, algorithm.keyLength());
        byte[] sealed = Message.seal(Keys.keyed(algorithm, 3), AD, nonce(algorithm), Keys.bytes(5, 40));
        Aead aead = algorithm.newAead();
        for (int bit = 0; bit < key.length * Byte.SIZE; bit++) {
            aead.rekey(flipped(key, bit), 0);
            assertNull(Message.open(aead, AD, nonce(algorithm), sealed));
        }
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] other = bytes.clone();
        other[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return other;
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCutOffLengthenedOrTooShortForATagIsForged(AeadAlgorithm algorithm) {
        Aead aead = Keys.keyed(algorithm, 3);
        byte[] nonce = nonce(algorithm);
        byte[] sealed = Message.seal(aead, AD, nonce, Keys.bytes(5, 40));
        for (int length = 0; length <= sealed.length + 20; length++) {
            byte[] other = Arrays.copyOf(sealed, length);
            assertEquals(length == sealed.length, Message.open(aead, AD, nonce, other) != null);
        }
        assertNull(Message.open(aead, Arrays.copyOf(AD, AD.length - 1), nonce, sealed));
        assertNull(Message.open(aead, Arrays.copyOf(AD, AD.length + 1), nonce, sealed));
        assertNull(Message.open(aead, AD, Arrays.copyOf(nonce, nonce.length - 1), sealed));
        assertNull(Message.open(aead, AD, Arrays.copyOf(nonce, nonce.length + 1), sealed));
        assertNull(Message.open(aead, AD, new byte[0], sealed));
    }

    @ParameterizedTest
    @EnumSource
    void everyKeyCountsFromWhenItIsGivenAndIsCopied(AeadAlgorithm algorithm) {
        Aead aead = Keys.keyed(algorithm, 3);
        byte[] text = Keys.bytes(5, 40);
        byte[] first = Message.seal(aead, AD, nonce(algorithm), text);
        byte[] key = Keys.bytes(6, algorithm.keyLength() + 9);
        aead.rekey(key, 9);
        Arrays.fill(key, (byte) 0);
        byte[] second = Message.seal(aead, AD, nonce(algorithm), text);

        assertNull(Message.open(aead, AD, nonce(algorithm), first));
        assertArrayEquals(text, Message.open(aead, AD, nonce(algorithm), second));
        aead.rekey(Keys.bytes(3, algorithm.keyLength()), 0);
        assertArrayEquals(text, Message.open(aead, AD, nonce(algorithm), first));
    }

    @ParameterizedTest
    @EnumSource
    void withoutAKeyNothingIsSealedOrOpened(AeadAlgorithm algorithm) {
        Aead aead = algorithm.newAead();
        Message message = new Message(AD, nonce(algorithm), new byte[40], TAG);
        assertThrows(IllegalStateException.class, () -> message.seal(aead));
        assertThrows(IllegalStateException.class, () -> message.open(aead));

        aead.rekey(Keys.bytes(3, algorithm.keyLength()), 0);
        byte[] sealed = Message.seal(aead, AD, nonce(algorithm), new byte[40]);
        aead.destroy();
        assertThrows(IllegalStateException.class, () -> message.seal(aead));
        assertThrows(IllegalStateException.class, () -> message.open(aead));

        aead.rekey(Keys.bytes(3, algorithm.keyLength()), 0);
        assertArrayEquals(new byte[40], Message.open(aead, AD, nonce(algorithm), sealed));
    }

    @ParameterizedTest
    @EnumSource
    void aNonceThatCannotBeIsRefusedBeforeAnythingIsSealed(AeadAlgorithm algorithm) {
        Aead aead = Keys.keyed(algorithm, 3);
        Message message = new Message(AD, new byte[0], Keys.bytes(5, 40), TAG);
        byte[] before = message.memory.clone();
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> message.seal(aead));
        assertEquals("nonce of 0 bytes; ", refusal.getMessage().substring(0, 18));
        assertArrayEquals(before, message.memory);
    }
}
