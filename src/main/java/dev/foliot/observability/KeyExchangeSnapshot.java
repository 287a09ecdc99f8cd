package dev.foliot.observability;

import java.util.List;
import java.util.Map;

/**
 * Key exchange for NTS, and the keys of cookies, at one moment. Counts are since the daemon started.
 *
 * @param listen where key exchanges are answered; empty: only cookies from elsewhere are accepted
 * @param connections at this moment
 * @param outcomes what became of connections, by name
 * @param keySource where the keys are kept, for a person
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
        String keySource,
        String keyId,
        List<String> keyIds,
        Long keyUsedFromS,
        Long nextKeyFromS,
        boolean rotatesKeys,
        String keyError) {
    public KeyExchangeSnapshot {
        listen = List.copyOf(listen);
        keyIds = List.copyOf(keyIds);
    }
}
