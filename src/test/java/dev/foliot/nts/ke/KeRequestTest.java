package dev.foliot.nts.ke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.foliot.nts.aead.AeadAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeRequestTest {
    private static final String NTPV4 = Messages.record("8001", "0000");
    private static final String SIV = Messages.record("8004", "000f");

    @Test
    void aRequestHasItsBytes() {
        KeRequest request = KeRequest.ntpv4(List.of(AeadAlgorithm.AES_128_GCM_SIV, AeadAlgorithm.AES_SIV_CMAC_256))
                .withServer(Optional.of("ntp.example"), OptionalInt.of(1123));

        assertEquals(
                "800100020000" + "80040004001e000f" + "04000000" + "0006000b6e74702e6578616d706c65" + "000700020463"
                        + "80000000",
                Messages.hex(request.message()));
    }

    @Test
    void withoutGcmSivThereIsNothingToSayOfItsKeys() {
        KeRequest request = KeRequest.ntpv4(List.of(AeadAlgorithm.AES_SIV_CMAC_256));

        assertEquals("800100020000" + "80040002000f" + "80000000", Messages.hex(request.message()));
    }

    @ParameterizedTest
    @CsvSource({
        // Nothing at all; no protocol; one in three bytes; not critical; twice.
        "'', NO_PROTOCOL",
        "8004 0002 000f, NO_PROTOCOL",
        "8001 0000 8004 0002 000f, NO_PROTOCOL",
        "8001 0003 000000 8004 0002 000f, NO_PROTOCOL",
        "0001 0002 0000 8004 0002 000f, NO_PROTOCOL",
        "8001 0002 0000 8001 0002 0000 8004 0002 000f, REPEATED_RECORD",
        // Algorithms: none; an empty list; half a number; twice.
        "8001 0002 0000, NO_ALGORITHM",
        "8001 0002 0000 8004 0000, NO_ALGORITHM",
        "8001 0002 8000 8004 0000, NO_ALGORITHM",
        "8001 0002 0000 8004 0003 000f00, NO_ALGORITHM",
        "8001 0002 0000 0004 0002 000f 0004 0002 000f, REPEATED_RECORD",
        // What only servers send.
        "8001 0002 0000 8004 0002 000f 8002 0002 0000, RECORD_OF_A_RESPONSE",
        "8001 0002 0000 8004 0002 000f 8003 0002 0000, RECORD_OF_A_RESPONSE",
        "8001 0002 0000 8004 0002 000f 0005 0004 00000000, RECORD_OF_A_RESPONSE",
        // Critical and unknown, beside whatever else is wrong.
        "8001 0002 0000 8004 0002 000f c000 0000, UNKNOWN_CRITICAL_RECORD",
        "c000 0000, UNKNOWN_CRITICAL_RECORD",
        // A server name with a space, an empty one, two of them; ports of one byte, and 0.
        "8001 0002 0000 8004 0002 000f 0006 0003 612062, MALFORMED_RECORD",
        "8001 0002 0000 8004 0002 000f 0006 0000, MALFORMED_RECORD",
        "8001 0002 0000 8004 0002 000f 0006 0001 61 0006 0001 61, REPEATED_RECORD",
        "8001 0002 0000 8004 0002 000f 0007 0001 7b, MALFORMED_RECORD",
        "8001 0002 0000 8004 0002 000f 0007 0002 007b 0007 0002 007b, REPEATED_RECORD",
        "8001 0002 0000 8004 0002 000f 0007 0002 0000, MALFORMED_RECORD",
        "8001 0002 0000 8004 0002 000f 0400 0001 00, MALFORMED_RECORD",
    })
    void whatIsWrongWithARequestIsFound(String records, RequestFault fault) {
        assertEquals(
                Optional.of(fault), KeRequest.read(Messages.records(records)).fault());
    }

    @Test
    void orderAndUnknownRecordsDoNotMatter() {
        String unknown = Messages.record("4242", "01 02 03");
        KeRequest request = read(SIV + unknown + NTPV4 + unknown);

        assertEquals(KeRequest.ntpv4(List.of(AeadAlgorithm.AES_SIV_CMAC_256)), request);
    }

    @Test
    void anotherProtocolNeedsNoAlgorithm() {
        KeRequest request = read(Messages.record("8001", "8001"));

        assertEquals(List.of(0x8001), request.protocols());
        assertEquals(List.of(), request.algorithms());
    }

    @Test
    void aServerIsAnAddressOrAHostName() {
        KeRequest request = KeRequest.ntpv4(List.of(AeadAlgorithm.AES_SIV_CMAC_256));
        for (String good : List.of("192.0.2.1", "2001:db8::1", "xn--bcher-kva.example")) {
            assertEquals(
                    Optional.of(good),
                    request.withServer(Optional.of(good), OptionalInt.empty()).ntpServer());
        }
        for (String bad : List.of("", "fe80::1%eth0", "a b", "bücher.example", "a".repeat(256))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> request.withServer(Optional.of(bad), OptionalInt.empty()),
                    bad);
        }
    }

    @Property(tries = 300)
    void requestsAreReadAsTheyWereWritten(@ForAll("requests") KeRequest request) {
        assertEquals(
                Optional.of(request),
                KeRequest.read(Messages.records(request.message())).request());
    }

    @Property(tries = 1000)
    void anyRecordsAreARequestOrAFault(@ForAll("anyRecords") String records) {
        KeRequest.Reading reading = KeRequest.read(Messages.records(records));

        assertEquals(reading.request().isEmpty(), reading.fault().isPresent());
        KeResponse.Judgement judgement =
                KeResponse.judge(Messages.records(records), KeRequest.ntpv4(List.of(AeadAlgorithm.values())));
        assertEquals(judgement.response().isEmpty(), judgement.fault().isPresent());
    }

    @Provide
    Arbitrary<KeRequest> requests() {
        Arbitrary<List<Integer>> numbers =
                Arbitraries.integers().between(0, 0xffff).list().ofMinSize(1).ofMaxSize(9);
        Arbitrary<Optional<String>> server = Arbitraries.strings()
                .withChars("az09.-:")
                .ofMinLength(1)
                .ofMaxLength(255)
                .optional();
        Arbitrary<OptionalInt> port = Arbitraries.integers()
                .between(1, 0xffff)
                .optional()
                .map(p -> p.map(OptionalInt::of).orElse(OptionalInt.empty()));
        return Combinators.combine(numbers, numbers, Arbitraries.of(true, false), server, port)
                .as(KeRequest::new);
    }

    @Provide
    Arbitrary<String> anyRecords() {
        Arbitrary<String> head = Arbitraries.oneOf(
                Arbitraries.of("8001", "8004", "0004", "0005", "8006", "8007", "0400", "8002", "8003"),
                Arbitraries.integers().between(1, 0x7fff).map(type -> String.format("%04x", type)));
        Arbitrary<byte[]> body = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
                Arbitraries.of(new byte[2], new byte[] {0, 15}, new byte[] {0, 30}, new byte[100]));
        return Combinators.combine(head, body)
                .as((type, bytes) -> Messages.record(type, Messages.hex(bytes)))
                .list()
                .ofMaxSize(8)
                .map(records -> String.join("", records));
    }

    private static KeRequest read(String records) {
        return KeRequest.read(Messages.records(records)).request().orElseThrow();
    }
}
