package dev.foliot.daemon;

import dev.foliot.platform.Orders;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Where what a person accepts waits for the loop, and the person for its answer. The loop never waits. */
final class Acceptances implements Orders {
    private static final long LONGEST_WAIT_MS = 1000;

    private final Runnable wakeLoop;
    private final AtomicReference<Acceptance> waiting = new AtomicReference<>();
    private Acceptance taken;

    private record Acceptance(double offsetS, CompletableFuture<Optional<String>> answer) {}

    /** @param wakeLoop makes the loop take its next turn now */
    Acceptances(Runnable wakeLoop) {
        this.wakeLoop = wakeLoop;
    }

    /**
     * The person's side.
     *
     * @return what stands against it, in words; empty when it is done
     */
    Optional<String> accept(double offsetS) {
        Acceptance acceptance = new Acceptance(offsetS, new CompletableFuture<>());
        if (!waiting.compareAndSet(null, acceptance)) {
            return Optional.of("somebody else is accepting it at this moment");
        }
        wakeLoop.run();
        try {
            return acceptance.answer.get(LONGEST_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            boolean withdrawn = waiting.compareAndSet(acceptance, null);
            return Optional.of(
                    withdrawn
                            ? "the daemon is busy, and has not done it"
                            : "the daemon is busy; 'foliot status' will tell what comes of it");
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public OptionalDouble acceptedOffsetS() {
        taken = waiting.getAndSet(null);
        return taken == null ? OptionalDouble.empty() : OptionalDouble.of(taken.offsetS);
    }

    /** The loop's side: what stands against what was accepted last. In a replay nobody waits for it. */
    void answer(Optional<String> objection) {
        if (taken != null) {
            taken.answer.complete(objection);
        }
    }
}
