package dev.foliot.daemon;

import dev.foliot.discipline.Panic;
import dev.foliot.observability.SteeringState;
import dev.foliot.platform.Addresses;
import java.util.Collection;

/** Tells of it when the daemon begins or ceases to follow its sources. */
final class StateLog {
    private static final System.Logger LOG = System.getLogger(StateLog.class.getName());

    private final Synchroniser synchroniser;
    private SteeringState latest = SteeringState.UNSYNCHRONISED;

    StateLog(Synchroniser synchroniser) {
        this.synchroniser = synchroniser;
    }

    void turn(Collection<ServerSource> sources) {
        SteeringState state = synchroniser.state();
        if (state == latest) {
            return;
        }
        latest = state;
        switch (state) {
            case SYNCHRONISED -> LOG.log(System.Logger.Level.INFO, "synchronised to {0}", used(sources));
            case UNSYNCHRONISED -> LOG.log(System.Logger.Level.INFO, "no longer synchronised");
            case HOLDOVER ->
                LOG.log(
                        System.Logger.Level.INFO,
                        "no source is left to follow; going on by what is known of the oscillator");
            case PANIC -> {
                Panic panic = synchroniser.discipline().panic().orElseThrow();
                LOG.log(
                        System.Logger.Level.ERROR,
                        "panic: the clock is not steered; {0}; {1}",
                        panic.explanation(),
                        panic.remedy());
            }
        }
    }

    private static String used(Collection<ServerSource> sources) {
        return String.join(
                ", ",
                sources.stream()
                        .filter(source -> source.role.used())
                        .map(source -> Addresses.text(source.association.remote()))
                        .toList());
    }
}
