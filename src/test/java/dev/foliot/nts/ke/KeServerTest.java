package dev.foliot.nts.ke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.ke.KeServer.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole exchanges, as bytes by hand where a standard says which. */
class KeServerTest {
    private static final String NTPV4 = Messages.record("8001", "0000");
    private static final String COOKIE = Messages.record("0005", "00010203 04050607 08090a0b");

    private final KeServer server = new KeServer(EnumSet.allOf(AeadAlgorithm.class), Optional.empty(), 123);
    /** The context of each export, and how many bytes were wanted. */
    private final List<String> exported = new ArrayList<>();

    private final KeyExporter exporter = (label, context, length) -> {
        assertEquals("EXPORTER-network-time-security", label);
        exported.add(Messages.hex(context) + " " + length);
        byte[] key = new byte[length];
        key[0] = context[4];
        return key;
    };

    @Test
    void anExchangeByHand() {
        KeServer.Answer answer = answer(server, NTPV4 + Messages.record("8004", "0011 000f"));

        assertEquals(Outcome.AGREED, answer.outcome());
        assertEquals(
                NTPV4 + Messages.record("8004", "0011") + COOKIE.repeat(8) + Messages.END,
                Messages.hex(answer.message()));
        assertEquals(List.of("0000001100 64", "0000001101 64"), exported);
    }

    @Test
    void theNtpServerIsNamedWhereItIsAnother() {
        KeServer other = new KeServer(Set.of(AeadAlgorithm.AES_SIV_CMAC_256), Optional.of("ntp.example"), 1123);
        KeServer.Answer answer = answer(other, NTPV4 + Messages.record("8004", "0011 000f"));

        String negotiated = Messages.record("8006", "6e74702e6578616d706c65") + Messages.record("8007", "0463");
        assertEquals(
                NTPV4 + Messages.record("8004", "000f") + negotiated + COOKIE.repeat(8) + Messages.END,
                Messages.hex(answer.message()));
    }

    @Test
    void whoAsksForCompliantKeysOfGcmSivGetsThem() {
        KeServer.Answer answer =
                answer(server, NTPV4 + Messages.record("8004", "001e 000f") + Messages.record("0400", ""));

        assertEquals(
                NTPV4 + Messages.record("8004", "001e") + Messages.record("0400", "") + COOKIE.repeat(8) + Messages.END,
                Messages.hex(answer.message()));
        assertEquals(List.of("0000001e00 16", "0000001e01 16"), exported);
    }

    @Test
    void whoDoesNotGetsThoseOfOlderChrony() {
        KeServer.Answer answer = answer(server, NTPV4 + Messages.record("8004", "001e 000f"));

        assertEquals(
                NTPV4 + Messages.record("8004", "001e") + COOKIE.repeat(8) + Messages.END,
                Messages.hex(answer.message()));
        assertEquals(List.of("0000000f00 16", "0000000f01 16"), exported);
    }

    @Test
    void theWishForCompliantKeysMeansNothingToOtherAlgorithms() {
        KeServer.Answer answer = answer(server, NTPV4 + Messages.record("8004", "000f") + Messages.record("0400", ""));

        assertEquals(
                NTPV4 + Messages.record("8004", "000f") + COOKIE.repeat(8) + Messages.END,
                Messages.hex(answer.message()));
    }

    @Test
    void withoutSomethingInCommonThereAreNoKeys() {
        KeServer.Answer protocol = answer(server, Messages.record("8001", "8000"));
        KeServer.Answer algorithm = answer(server, NTPV4 + Messages.record("8004", "0001 0002"));

        assertEquals(Outcome.NO_COMMON_PROTOCOL, protocol.outcome());
        assertEquals("80010000" + Messages.END, Messages.hex(protocol.message()));
        assertEquals(Outcome.NO_COMMON_ALGORITHM, algorithm.outcome());
        assertEquals(NTPV4 + "80040000" + Messages.END, Messages.hex(algorithm.message()));
        assertTrue(exported.isEmpty());
    }

    @Test
    void errorsSayWhich() {
        KeServer.Answer unknown = answer(server, Messages.record("c000", ""));
        KeServer.Answer bad = answer(server, NTPV4);

        assertEquals(Outcome.REFUSED, unknown.outcome());
        assertEquals("800200020000" + Messages.END, Messages.hex(unknown.message()));
        assertEquals("800200020001" + Messages.END, Messages.hex(bad.message()));
        assertEquals("800200020002" + Messages.END, Messages.hex(ErrorCode.INTERNAL_SERVER_ERROR.message()));
    }

    @Test
    void everyServerHasTheMandatoryAlgorithm() {
        Set<AeadAlgorithm> without = Set.of(AeadAlgorithm.AES_128_GCM_SIV);

        assertThrows(IllegalArgumentException.class, () -> new KeServer(without, Optional.empty(), 123));
    }

    @ParameterizedTest
    @EnumSource
    void ourClientComesToTheSameKeys(AeadAlgorithm algorithm) {
        KeRequest request = KeRequest.ntpv4(List.of(algorithm));
        KeServer.Answer answer = answer(server, Messages.hex(request.message()).replaceAll("80000000$", ""));
        KeResponse response = KeResponse.judge(Messages.records(answer.message()), request)
                .response()
                .orElseThrow();
        response.keys(exporter);

        assertEquals(algorithm, response.algorithm());
        assertEquals(KeServer.COOKIES, response.cookies().size());
        assertEquals(4, exported.size());
        assertEquals(exported.subList(0, 2), exported.subList(2, 4));
        assertTrue(response.otherKeys(exporter).isEmpty());
    }

    private KeServer.Answer answer(KeServer from, String records) {
        return from.answer(Messages.records(records), exporter, keys -> Messages.bytes("000102030405060708090a0b"));
    }
}
