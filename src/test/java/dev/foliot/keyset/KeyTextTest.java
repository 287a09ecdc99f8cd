package dev.foliot.keyset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.nts.KeyRotationParameters;
import dev.foliot.nts.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTextTest {
    private static final String KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private static final String VALID =
            "{\"version\":1,\"keys\":[{\"id\":\"0a1b2c3d\",\"used_from_s\":1790000000,\"key\":\"" + KEY + "\"}]}";

    @Test
    void aTextIsReadAsItSays() throws IOException {
        byte[] bytes = HexFormat.of().parseHex(KEY);
        assertEquals(List.of(new MasterKey(0x0a1b2c3d, bytes, 1_790_000_000)), KeyText.read(VALID));
    }

    @Property(tries = 100)
    void whatIsWrittenIsRead(@ForAll long seed, @ForAll @IntRange(min = 1, max = 66) int count) throws IOException {
        List<MasterKey> keys = SampleKeys.of(seed, count);
        String text = KeyText.write(keys);
        assertEquals(keys, KeyText.read(text));
        assertTrue(text.length() < KeyText.LONGEST);
    }

    @Test
    void theDocumentedExampleIsRead() throws IOException {
        String page = Files.readString(Path.of("docs/nts-farm.md"));
        Matcher example = Pattern.compile("(?s)```json\n(.*?)```").matcher(page);
        assertTrue(example.find());
        assertEquals(KeyText.write(KeyText.read(example.group(1))), example.group(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\":1, | '' | it has no version",
                "\"version\":1 | \"version\":2 | it is of version 2, not 1",
                "\"version\":1 | \"version\":\"1\" | $.version: string where number should be",
                "\"version\":1 | \"versoin\":1 | $: there is no field \"versoin\"",
                "\"version\":1, | \"version\":1,\"version\":1, | $: \"version\" twice",
                "\"id\" | \"key\":\"\",\"id\" | $.keys[0].key: not 64 hexadecimal digits",
                "\"key\" | \"id\":\"0a1b2c3d\",\"key\" | $.keys[0]: \"id\" twice",
                "\"id\" | \"name\" | $.keys[0]: there is no field \"name\"",
                "0a1b2c3d | 0A1B2C3D | $.keys[0].id: not 8 hexadecimal digits in lower case",
                "\"0a1b2c3d\" | 7 | $.keys[0].id: number where string should be",
                "ddeeff\" | ddee\" | $.keys[0].key: not 64 hexadecimal digits in lower case",
                "1790000000 | -1 | $.keys[0].used_from_s: not a whole number of seconds from 1970 on",
                "1790000000 | 1.5 | $.keys[0].used_from_s: not a whole number of seconds from 1970 on",
                "1790000000 | 99999999999999 | $.keys[0].used_from_s: not a whole number of seconds from 1970 on",
                "\"used_from_s\":1790000000, | '' | $.keys[0]: id, used_from_s and key must be there",
                "}]} | }]}{} | it is not JSON: malformed JSON at line 1",
                "}]} | }] | it ends before its end",
                "{\"version\" | [\"version\" | begin array where begin object should be",
            })
    void whatIsNotJustSoIsRefusedWithItsPlace(String part, String other, String reason) {
        assertTrue(VALID.contains(part), part);
        IOException e = assertThrows(IOException.class, () -> KeyText.read(VALID.replace(part, other)));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        assertFalse(e.getMessage().contains("00112233"), e.getMessage());
    }

    @Test
    void keysAreThereOnceEachAndNotTooMany() {
        IOException none = assertThrows(IOException.class, () -> KeyText.read("{\"version\":1,\"keys\":[]}"));
        assertEquals("it has no keys", none.getMessage());
        MasterKey key = SampleKeys.of(1, 1).get(0);
        IOException twice = assertThrows(IOException.class, () -> KeyText.read(KeyText.write(List.of(key, key))));
        assertEquals("$.keys[1]: the second key of this id", twice.getMessage());
        List<MasterKey> many = SampleKeys.of(1, KeyRotationParameters.MOST_KEYS + 1);
        IOException tooMany = assertThrows(IOException.class, () -> KeyText.read(KeyText.write(many)));
        assertEquals("it has more than 66 keys", tooMany.getMessage());
    }

    @Property(tries = 2000)
    void aDamagedTextIsRefusedOrIsAnotherKeyAndNothingElseHappens(
            @ForAll @IntRange(min = 0, max = 200) int at, @ForAll char c) {
        StringBuilder text = new StringBuilder(VALID);
        text.setCharAt(Math.min(at, VALID.length() - 1), c);
        try {
            assertEquals(1, KeyText.read(text.toString()).size());
        } catch (IOException e) {
            assertFalse(e.getMessage().isEmpty());
        }
    }
}
