package dev.foliot.nts.ke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.nts.aead.AeadAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeResponseTest {
    private static final String AGREED = Messages.record("8001", "0000") + Messages.record("8004", "000f");
    private static final String COOKIE = Messages.record("0005", "00".repeat(100));
    private static final KeRequest REQUEST =
            KeRequest.ntpv4(List.of(AeadAlgorithm.AES_128_GCM_SIV, AeadAlgorithm.AES_SIV_CMAC_256));

    @Test
    void aResponseByHand() {
        KeResponse response = accept(COOKIE
                + AGREED
                + Messages.record("0006", "6e7470")
                + Messages.record("4321", "ff")
                + COOKIE
                + Messages.record("8007", "0463"));

        assertEquals(AeadAlgorithm.AES_SIV_CMAC_256, response.algorithm());
        assertEquals(2, response.cookies().size());
        assertEquals(Optional.of("ntp"), response.ntpServer());
        assertEquals(OptionalInt.of(1123), response.ntpPort());
    }

    @ParameterizedTest
    @CsvSource({
        "'', MALFORMED",
        "8001 0000, NO_NTPV4",
        "8001 0002 8000, NO_NTPV4",
        "8001 0004 0000 0001 8004 0002 000f, NO_NTPV4",
        "0001 0002 0000 8004 0002 000f, MALFORMED",
        "8001 0001 00 8004 0002 000f, MALFORMED",
        "8001 0002 0000 8001 0002 0000, REPEATED_RECORD",
        "8001 0002 0000 8004 0002 000f 8004 0002 001e, REPEATED_RECORD",
        "8001 0002 0000 8004 0002 000f 8006 0001 61 8006 0001 62, REPEATED_RECORD",
        "8001 0002 0000 8004 0002 000f 8007 0002 007b 8007 0002 007c, REPEATED_RECORD",
        "8001 0002 0000, MALFORMED",
        "8001 0002 0000 8004 0000, NO_COMMON_ALGORITHM",
        "8001 0002 0000 8004 0004 000f 001e, MALFORMED",
        "8001 0002 0000 8004 0001 0f, MALFORMED",
        "8001 0002 0000 8004 0002 0011, ALGORITHM_NOT_OFFERED",
        "8001 0002 0000 8004 0002 ffff, ALGORITHM_NOT_OFFERED",
        "8001 0002 0000 8004 0002 000f, NO_COOKIES",
        "8001 0002 0000 8004 0002 000f c000 0000, UNKNOWN_CRITICAL_RECORD",
        "8001 0002 0000 8004 0002 000f 0006 0000, BAD_SERVER_NAME",
        "8001 0002 0000 8004 0002 000f 0006 0002 6100, BAD_SERVER_NAME",
        "8001 0002 0000 8004 0002 000f 0007 0002 0000, BAD_PORT",
        "8001 0002 0000 8004 0002 000f 0007 0000, BAD_PORT",
        "8001 0002 0000 8004 0002 000f 0400 0001 00, MALFORMED",
        "8002 0002 0000, REQUEST_NOT_UNDERSTOOD",
        "8002 0002 0001, REQUEST_REFUSED",
        "8002 0002 0002, SERVER_FAILED",
        "8002 0002 0003, UNKNOWN_ERROR",
        "8002 0002 8001, UNKNOWN_ERROR",
        "8002 0000, MALFORMED",
        "0002 0002 0001, REQUEST_REFUSED",
        "8003 0002 0000, WARNING",
    })
    void whatIsWrongWithAResponseIsFound(String records, ResponseFault fault) {
        assertEquals(Optional.of(fault), judge(records).fault());
    }

    @Test
    void anErrorCountsWhateverIsBesideIt() {
        String good = AGREED + COOKIE;

        assertEquals(
                Optional.of(ResponseFault.SERVER_FAILED),
                judge(good + Messages.record("8002", "0002")).fault());
    }

    /** Of 0 bytes, 1, less than a field has, not whole words, more than a packet holds. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 13, 101, 1028, 65_000})
    void aCookieThatNoPacketCarriesIsRefused(int length) {
        String cookie = Messages.record("0005", "00".repeat(length));

        assertEquals(
                Optional.of(ResponseFault.UNUSABLE_COOKIE),
                judge(AGREED + COOKIE + cookie).fault());
    }

    @Test
    void aCookieOf65535BytesIsLongerThanAMessage() {
        byte[] message = Messages.bytes(AGREED + Messages.record("0005", "00".repeat(65_535)) + Messages.END);
        MessageReader reader = new MessageReader(MessageReader.RESPONSE_LIMIT);

        assertEquals(ResponseFault.TOO_LONG, ResponseFault.of(reader.read(message, 0, message.length)));
    }

    @Test
    void noMoreThanEightCookiesAreTaken() {
        assertEquals(8, accept(AGREED + COOKIE.repeat(20)).cookies().size());
    }

    @Test
    void aServerThatDoesNotSayWhichKeysItHasMayHaveEither() {
        List<String> contexts = new ArrayList<>();
        KeyExporter exporter = (label, context, length) -> {
            contexts.add(Messages.hex(context));
            return new byte[length];
        };
        String gcmSiv = Messages.record("8001", "0000") + Messages.record("8004", "001e") + COOKIE;
        KeResponse silent = accept(gcmSiv);
        silent.keys(exporter);
        assertTrue(silent.otherKeys(exporter).isPresent());
        KeResponse compliant = accept(gcmSiv + Messages.record("0400", ""));
        compliant.keys(exporter);

        assertEquals(
                List.of("0000000f00", "0000000f01", "0000001e00", "0000001e01", "0000001e00", "0000001e01"), contexts);
        assertEquals(Optional.empty(), compliant.otherKeys(exporter));
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultIsASentence(ResponseFault fault) {
        assertFalse(fault.sentence().isBlank());
    }

    @Test
    void whatDidNotComeWholeIsAFault() {
        assertNull(ResponseFault.of(MessageReader.Progress.COMPLETE));
        assertNotNull(ResponseFault.of(MessageReader.Progress.UNFINISHED));
        assertEquals(ResponseFault.MALFORMED, ResponseFault.of(MessageReader.Progress.MALFORMED));
    }

    private static KeResponse accept(String records) {
        return judge(records).response().orElseThrow();
    }

    private static KeResponse.Judgement judge(String records) {
        return KeResponse.judge(Messages.records(records), REQUEST);
    }
}
