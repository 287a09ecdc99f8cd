package dev.foliot.nts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MasterKeysTest {
    private final MasterKey old = Partners.master(1);
    private final MasterKey current = Partners.master(2);

    @Test
    void aKeyIsFoundByItsIdentifier() {
        MasterKeys keys = new MasterKeys(List.of(old, current), current);

        assertSame(current, keys.current());
        assertSame(old, keys.find(1));
        assertNull(keys.find(3));
        assertEquals(List.of(old, current), keys.all());
    }

    @Test
    void identifiersOccurOnce() {
        List<MasterKey> twice = List.of(old, Partners.master(1));

        assertThrows(IllegalArgumentException.class, () -> new MasterKeys(twice, old));
    }

    @Test
    void theCurrentKeyIsOneOfAll() {
        List<MasterKey> without = List.of(old);

        assertThrows(IllegalArgumentException.class, () -> new MasterKeys(without, current));
    }

    @Test
    void nobodyAltersAKey() {
        byte[] bytes = current.key();
        byte[] before = bytes.clone();
        MasterKey copied = new MasterKey(9, bytes, 5);
        bytes[0]++;
        current.key()[0]++;
        copied.key()[0]++;

        assertArrayEquals(before, copied.key());
        assertArrayEquals(before, current.key());
        assertEquals(5, copied.usedFromS());
        assertThrows(IllegalArgumentException.class, () -> new MasterKey(9, new byte[31], 5));
    }
}
