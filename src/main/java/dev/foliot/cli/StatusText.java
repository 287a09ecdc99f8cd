package dev.foliot.cli;

import dev.foliot.observability.ClockSnapshot;
import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.LeapSnapshot;
import dev.foliot.observability.RecordingSnapshot;
import dev.foliot.observability.ServerSnapshot;
import dev.foliot.observability.SourceSnapshot;
import dev.foliot.observability.SteeringSnapshot;
import dev.foliot.selection.SourceRole;
import dev.foliot.server.Outcome;
import dev.foliot.server.ServerParameters;
import dev.foliot.time.LeapIndicator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A daemon at a glance, as text. */
final class StatusText {
    private StatusText() {}

    static String of(DaemonSnapshot daemon, Palette palette) {
        ClockSnapshot clock = daemon.clock();
        Table table = new Table().left("").left("");
        table.row("Time ", Format.utc(daemon.nowNs()));
        table.row("Clock ", clock.backend() + ": " + clock.control());
        table.row("Offset ", offset(clock));
        table.row("Error ", clockError(clock));
        table.row("Frequency ", frequency(clock));
        table.row("Reference ", reference(daemon));
        table.row("Sources ", sources(daemon.sources()));
        table.row("Stratum ", stratum(clock));
        table.row("Leap ", leap(clock.leap()) + list(clock.leapSecond()));
        table.row("Updates ", updates(clock));
        if (clock.suspends() > 0) {
            table.row("Suspended ", suspended(clock));
        }
        table.row(
                "Daemon ",
                "foliot " + daemon.version() + ", process " + daemon.processId() + ", up "
                        + Format.duration(daemon.uptimeS()));
        if (!daemon.server().listen().isEmpty()) {
            table.row("Server ", server(daemon.server()));
            table.row("Answered ", outcomes(daemon.server(), true));
            table.row("Dropped ", outcomes(daemon.server(), false) + lost(daemon.server()));
        }
        if (daemon.server().keyExchange().keySource() != null) {
            table.row("NTS ", KeyExchangeText.of(daemon.server()));
            if (daemon.server().keyExchange().certificatesUntilS() != null) {
                table.row(
                        "Certified ",
                        KeyExchangeText.certificates(daemon.server().keyExchange(), daemon.nowNs(), palette));
            }
            table.row("Keys ", KeyExchangeText.keys(daemon.server().keyExchange(), daemon.nowNs(), palette));
        }
        if (daemon.recording().file() != null) {
            table.row("Recording ", recording(daemon.recording(), palette));
        }
        return headline(daemon, palette) + "\n\n" + table.render(palette);
    }

    /** The same in one line. */
    static String line(DaemonSnapshot daemon) {
        return headline(daemon, Palette.PLAIN).replace("\n", "; ");
    }

    private static String headline(DaemonSnapshot daemon, Palette palette) {
        ClockSnapshot clock = daemon.clock();
        SteeringSnapshot steering = clock.steering();
        return switch (steering.state()) {
            case PANIC ->
                palette.bad("Panic") + ": the clock is not steered\n" + steering.panic() + "\n"
                        + steering.panicRemedy();
            case UNSYNCHRONISED -> palette.bad("Not synchronised") + ": waiting for " + clock.waitingFor();
            case HOLDOVER -> bound(clock, palette) + "\n" + holdover(clock, palette);
            case SYNCHRONISED -> bound(clock, palette);
        };
    }

    private static String bound(ClockSnapshot clock, Palette palette) {
        String bound = Format.known(clock.errorBoundS(), Format::seconds);
        return clock.steered()
                ? palette.good("Synchronised") + ": this machine's clock is within " + bound + " of true time"
                : palette.warning("Observing only") + ": true time is known to within " + bound
                        + "; this machine's clock is not set";
    }

    private static String holdover(ClockSnapshot clock, Palette palette) {
        SteeringSnapshot steering = clock.steering();
        return palette.warning("Holdover") + " for " + Format.known(steering.holdoverS(), Format::duration)
                + ": no source can be used, the bound grows by "
                + Format.known(steering.errorBoundGrowthPpm(), Format::ppm) + "\nWaiting for " + clock.waitingFor();
    }

    private static String offset(ClockSnapshot clock) {
        if (clock.offsetS() == null) {
            return "not known yet";
        }
        String side = clock.offsetS() > 0 ? " (behind)" : clock.offsetS() < 0 ? " (ahead)" : "";
        String slew = clock.slewPpm() == 0 ? "" : ", being slewed away at " + Format.signedPpm(clock.slewPpm());
        return Format.signedSeconds(clock.offsetS())
                + error(clock.offsetErrorS() == null ? null : Format.seconds(clock.offsetErrorS()))
                + side
                + slew;
    }

    /** What statistics expect, and what cannot be ruled out: the latter is a promise. */
    private static String clockError(ClockSnapshot clock) {
        return clock.expectedErrorS() == null
                ? "not known yet"
                : Format.seconds(clock.expectedErrorS()) + " expected, by statistics; "
                        + Format.known(clock.errorBoundS(), Format::seconds)
                        + " at most, with delays as asymmetric as can be";
    }

