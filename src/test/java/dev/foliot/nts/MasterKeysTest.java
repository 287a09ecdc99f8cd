package dev.foliot.nts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MasterKeysTest {
    private static final MasterKey OLD = key(1, 0x11);
    private static final MasterKey CURRENT = key(0xcafe0002, 0x22);
    private static final MasterKey NEXT = key(3, 0x33);

    private static MasterKey key(int id, int filling) {
        byte[] bytes = new byte[MasterKey.LENGTH];
        Arrays.fill(bytes, (byte) filling);
        return new MasterKey(id, bytes, 1000L * filling);
    }

    @Test
    void aKeyIsFoundByItsName() {
        MasterKeys keys = new MasterKeys(List.of(OLD, CURRENT, NEXT), CURRENT);
        for (MasterKey key : keys.all()) {
            assertSame(key, keys.find(key.id()));
        }
        assertNull(keys.find(4));
        assertSame(CURRENT, keys.current());
        assertFalse(keys.isEmpty());
    }

    @Test
    void withoutKeysThereIsNothingToFind() {
        assertTrue(MasterKeys.NONE.isEmpty());
        assertNull(MasterKeys.NONE.current());
        assertNull(MasterKeys.NONE.find(0));
    }

    @Test
    void twoKeysOfOneNameAreRefused() {
        List<MasterKey> twice = List.of(OLD, key(1, 0x44));
        assertThrows(IllegalArgumentException.class, () -> new MasterKeys(twice, OLD));
    }

    @Test
    void theCurrentKeyIsOneOfThem() {
        assertThrows(IllegalArgumentException.class, () -> new MasterKeys(List.of(OLD), CURRENT));
    }

    @Test
    void aKeyHasItsLength() {
        assertThrows(IllegalArgumentException.class, () -> new MasterKey(1, new byte[31], 0));
    }

    @Test
    void aKeyDoesNotChangeWithWhatItWasMadeOf() {
        byte[] bytes = new byte[MasterKey.LENGTH];
        MasterKey key = new MasterKey(1, bytes, 0);
        bytes[0] = 1;
        assertEquals(new MasterKey(1, new byte[MasterKey.LENGTH], 0), key);
        assertNotEquals(new MasterKey(1, bytes, 0), key);
    }

    @Test
    void noTextHoldsAKey() {
        String secret = HexFormat.of().formatHex(CURRENT.bytes()).substring(0, 8);
        String text = new MasterKeys(List.of(OLD, CURRENT), CURRENT).toString();
        assertTrue(text.contains("cafe0002"), text);
        assertFalse(text.contains(secret), text);
    }
}
