package dev.foliot.observability;

import java.util.Comparator;

/** Which clients come first. */
public enum ClientOrder {
    /** Those who asked most. */
    REQUESTS,
    /** Those who asked too much, most so. */
    LIMITED,
    /** Those who asked last. */
    LATEST;

    /** Ties go by the address. */
    Comparator<ClientSnapshot> comparator() {
        Comparator<ClientSnapshot> first = switch (this) {
            case REQUESTS -> Comparator.comparingLong(ClientSnapshot::requests).reversed();
            case LIMITED -> Comparator.comparingLong(ClientSnapshot::limited).reversed();
            case LATEST -> Comparator.comparingDouble(ClientSnapshot::lastAgeS);
        };
        return first.thenComparing(ClientSnapshot::address);
    }
}
