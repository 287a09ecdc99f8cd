package dev.foliot.keyset;

import dev.foliot.nts.MasterKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Keys for tests. */
final class SampleKeys {
    private SampleKeys() {}

    static List<MasterKey> of(long seed, int count) {
        Random random = new Random(seed);
        List<MasterKey> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[MasterKey.LENGTH];
            random.nextBytes(bytes);
            keys.add(new MasterKey(random.nextInt(), bytes, 1_790_000_000L + 86_400L * i));
        }
        return keys;
    }
}
