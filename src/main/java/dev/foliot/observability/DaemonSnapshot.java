package dev.foliot.observability;

import java.util.List;

/**
 * The daemon at one moment.
 *
 * @param version of the program
 * @param processId of the daemon
 * @param uptimeS since it started, in seconds
 * @param nowNs the clock that it disciplines, in nanoseconds since the Unix epoch
 * @param clock that clock
 * @param sources every source in use, in the order of the configuration
 * @param recording whether what it does is recorded
 * @param server what it serves to others
 */
public record DaemonSnapshot(
        String version,
        long processId,
        double uptimeS,
        long nowNs,
        ClockSnapshot clock,
        List<SourceSnapshot> sources,
        RecordingSnapshot recording,
        ServerSnapshot server) {
    public DaemonSnapshot {
        sources = List.copyOf(sources);
    }

    /** The same with what is served. */
    public DaemonSnapshot withServer(ServerSnapshot other) {
        return new DaemonSnapshot(version, processId, uptimeS, nowNs, clock, sources, recording, other);
    }
}
