package dev.foliot.server;

import java.util.Arrays;

/** What addresses get, by ranges: each from where it begins to where the next one does. */
final class AddressRanges {
    private static final Refusal[] REFUSALS = Refusal.values();
    private static final byte ANSWERED = -1;

    /** Where ranges begin, with the sign bit turned over so that signed comparison has the order of addresses. */
    private final long[] highs;

    private final long[] lows;
    private final byte[] refusals;

    private AddressRanges(long[] highs, long[] lows, byte[] refusals) {
        this.highs = highs;
        this.lows = lows;
        this.refusals = refusals;
    }

    /** Of ranges that all have the upper half 0: those of IPv4. */
    Refusal find(long low) {
        long wanted = low ^ AccessList.SIGN;
        int first = 0;
        for (int behind = lows.length; behind - first > 1; ) {
            int middle = (first + behind) >>> 1;
            if (lows[middle] <= wanted) {
                first = middle;
            } else {
                behind = middle;
            }
        }
        return refusal(first);
    }

    Refusal find(long high, long low) {
        long wantedHigh = high ^ AccessList.SIGN;
        long wantedLow = low ^ AccessList.SIGN;
        int first = 0;
        for (int behind = lows.length; behind - first > 1; ) {
            int middle = (first + behind) >>> 1;
            long at = highs[middle];
            if (at < wantedHigh || (at == wantedHigh && lows[middle] <= wantedLow)) {
                first = middle;
            } else {
                behind = middle;
            }
        }
        return refusal(first);
    }

    private Refusal refusal(int range) {
        byte refusal = refusals[range];
        return refusal == ANSWERED ? null : REFUSALS[refusal];
    }

    /** Takes ranges in order. */
    static final class Builder {
        private final long[] highs;
        private final long[] lows;
        private final byte[] refusals;
        private int count;

        /** @param most how many ranges there can be */
        Builder(int most) {
            highs = new long[most];
            lows = new long[most];
            refusals = new byte[most];
        }

        /** From here on; takes the place of what was said of the same address before. */
        void from(long high, long low, Refusal refusal) {
            boolean again = count > 0
                    && highs[count - 1] == (high ^ AccessList.SIGN)
                    && lows[count - 1] == (low ^ AccessList.SIGN);
            count += again ? 0 : 1;
            highs[count - 1] = high ^ AccessList.SIGN;
            lows[count - 1] = low ^ AccessList.SIGN;
            refusals[count - 1] = refusal == null ? ANSWERED : (byte) refusal.ordinal();
        }

        AddressRanges build() {
            return new AddressRanges(
                    Arrays.copyOf(highs, count), Arrays.copyOf(lows, count), Arrays.copyOf(refusals, count));
        }
    }
}
