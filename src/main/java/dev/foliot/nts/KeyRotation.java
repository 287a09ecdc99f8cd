package dev.foliot.nts;

import dev.foliot.time.ClockReading;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decides which key is used when, and when a new one is made. Keys are a list, oldest first: those that are not used any
 * more, the current one, and the next, which is made when the current one begins to be used. So every machine that shares
 * the list has a whole interval to learn of a key before any machine seals a cookie with it.
 *
 * <p>The time of day says when to go on to the next key, and it may be wrong. All that it can do is that: only the last
 * key of a list may be waiting, whatever the times are that stand beside the keys. A new key comes with the time of day,
 * or a whole interval of monotonic time after the one before; and never before half of one, once a new key has been seen
 * in this run. So no clock, wherever it jumps, drives out more than one key in half an interval, nor stops the rotation
 * of a machine that goes on running.
 *
 * <p>Not thread-safe.
 */
public final class KeyRotation {
    private static final long NS_PER_S = 1_000_000_000;

    private final KeyRotationParameters parameters;
    private List<MasterKey> keys = List.of();
    private MasterKeys published = MasterKeys.NONE;
    private long lastCameNs;
    private boolean lastIsNew;
    private boolean lastIsUsed;

    public KeyRotation(KeyRotationParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * These keys hold from now on, be they our own or another machine's.
     *
     * @param newKeys oldest first; not empty
     */
    public void adopt(List<MasterKey> newKeys, ClockReading now) {
        if (newKeys.isEmpty()) {
            throw new IllegalArgumentException("no keys");
        }
        if (keys.isEmpty() || last(keys).id() != last(newKeys).id()) {
            lastIsNew = !keys.isEmpty();
            lastIsUsed = false;
            lastCameNs = now.monotonicNs();
        }
        keys = List.copyOf(newKeys);
        publish(now);
    }

    /** The keys as they were adopted, oldest first. */
    public List<MasterKey> all() {
        return keys;
    }

    /** The keys to seal and open with now; the same object as before, as long as nothing has changed. */
    public MasterKeys keys(ClockReading now) {
        if (!keys.isEmpty() && !current(now).equals(published.current())) {
            publish(now);
        }
        return published;
    }

    /**
     * The keys that shall take the place of those there are; to be {@linkplain #adopt adopted} once they have been stored
     * where others, and this machine after a restart, find them. Empty while there is nothing to do.
     *
     * @param timeIsKnown whether the time of day has been set by what knows it
     * @param random fills arrays with numbers that nobody can foretell
     */
    public Optional<List<MasterKey>> rotated(ClockReading now, boolean timeIsKnown, Consumer<byte[]> random) {
        if (!parameters.makesKeys()) {
            return Optional.empty();
        }
        long nowS = seconds(now);
        if (keys.isEmpty()) {
            MasterKey first = newKey(List.of(), nowS, random);
            return Optional.of(List.of(first, newKey(List.of(first), nowS + parameters.intervalS(), random)));
        }
        if (!due(now, timeIsKnown)) {
            return Optional.empty();
        }
        List<MasterKey> rotated = new ArrayList<>(keys);
        rotated.add(newKey(keys, nowS + parameters.intervalS(), random));
        int surplus = Math.max(0, rotated.size() - parameters.staleKeyCount() - 2);
        return Optional.of(List.copyOf(rotated.subList(surplus, rotated.size())));
    }

    /** When the next key will be used, in seconds since the Unix epoch, as far as the time of day decides. */
    public OptionalLong nextRotationS() {
        return keys.size() < 2 || lastIsUsed
                ? OptionalLong.empty()
                : OptionalLong.of(last(keys).usedFromS());
    }

    private boolean due(ClockReading now, boolean timeIsKnown) {
        long usedFromS = last(keys).usedFromS();
        long heldNs = now.monotonicNs() - lastCameNs;
        long intervalNs = parameters.intervalS() * NS_PER_S;
        if (lastIsNew && heldNs < intervalNs / 2) {
            return false;
        }
        // Made by a clock that was far ahead, or for a longer interval: its time would never come, or much too late.
        boolean farAhead = timeIsKnown && usedFromS > seconds(now) + 2 * parameters.intervalS();
        return seconds(now) >= usedFromS || heldNs >= intervalNs || farAhead;
    }

    /** What has been used goes on being used, though the clock be set back, until there is a newer one. */
    private MasterKey current(ClockReading now) {
        MasterKey last = last(keys);
        lastIsUsed |= keys.size() == 1 || seconds(now) >= last.usedFromS();
        return lastIsUsed ? last : keys.get(keys.size() - 2);
    }

    private void publish(ClockReading now) {
        published = new MasterKeys(keys, current(now));
    }

    private static MasterKey newKey(List<MasterKey> beside, long usedFromS, Consumer<byte[]> random) {
        byte[] bytes = new byte[MasterKey.LENGTH];
        random.accept(bytes);
        byte[] name = new byte[Integer.BYTES];
        random.accept(name);
        int id = ByteBuffer.wrap(name).getInt();
        Set<Integer> taken = new HashSet<>();
        beside.forEach(key -> taken.add(key.id()));
        while (taken.contains(id)) {
            id++;
        }
        return new MasterKey(id, bytes, Math.max(0, usedFromS));
    }

    private static MasterKey last(List<MasterKey> keys) {
        return keys.get(keys.size() - 1);
    }

    private static long seconds(ClockReading now) {
        return Math.floorDiv(now.utcNs(), NS_PER_S);
    }
}
