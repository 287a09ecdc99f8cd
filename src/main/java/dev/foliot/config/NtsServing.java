package dev.foliot.config;

import dev.foliot.keyexchange.KeyExchangeParameters;
import dev.foliot.keyset.KeySetParameters;
import java.util.List;

/**
 * How NTS is served.
 *
 * @param keyExchange servers of key exchange; none where another machine, which shares the keys, does that
 * @param keySet the keys of cookies
 */
public record NtsServing(List<KeyExchangeParameters> keyExchange, KeySetParameters keySet) {
    public NtsServing {
        keyExchange = List.copyOf(keyExchange);
    }
}
