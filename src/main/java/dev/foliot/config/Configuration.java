package dev.foliot.config;

import dev.foliot.association.SourceParameters;
import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.discipline.LeapMode;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.server.ServerParameters;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A whole configuration, checked.
 *
 * @param sources whom to ask, in the order of the file
 * @param selection what makes a majority
 * @param discipline how the clock may be moved
 * @param clockControl whether this machine's clock is steered
 * @param driftFile where the oscillator's frequency is kept across restarts
 * @param controlSocket where the daemon answers {@code foliot status} and its kin
 * @param controlSocketMode permissions of that socket, as of chmod
 * @param logLevel what is logged
 * @param leapMode how leap seconds are made
 * @param leapSecondsList the list of leap seconds to go by, before what the sources announce
 * @param historyFile where the samples are left for the daemon that starts next
 * @param server what is served to others
 */
public record Configuration(
        List<SourceParameters> sources,
        SelectionParameters selection,
        DisciplineParameters discipline,
        ClockControl clockControl,
        Optional<Path> driftFile,
        Optional<Path> controlSocket,
        int controlSocketMode,
        System.Logger.Level logLevel,
        LeapMode leapMode,
        Optional<Path> leapSecondsList,
        Optional<Path> historyFile,
        ServerParameters server) {
    public static final ClockControl DEFAULT_CLOCK_CONTROL = ClockControl.AUTO;
    public static final Optional<Path> DEFAULT_DRIFT_FILE =
            Optional.of(SystemPaths.NATIVE.state().resolve("drift"));

    public static final Optional<Path> DEFAULT_HISTORY_FILE =
            Optional.of(SystemPaths.NATIVE.state().resolve("history.json"));

    public static final Optional<Path> DEFAULT_CONTROL_SOCKET =
            Optional.of(SystemPaths.NATIVE.run().resolve("observe.sock"));
    /** Whoever can reach the socket may ask: the daemon tells nothing secret there. */
    public static final int DEFAULT_CONTROL_SOCKET_MODE = 0666;

    public static final System.Logger.Level DEFAULT_LOG_LEVEL = System.Logger.Level.INFO;

    public static final LeapMode DEFAULT_LEAP_MODE = LeapMode.SYSTEM;

    /** How many servers all sources together may be; what waits for their answers has room for these. */
    public static final int MAX_SERVERS = 512;

    /** Who keeps the disciplined clock. */
    public enum ClockControl {
        /** The kernel's clock is steered where that is permitted; otherwise as {@link #NONE}. */
        AUTO,
        /** The kernel's clock is steered; a daemon that may not do so does not start. */
        KERNEL,
        /** The kernel's clock is left alone; a userspace clock stands in for it. */
        NONE
    }

    /** With leap seconds as usual, nothing left for the next start, and nothing served. */
    public Configuration(
            List<SourceParameters> sources,
            SelectionParameters selection,
            DisciplineParameters discipline,
            ClockControl clockControl,
            Optional<Path> driftFile,
            Optional<Path> controlSocket,
            int controlSocketMode,
            System.Logger.Level logLevel) {
        this(
                sources,
                selection,
                discipline,
                clockControl,
                driftFile,
                controlSocket,
                controlSocketMode,
                logLevel,
                DEFAULT_LEAP_MODE,
                Optional.empty(),
                Optional.empty(),
                ServerParameters.NONE);
    }

    /** The same, but for what is served. */
    public Configuration withServer(ServerParameters other) {
        return with(sources, other);
    }

    /** The same, but for whom to ask. */
    public Configuration withSources(List<SourceParameters> others) {
        return with(others, server);
    }

    private Configuration with(List<SourceParameters> newSources, ServerParameters newServer) {
        return new Configuration(
                newSources,
                selection,
                discipline,
                clockControl,
                driftFile,
                controlSocket,
                controlSocketMode,
                logLevel,
                leapMode,
                leapSecondsList,
                historyFile,
                newServer);
    }

    public Configuration {
        sources = List.copyOf(sources);
    }
}
