package dev.foliot.nts.aead;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * POLYVAL of RFC 8452, section 3: a sum of blocks, each multiplied by a power of a secret one.
 *
 * <p>No address and no branch depends on what is multiplied. Polynomials over bits are multiplied by the integer
 * multiplier, as Thomas Pornin's BearSSL does: of each factor every fourth bit at a time, so that carries fall into the
 * three between, where they are masked. That gives the lower half of a product; the upper is the lower half of the product
 * of the factors back to front.
 */
final class Polyval {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EVERY_FOURTH = 0x1111_1111_1111_1111L;

    private long keyLow;
    private long keyHigh;
    private long keyLowReversed;
    private long keyHighReversed;
    private long low;
    private long high;

    /** Starts anew, with a key of 16 bytes. */
    void start(byte[] memory, int offset) {
        keyLow = (long) LONGS.get(memory, offset);
        keyHigh = (long) LONGS.get(memory, offset + Long.BYTES);
        keyLowReversed = Long.reverse(keyLow);
        keyHighReversed = Long.reverse(keyHigh);
        low = 0;
        high = 0;
    }

    /** Takes in a string, with zeroes up to a whole block. */
    void add(byte[] memory, int offset, int length) {
        int whole = length & -Block.LENGTH;
        for (int i = 0; i < whole; i += Block.LENGTH) {
            add((long) LONGS.get(memory, offset + i), (long) LONGS.get(memory, offset + i + Long.BYTES));
        }
        if (whole < length) {
            int half = Math.min(whole + Long.BYTES, length);
            add(partial(memory, offset + whole, offset + half), partial(memory, offset + half, offset + length));
        }
    }

    private static long partial(byte[] memory, int from, int to) {
        long value = 0;
        for (int i = to - 1; i >= from; i--) {
            value = value << Byte.SIZE | memory[i] & 0xff;
        }
        return value;
    }

    /** Takes in a block. */
    void add(long blockLow, long blockHigh) {
        low ^= blockLow;
        high ^= blockHigh;
        multiply();
    }

    /** The sum, as the bytes that it is; numbers here have their least significant byte first. */
    void get(Block sum) {
        sum.set(Long.reverseBytes(low), Long.reverseBytes(high));
    }

    void destroy() {
        keyLow = 0;
        keyHigh = 0;
        keyLowReversed = 0;
        keyHighReversed = 0;
        low = 0;
        high = 0;
    }

    /** Multiplies by the key and by x^-128, modulo x^128 + x^127 + x^126 + x^121 + 1. */
    private void multiply() {
        long lowReversed = Long.reverse(low);
        long highReversed = Long.reverse(high);
        // Karatsuba: two products of halves, and one of their sums, each of them 128 bits.
        long bottomLow = lowerProduct(low, keyLow);
        long bottomHigh = lowerProduct(lowReversed, keyLowReversed);
        long topLow = lowerProduct(high, keyHigh);
        long topHigh = lowerProduct(highReversed, keyHighReversed);
        long middleLow = lowerProduct(low ^ high, keyLow ^ keyHigh) ^ bottomLow ^ topLow;
        long middleHigh =
                lowerProduct(lowReversed ^ highReversed, keyLowReversed ^ keyHighReversed) ^ bottomHigh ^ topHigh;
        long word0 = bottomLow;
        long word1 = upperHalf(bottomHigh) ^ middleLow;
        long word2 = topLow ^ upperHalf(middleHigh);
        long word3 = upperHalf(topHigh);
        // Montgomery: multiples of the modulus, whose last 64 bits are 1, make the lower two words zero, one by one.
        word1 ^= word0 << 63 ^ word0 << 62 ^ word0 << 57;
        word2 ^= word0 ^ word0 >>> 1 ^ word0 >>> 2 ^ word0 >>> 7;
        low = word2 ^ word1 << 63 ^ word1 << 62 ^ word1 << 57;
        high = word3 ^ word1 ^ word1 >>> 1 ^ word1 >>> 2 ^ word1 >>> 7;
    }

    private static long upperHalf(long lowerOfReversed) {
        return Long.reverse(lowerOfReversed) >>> 1;
    }

    /** The lower 64 bits of the product of two polynomials. */
    private static long lowerProduct(long x, long y) {
        long x0 = x & EVERY_FOURTH;
        long x1 = x & EVERY_FOURTH << 1;
        long x2 = x & EVERY_FOURTH << 2;
        long x3 = x & EVERY_FOURTH << 3;
        long y0 = y & EVERY_FOURTH;
        long y1 = y & EVERY_FOURTH << 1;
        long y2 = y & EVERY_FOURTH << 2;
        long y3 = y & EVERY_FOURTH << 3;
        long z0 = x0 * y0 ^ x1 * y3 ^ x2 * y2 ^ x3 * y1;
        long z1 = x0 * y1 ^ x1 * y0 ^ x2 * y3 ^ x3 * y2;
        long z2 = x0 * y2 ^ x1 * y1 ^ x2 * y0 ^ x3 * y3;
        long z3 = x0 * y3 ^ x1 * y2 ^ x2 * y1 ^ x3 * y0;
        return z0 & EVERY_FOURTH | z1 & EVERY_FOURTH << 1 | z2 & EVERY_FOURTH << 2 | z3 & EVERY_FOURTH << 3;
    }
}
