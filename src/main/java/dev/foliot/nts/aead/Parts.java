package dev.foliot.nts.aead;

/** Whether the parts of a message are within their array, no longer than allowed, and the text apart from the others. */
final class Parts {
    private Parts() {}

    /** @param growth how many bytes the text is going to need beyond its {@code length} */
    static void check(
            byte[] memory,
            int adOffset,
            int adLength,
            int nonceOffset,
            int nonceLength,
            int at,
            int length,
            int growth) {
        checkPart("associated data", memory, adOffset, adLength, Aead.MAX_LENGTH, 0);
        checkPart("nonce", memory, nonceOffset, nonceLength, Aead.MAX_LENGTH, 0);
        checkPart("text", memory, at, length, Aead.MAX_LENGTH + AeadAlgorithm.TAG_LENGTH - growth, growth);
        checkApart("associated data", adOffset, adLength, at, length + growth);
        checkApart("nonce", nonceOffset, nonceLength, at, length + growth);
    }

    private static void checkPart(String name, byte[] memory, int offset, int length, int longest, int growth) {
        if (length < 0 || length > longest) {
            throw new IllegalArgumentException(name + " of " + length + " bytes; 0 to " + longest + " are allowed");
        }
        if (offset < 0 || offset > memory.length - length - growth) {
            throw new IllegalArgumentException(name + " at " + offset + ", of " + length + " bytes"
                    + (growth == 0 ? "" : " and " + growth + " more for its tag") + ", is not within an array of "
                    + memory.length);
        }
    }

    private static void checkApart(String name, int offset, int length, int at, int room) {
        if (length > 0 && room > 0 && offset < at + room && at < offset + length) {
            throw new IllegalArgumentException(name + " at " + offset + ", of " + length
                    + " bytes, would be overwritten by the text at " + at + ", for which " + room + " are needed");
        }
    }

    /** Whether a key of that length is within its array. */
    static void checkKey(byte[] memory, int offset, int length) {
        checkPart("key", memory, offset, length, length, 0);
    }

    static void checkKeyed(boolean keyed) {
        if (!keyed) {
            throw new IllegalStateException("there is no key yet");
        }
    }
}
