package dev.foliot.daemon;

import dev.foliot.discipline.Panic;
import dev.foliot.observability.SteeringState;
import dev.foliot.platform.Addresses;
import dev.foliot.selection.SourceRole;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** Tells of it when the daemon begins or ceases to follow its sources, and why one has no say before that. */
final class StateLog {
    private static final System.Logger LOG = System.getLogger(StateLog.class.getName());

    private final Synchroniser synchroniser;
    private SteeringState latest = SteeringState.UNSYNCHRONISED;

    /** The sources whose impossible time has been told of: once each, however often they change it. */
    private final Set<ServerSource> told = Collections.newSetFromMap(new WeakHashMap<>());

    StateLog(Synchroniser synchroniser) {
        this.synchroniser = synchroniser;
    }

    void turn(Collection<ServerSource> sources) {
        for (ServerSource source : sources) {
            if (source.role == SourceRole.IMPOSSIBLE_TIME && told.add(source)) {
                LOG.log(System.Logger.Level.WARNING, "{0}: {1}", source.name(), source.role.explanation());
            }
        }
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
