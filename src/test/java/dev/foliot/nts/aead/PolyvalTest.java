package dev.foliot.nts.aead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PolyvalTest {
    private static final byte[] KEY = HexFormat.of().parseHex("25629347589242761d31f826ba4b757b");
    private static final byte[] BLOCKS =
            HexFormat.of().parseHex("4f4f95668c83dfb6401762bb2d01a262d1a24ddd2721d006bbe45f20d3c9f362");

    private final Polyval polyval = new Polyval();

    private String sum() {
        Block sum = new Block();
        polyval.get(sum);
        return HexFormat.of().toHexDigits(sum.high) + HexFormat.of().toHexDigits(sum.low);
    }

    @Test
    void ofTheExampleInAppendixAOfRfc8452IsAsThere() {
        polyval.start(KEY, 0);
        polyval.add(BLOCKS, 0, BLOCKS.length);
        assertEquals("f7a3b47b846119fae5b7866cf5e5b77e", sum());
    }

    @Test
    void startsAnew() {
        polyval.start(BLOCKS, 0);
        polyval.add(KEY, 0, KEY.length);
        ofTheExampleInAppendixAOfRfc8452IsAsThere();
    }
}
