package dev.foliot.nts.aead;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** 16 bytes as one number, most significant byte first. */
final class Block {
    static final int LENGTH = 16;

    /** Eight bytes of an array, anywhere in it, as a number. */
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    long high;
    long low;

    void set(long newHigh, long newLow) {
        high = newHigh;
        low = newLow;
    }

    void set(Block other) {
        set(other.high, other.low);
    }

    void read(byte[] memory, int offset) {
        set((long) LONGS.get(memory, offset), (long) LONGS.get(memory, offset + Long.BYTES));
    }

    /** Less than 16 bytes, a bit that is set, and zeroes: padding as CMAC and S2V have it. */
    void readPadded(byte[] memory, int offset, int length) {
        set(0, 0);
        for (int i = 0; i < LENGTH; i++) {
            int octet = i < length ? memory[offset + i] & 0xff : i == length ? 0x80 : 0;
            high = high << Byte.SIZE | low >>> Long.SIZE - Byte.SIZE;
            low = low << Byte.SIZE | octet;
        }
    }

    void write(byte[] memory, int offset) {
        LONGS.set(memory, offset, high);
        LONGS.set(memory, offset + Long.BYTES, low);
    }

    void xor(Block other) {
        high ^= other.high;
        low ^= other.low;
    }

    /** Adds this to the 16 bytes there. */
    void xorOnto(byte[] memory, int offset) {
        LONGS.set(memory, offset, (long) LONGS.get(memory, offset) ^ high);
        LONGS.set(memory, offset + Long.BYTES, (long) LONGS.get(memory, offset + Long.BYTES) ^ low);
    }

    /** Multiplies by x in the field of 2^128 elements that CMAC counts in (RFC 5297, section 2.3), without a branch. */
    void dbl() {
        long reduction = high >> 63 & 0x87;
        high = high << 1 | low >>> 63;
        low = low << 1 ^ reduction;
    }

    /** Adds one to the last 64 bits, most significant byte first. */
    void countLast64() {
        low++;
    }

    /** Adds one to the first 32 bits, least significant byte first and without a carry (RFC 8452, section 4). */
    void countFirst32() {
        int first = Integer.reverseBytes((int) (high >>> Integer.SIZE)) + 1;
        high = (long) Integer.reverseBytes(first) << Integer.SIZE | high & 0xffff_ffffL;
    }

    /** Whether both are the same, in a time that does not tell where they differ. */
    boolean isSame(Block other) {
        return ((high ^ other.high) | (low ^ other.low)) == 0;
    }
}
