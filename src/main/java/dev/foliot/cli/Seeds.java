package dev.foliot.cli;

import java.util.List;
import java.util.stream.IntStream;

/** Seeds as they are typed after {@code --seeds}: {@code 7}, or {@code 1-20}. */
final class Seeds {
    private static final int MOST = 10_000;

    private Seeds() {}

    /** The seeds that were asked for; {@code otherwise} when none were. */
    static List<Integer> of(Invocation call, List<Integer> otherwise) throws UsageException {
        String value = call.value("seeds");
        if (value == null) {
            return otherwise;
        }
        String[] ends = value.split("-", 2);
        try {
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            if (first >= 1 && last >= first && last - first < MOST) {
                return IntStream.rangeClosed(first, last).boxed().toList();
            }
        } catch (NumberFormatException e) {
            // The complaint below says what is expected.
        }
        throw new UsageException("--seeds: \"" + value + "\" is not a seed from 1 on, or a range as 1-20 of at most "
                + MOST + " of them");
    }
}
