package dev.foliot.keyset;

import dev.foliot.nts.MasterKey;
import dev.foliot.nts.MasterKeys;
import java.util.List;
import java.util.OptionalLong;

/**
 * What there is to know of the keys of cookies, without the keys.
 *
 * @param source where they are kept, for a person
 * @param current the id of the key that new cookies are sealed with, in hexadecimal; empty: there are no keys
 * @param ids of all keys that are accepted, oldest first
 * @param usedFromS since when the current key is used, in seconds since the Unix epoch
 * @param nextS when the next key will be; empty: it is not known yet
 * @param rotating whether this machine makes the new keys
 * @param error why the keys cannot be read, written or copied now; empty: they can
 */
public record KeySetStatus(
        String source,
        String current,
        List<String> ids,
        OptionalLong usedFromS,
        OptionalLong nextS,
        boolean rotating,
        String error) {
    static KeySetStatus of(KeyStore store, MasterKeys keys, OptionalLong nextS, String error) {
        List<String> ids = keys.all().stream().map(KeySetStatus::name).toList();
        boolean none = keys.isEmpty();
        return new KeySetStatus(
                store.description(),
                none ? "" : name(keys.current()),
                ids,
                none ? OptionalLong.empty() : OptionalLong.of(keys.current().usedFromS()),
                nextS,
                store.isOurs(),
                error);
    }

    private static String name(MasterKey key) {
        return String.format("%08x", key.id());
    }
}
