package dev.foliot.cli;

import dev.foliot.observability.KeyExchangeSnapshot;
import dev.foliot.observability.ServerSnapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Collectors;

/** How NTS is served, as lines of the status. */
final class KeyExchangeText {
    private static final double S_PER_NS = 1e-9;
    private static final double LAST_DAYS_S = 7 * 86_400;

    private KeyExchangeText() {}

    static String of(ServerSnapshot server) {
        KeyExchangeSnapshot exchange = server.keyExchange();
        String requests = server.nts() + " authentic requests";
        if (exchange.listen().isEmpty()) {
            return requests + "; key exchange elsewhere";
        }
        String outcomes = exchange.outcomes().entrySet().stream()
                .filter(outcome -> outcome.getValue() > 0)
                .map(outcome -> outcome.getValue() + " " + outcome.getKey().replace('_', ' '))
                .collect(Collectors.joining(", "));
        return requests + "; key exchange at " + String.join(", ", exchange.listen())
                + (outcomes.isEmpty() ? ", none yet" : ": " + outcomes);
    }

    /** For how long the certificates are still valid; what is renewed by itself has been renewed before the last days. */
    static String certificates(KeyExchangeSnapshot exchange, long nowNs, Palette palette) {
        long untilS = exchange.certificatesUntilS();
        double leftS = untilS - nowNs * S_PER_NS;
        if (leftS < 0) {
            return palette.bad("not any more, since " + Format.duration(-leftS)) + ": clients refuse the certificate";
        }
        String left = "for " + Format.duration(leftS) + ", until " + day(untilS);
        return leftS < LAST_DAYS_S ? palette.warning(left) : left;
    }

    /** Certificates may end in the year 9999, where nanoseconds do not reach. */
    private static String day(long utcS) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(utcS), ZoneOffset.UTC).toString();
    }

    static String keys(KeyExchangeSnapshot exchange, long nowNs, Palette palette) {
        String error = exchange.keyError() == null ? "" : "; " + palette.bad(exchange.keyError());
        if (exchange.keyId() == null) {
            return palette.bad("none") + ", " + exchange.keySource() + error;
        }
        double nowS = nowNs * S_PER_NS;
        String age = Format.duration(Math.max(0, nowS - exchange.keyUsedFromS()));
        String next = exchange.nextKeyFromS() == null
                ? ""
                : ", next in " + Format.duration(Math.max(0, exchange.nextKeyFromS() - nowS));
        return exchange.keyId() + ", one of " + exchange.keyIds().size() + "; used for " + age + next
                + (exchange.rotatesKeys() ? "" : ", made elsewhere") + ", " + exchange.keySource() + error;
    }
}
