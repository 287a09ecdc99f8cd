package dev.foliot.observability;

import java.util.List;

/**
 * Clients of the server at one moment.
 *
 * @param remembered how many are remembered
 * @param clients as many of them as were asked for, in that order
 */
public record ClientsSnapshot(int remembered, List<ClientSnapshot> clients) {
    public ClientsSnapshot {
        clients = List.copyOf(clients);
    }

    /** The first {@code limit} in an order. */
    public static ClientsSnapshot of(List<ClientSnapshot> all, ClientOrder order, int limit) {
        return new ClientsSnapshot(
                all.size(), all.stream().sorted(order.comparator()).limit(limit).toList());
    }
}
