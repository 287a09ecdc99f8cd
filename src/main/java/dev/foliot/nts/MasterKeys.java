package dev.foliot.nts;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys that cookies are sealed with, as they are at one time. Immutable; whoever keeps them publishes another when
 * time has come, so that the server's threads need to know nothing of time.
 */
public final class MasterKeys {
    /** Before any are known: no cookie can be opened, none can be made. */
    public static final MasterKeys NONE = new MasterKeys();

    private final MasterKey[] keys;
    private final List<MasterKey> all;
    private final MasterKey current;

    private MasterKeys() {
        keys = new MasterKey[0];
        all = List.of();
        current = null;
    }

    /**
     * @param all oldest first, each id once; what comes after the current one is accepted and not used yet
     * @param current one of them
     */
    public MasterKeys(List<MasterKey> all, MasterKey current) {
        Set<Integer> ids = new HashSet<>();
        for (MasterKey key : all) {
            if (!ids.add(key.id())) {
                throw new IllegalArgumentException(String.format("two keys are called %08x", key.id()));
            }
        }
        if (!all.contains(current)) {
            throw new IllegalArgumentException("the current key is none of them");
        }
        this.keys = all.toArray(new MasterKey[0]);
        this.all = List.of(keys);
        this.current = current;
    }

    public boolean isEmpty() {
        return keys.length == 0;
    }

    /** What new cookies are sealed with; null when there are none. */
    public MasterKey current() {
        return current;
    }

    /** The key of that name; null when it is unknown, or too old. */
    public MasterKey find(int id) {
        // The newest first, which most cookies are of.
        for (int i = keys.length - 1; i >= 0; i--) {
            if (keys[i].id() == id) {
                return keys[i];
            }
        }
        return null;
    }

    /** Oldest first. */
    public List<MasterKey> all() {
        return all;
    }

    /** The names of the keys; never the keys. */
    @Override
    public String toString() {
        return "current " + current + " of " + all;
    }
}
