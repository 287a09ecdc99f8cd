package dev.foliot.observability;

import dev.foliot.keyexchange.ExchangeOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Key exchange for NTS, and the keys of cookies, at one moment. Counts are since the daemon started.
 *
 * @param listen where key exchanges are answered; empty: only cookies from elsewhere are accepted
 * @param connections at this moment
 * @param outcomes what became of connections, by the name of the {@link ExchangeOutcome} in lower case
 * @param certificatesUntilS until when the certificates that are shown are valid, all of them, in seconds since the Unix
 *     epoch; null: none are
 * @param keySource where the keys are kept, for a person; null: NTS is not served
 * @param keyId of the key that new cookies are sealed with, in hexadecimal; null: there are no keys
 * @param keyIds of all keys that are accepted, oldest first
 * @param keyUsedFromS since when the current key is used, in seconds since the Unix epoch; null: there is none
 * @param nextKeyFromS when the next key will be used; null: it is not known yet
 * @param rotatesKeys whether this machine makes the new keys
 * @param keyError why the keys cannot be read or written now; null: they can
 */
public record KeyExchangeSnapshot(
        List<String> listen,
        int connections,
        Map<String, Long> outcomes,
        Long certificatesUntilS,
        String keySource,
        String keyId,
        List<String> keyIds,
        Long keyUsedFromS,
        Long nextKeyFromS,
        boolean rotatesKeys,
        String keyError) {
    /** NTS is not served. */
    public static final KeyExchangeSnapshot NONE = new KeyExchangeSnapshot(
            List.of(), 0, outcomes(outcome -> 0), null, null, null, List.of(), null, null, false, null);

    public KeyExchangeSnapshot {
        listen = List.copyOf(listen);
        keyIds = List.copyOf(keyIds);
    }

    /** Counts by name. */
    public static Map<String, Long> outcomes(ToLongFunction<ExchangeOutcome> count) {
        Map<String, Long> outcomes = new LinkedHashMap<>();
        for (ExchangeOutcome outcome : ExchangeOutcome.values()) {
            outcomes.put(outcome.name().toLowerCase(Locale.ROOT), count.applyAsLong(outcome));
        }
        return outcomes;
    }
}
