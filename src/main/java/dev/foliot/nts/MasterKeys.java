package dev.foliot.nts;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys that cookies are sealed with, as they are at one time. Immutable: who rotates them publishes another one.
 *
 * <p>Those after the current one are known ahead: their cookies, which other servers may already give out, are accepted,
 * and none is sealed with them yet.
 */
public final class MasterKeys {
    private final List<MasterKey> all;
    private final MasterKey current;

    /**
     * @param all oldest first, each identifier once
     * @param current which of them seals
     */
    public MasterKeys(List<MasterKey> all, MasterKey current) {
        Set<Integer> ids = new HashSet<>();
        for (MasterKey each : all) {
            if (!ids.add(each.id())) {
                throw new IllegalArgumentException("two master keys have the identifier " + hex(each.id()));
            }
        }
        if (!all.contains(current)) {
            throw new IllegalArgumentException("the current master key " + hex(current.id()) + " is not one of all");
        }
        this.all = List.copyOf(all);
        this.current = current;
    }

    /** The key that seals new cookies. */
    public MasterKey current() {
        return current;
    }

    /** The key of that identifier; null: unknown, or too old. */
    public MasterKey find(int id) {
        int index = indexOf(id);
        return index < 0 ? null : all.get(index);
    }

    /** Where the key of that identifier is among all; -1: nowhere. */
    int indexOf(int id) {
        // An iterator would be an object for each packet.
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id() == id) {
                return i;
            }
        }
        return -1;
    }

    /** Oldest first. */
    public List<MasterKey> all() {
        return all;
    }

    private static String hex(int id) {
        return String.format("%08x", id);
    }
}