    private static String frequency(ClockSnapshot clock) {
        return Format.signedPpm(clock.frequencyPpm())
                + error(clock.frequencyErrorPpm() == null ? null : Format.ppm(clock.frequencyErrorPpm()));
    }

    private static String error(String known) {
        return known == null ? "" : " ± " + known;
    }

    private static String reference(DaemonSnapshot daemon) {
        return daemon.sources().stream()
                .filter(source -> source.role() == SourceRole.SELECTED)
                .findFirst()
                .map(source -> SourceNames.whole(source) + ", stratum " + source.stratum())
                .orElse("none");
    }

    private static String sources(List<SourceSnapshot> sources) {
        Map<SourceRole, Integer> counts = new EnumMap<>(SourceRole.class);
        sources.forEach(source -> counts.merge(source.role(), 1, Integer::sum));
        long used = sources.stream().filter(source -> source.role().used()).count();
        List<String> parts = new ArrayList<>();
        counts.forEach((role, count) -> {
            if (!role.used()) {
                parts.add(count + " " + role.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        });
        return used + " of " + sources.size() + " used" + (parts.isEmpty() ? "" : "; " + String.join(", ", parts));
    }

    private static String stratum(ClockSnapshot clock) {
        if (clock.rootDelayS() == null || clock.rootDispersionS() == null) {
            return String.valueOf(clock.stratum());
        }
        return clock.stratum() + ", reference " + clock.referenceId() + ", root delay "
                + Format.seconds(clock.rootDelayS()) + ", root dispersion " + Format.seconds(clock.rootDispersionS());
    }

    private static String leap(LeapIndicator leap) {
        return switch (leap) {
            case NONE -> "none announced";
            case INSERT -> "a second will be inserted at the end of the month (UTC)";
            case DELETE -> "a second will be deleted at the end of the month (UTC)";
            case UNSYNCHRONISED -> "unknown, as long as the clock is not synchronised";
        };
    }

    private static String list(LeapSnapshot leapSecond) {
        if (leapSecond.listExpiresNs() == null) {
            return "";
        }
        String day = Format.utc(leapSecond.listExpiresNs()).substring(0, 10);
        return leapSecond.byList()
                ? "; by a list that expires on " + day + ", TAI - UTC is " + leapSecond.taiOffsetS() + " s"
                : "; by the sources, the list has expired on " + day;
    }

    private static String updates(ClockSnapshot clock) {
        String latest = clock.lastStepS() == null ? "" : " (latest " + Format.signedSeconds(clock.lastStepS()) + ")";
        String foreign = clock.foreignSteps() == 0 ? "" : "; set by somebody else " + times(clock.foreignSteps());
        long interferences = clock.steering().interferences();
        String interference = interferences == 0 ? "" : "; steered by somebody else " + times(interferences);
        String steps = clock.steps() == 0 ? "never stepped" : "stepped " + times(clock.steps());
        Double acceptedS = clock.steering().acceptedOffsetS();
        String accepted = acceptedS == null ? "" : "; accepted by hand " + Format.signedSeconds(acceptedS);
        return clock.updates() + ", " + steps + latest + accepted + foreign + interference;
    }

    private static String suspended(ClockSnapshot clock) {
        String latest = clock.suspends() == 1 ? ", for " : ", the last time for ";
        return times(clock.suspends()) + latest + Format.known(clock.lastSuspendS(), Format::duration);
    }

    private static String server(ServerSnapshot server) {
        String failures = server.receiveFailures() + server.sendFailures() == 0
                ? ""
                : "; failed to receive " + times(server.receiveFailures()) + ", to send "
                        + times(server.sendFailures());
        return String.join(", ", server.listen()) + ", " + server.threads()
                + (server.threads() == 1 ? " thread" : " threads")
                + (server.stratum() == ServerParameters.UNSYNCHRONISED_STRATUM
                        ? ", not synchronised"
                        : ", stratum " + server.stratum())
                + failures;
    }

    /** How many requests were answered, or were not, and what became of them; what never happened is left out. */
    private static String outcomes(ServerSnapshot server, boolean answered) {
        String parts = Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.answered() == answered)
                .map(outcome -> outcome.name().toLowerCase(Locale.ROOT))
                .filter(name -> server.outcomes().getOrDefault(name, 0L) > 0)
                .map(name -> server.outcomes().get(name) + " " + name.replace('_', ' '))
                .collect(Collectors.joining(", "));
        long count = answered ? server.answered() : server.received() - server.answered();
        return parts.isEmpty() ? String.valueOf(count) : count + ": " + parts;
    }

    private static String lost(ServerSnapshot server) {
        return server.lost() == 0 ? "" : "; " + server.lost() + " more found no room";
    }

    private static String recording(RecordingSnapshot recording, Palette palette) {
        String size = Format.mebibytes(recording.bytes()) + " of " + Format.mebibytes(recording.limitBytes());
        return recording.problem() == null
                ? recording.file() + ", " + size
                : palette.bad("stopped") + ": " + recording.file() + ": " + recording.problem() + " (" + size + ")";
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }
}
