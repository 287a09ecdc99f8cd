package dev.foliot.observability;

import java.util.Comparator;

/** Which clients come first. */
public enum ClientOrder {
    /** Those who asked most. */
    REQUESTS(Comparator.comparingLong(ClientSnapshot::requests).reversed()),
    /** Those who asked too much, most so. */
    LIMITED(Comparator.comparingLong(ClientSnapshot::limited).reversed()),
    /** Those who asked last. */
    LATEST(Comparator.comparingDouble(ClientSnapshot::lastAgeS));

    private final Comparator<ClientSnapshot> comparator;

    ClientOrder(Comparator<ClientSnapshot> comparator) {
        this.comparator = comparator.thenComparing(ClientSnapshot::address);
    }

    /** Ties go by the address. */
    public Comparator<ClientSnapshot> comparator() {
        return comparator;
    }
}
