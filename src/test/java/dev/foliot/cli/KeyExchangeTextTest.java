package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.observability.KeyExchangeSnapshot;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyExchangeTextTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-12-25T12:00:00Z | for 30 d 0 h, until 2026-12-25",
                "2026-11-26T12:00:00Z | for 1 d 0 h, until 2026-11-26",
                "2026-11-25T10:00:00Z | not any more, since 2 h 0 min: clients refuse the certificate",
                "9999-12-31T23:59:59Z | for 2912114 d 11 h, until 9999-12-31"
            })
    void howLongCertificatesAreStillValid(Instant until, String text) {
        KeyExchangeSnapshot exchange = new KeyExchangeSnapshot(
                List.of(),
                0,
                KeyExchangeSnapshot.outcomes(outcome -> 0),
                until.getEpochSecond(),
                "",
                "",
                List.of(),
                0L,
                null,
                true,
                null);
        assertEquals(
                text, KeyExchangeText.certificates(exchange, NOW.getEpochSecond() * 1_000_000_000L, Palette.PLAIN));
    }
}
