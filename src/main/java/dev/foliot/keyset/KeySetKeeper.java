package dev.foliot.keyset;

import dev.foliot.nts.KeyRotation;
import dev.foliot.nts.MasterKey;
import dev.foliot.nts.MasterKeys;
import dev.foliot.time.ClockReading;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Has the keys of cookies ready for the server's threads: reads them from where they are kept, follows them there, and
 * makes new ones when {@link KeyRotation} says so and it is this machine's turn. It does so on a thread of its own, from
 * {@link #start} on; the other methods may be called from any.
 *
 * <p>Where the keys are kept may be out of reach, or hold nonsense: then the keys known so far hold. A machine that shares
 * its keys never makes any that it cannot hand to the others; with none known yet it has none.
 */
public final class KeySetKeeper implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(KeySetKeeper.class.getName());

    private static final long LONGEST_POLL_MS = 5_000;
    private static final long SHORTEST_POLL_MS = 100;
    private static final int POLLS_AN_INTERVAL = 20;

    /** How long a shared store that is out of reach is left alone at most, as a multiple of the time between looks. */
    private static final int LONGEST_BACK_OFF = 12;

    private static final int POLLS_A_LEASE = 6;
    private static final long SHORTEST_LEASE_S = 2;
    private static final long LONGEST_END_MS = 5_000;

    private final KeyRotation rotation;
    private final KeyStore store;
    /** What a shared store has said last, for a start without it. */
    private final Optional<FileStore> cache;

    private final Supplier<ClockReading> clock;
    private final Consumer<byte[]> random;
    private final boolean shared;
    private final long pollMs;
    private final Trouble trouble = new Trouble("the keys of cookies");
    private final Trouble rotationTrouble = new Trouble("new keys of cookies");
    private final Trouble cacheTrouble = new Trouble("the copy of the keys of cookies");
    private final Thread thread = new Thread(this::run, "keys");
    private long pauseMs;
    private boolean wokenUp;
    private boolean stopped;
    private volatile boolean timeIsKnown;
    private volatile MasterKeys keys = MasterKeys.NONE;
    private volatile KeySetStatus status;

    /**
     * @param self the name of this machine, for the operators of a farm; asked on the thread of the keeper
     * @param clock the clock that is served
     * @param random fills arrays with numbers that nobody can foretell
     */
    public KeySetKeeper(
            KeySetParameters parameters, Supplier<String> self, Supplier<ClockReading> clock, Consumer<byte[]> random) {
        this.rotation = new KeyRotation(parameters.rotation());
        this.clock = clock;
        this.random = random;
        this.pollMs = pollMs(parameters.rotation().intervalS());
        this.shared = parameters.etcd().isPresent();
        this.store = store(parameters, self);
        this.cache = shared ? parameters.storage().map(file -> new FileStore(file, true)) : Optional.empty();
        this.status = KeySetStatus.of(store, keys, rotation.nextRotationS(), "");
        thread.setDaemon(true);
    }

    /** Often enough that a short interval is kept to, and seldom enough not to be noticed. */
    private static long pollMs(long intervalS) {
        return intervalS == 0
                ? LONGEST_POLL_MS
                : Math.max(SHORTEST_POLL_MS, Math.min(LONGEST_POLL_MS, intervalS * 1000 / POLLS_AN_INTERVAL));
    }

    private KeyStore store(KeySetParameters parameters, Supplier<String> self) {
        boolean ours = parameters.rotation().makesKeys();
        if (shared) {
            long leaseS = Math.max(SHORTEST_LEASE_S, POLLS_A_LEASE * pollMs / 1000);
            return new EtcdStore(parameters.etcd().get(), ours, self, leaseS);
        }
        return parameters.storage().isPresent()
                ? new FileStore(parameters.storage().get(), ours)
                : new NoStore();
    }

    /**
     * Begins to keep. What can be known at once is known when this returns: keys of this machine alone, or a copy of those
     * that it shares.
     *
     * @param onFailure called when the thread has ended by a fault of its own
     */
    public void start(Runnable onFailure) {
        LOG.log(Level.INFO, "the keys of cookies are kept in {0}", store.description());
        if (shared) {
            cache.ifPresent(this::readCache);
        } else {
            turn();
        }
        thread.setUncaughtExceptionHandler((ended, fault) -> {
            LOG.log(Level.ERROR, "the keys of cookies are not kept any more, by a fault", fault);
            onFailure.run();
        });
        thread.start();
    }

    private void readCache(FileStore file) {
        try {
            file.look().ifPresent(found -> rotation.adopt(found, clock.get()));
            keys = rotation.keys(clock.get());
        } catch (IOException e) {
            cacheTrouble.is(Reason.of(e));
        }
    }

    /** What to seal and open cookies with now; {@link MasterKeys#NONE} while none are known. Never waits. */
    public MasterKeys keys() {
        return keys;
    }

    public KeySetStatus status() {
        return status;
    }

    /** Whether the clock has been set by what knows the time; until somebody says so, it has not. */
    public void setTimeIsKnown(boolean known) {
        timeIsKnown = known;
    }

    /** Looks now for what has changed, and does not wait for its time. */
    synchronized void wakeUp() {
        wokenUp = true;
        notifyAll();
    }

    private void run() {
        try {
            do {
                turn();
            } while (await());
        } catch (InterruptedException e) {
            // close() has no patience with a request that is under way.
        }
    }

    /** Returns whether there is more to do. */
    private synchronized boolean await() throws InterruptedException {
        long endNs = System.nanoTime() + pauseMs * 1_000_000;
        while (!stopped && !wokenUp) {
            long leftMs = (endNs - System.nanoTime() + 999_999) / 1_000_000;
            if (leftMs <= 0) {
                break;
            }
            wait(leftMs);
        }
        wokenUp = false;
        return !stopped;
    }

    private void turn() {
        ClockReading now = clock.get();
        try {
            Optional<List<MasterKey>> seen = store.look();
            seen.ifPresent(found -> adopt(found, now));
            trouble.isOver();
            pauseMs = pollMs;
        } catch (InterruptedIOException e) {
            return; // by close()
        } catch (IOException e) {
            trouble.is(Reason.of(e));
            pauseMs = shared ? Math.min(Math.max(pauseMs, pollMs) * 2, LONGEST_BACK_OFF * pollMs) : pollMs;
        }
        if (store.isOurs()) {
            rotate(now);
        }
        keys = rotation.keys(now);
        String error = Stream.of(trouble, rotationTrouble, cacheTrouble)
                .map(Trouble::reason)
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse("");
        status = KeySetStatus.of(store, keys, rotation.nextRotationS(), error);
    }

    private void rotate(ClockReading now) {
        // A store that has lost its keys gets them back: our clients, and the other machines, need not notice.
        boolean lost = store.isEmpty() && !rotation.all().isEmpty();
        Optional<List<MasterKey>> next =
                lost ? Optional.of(rotation.all()) : rotation.rotated(now, timeIsKnown, random);
        try {
            if (next.isPresent()) {
                boolean replaced = store.replace(next.get());
                rotationTrouble.isOver();
                if (replaced) {
                    adopt(next.get(), now);
                }
            }
        } catch (InterruptedIOException e) {
            // by close()
        } catch (IOException e) {
            rotationTrouble.is(Reason.of(e));
        }
    }

    private void adopt(List<MasterKey> adopted, ClockReading now) {
        if (adopted.equals(rotation.all())) {
            return;
        }
        rotation.adopt(adopted, now);
        LOG.log(Level.DEBUG, "{0}: {1}", store.description(), adopted);
        cache.ifPresent(file -> copy(adopted, file));
    }

    private void copy(List<MasterKey> adopted, FileStore file) {
        try {
            file.write(adopted);
            cacheTrouble.isOver();
        } catch (IOException e) {
            cacheTrouble.is(Reason.of(e));
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            stopped = true;
            notifyAll();
        }
        if (shared) {
            thread.interrupt(); // out of waiting for an answer; whoever writes a file is let finish
        }
        try {
            thread.join(LONGEST_END_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
