package dev.foliot.cli;

import dev.foliot.observability.NtsSnapshot;
import dev.foliot.observability.SourceSnapshot;
import dev.foliot.selection.SelectionOptions;
import dev.foliot.selection.SourceRole;
import dev.foliot.time.StampSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The sources as a table, which fits into 80 columns unless addresses are long, and in any case into 100. */
final class SourcesText {
    private static final int NAME_LIMIT = 38;

    private static final String COLUMNS = """
            St      stratum
            Poll    how often it is asked
            Reach   which of the last eight requests it answered, in octal
            Last    age of its latest reply
            Offset  its time minus ours; positive: this clock is behind
            Error   standard deviation of the offset
            Delay   round trip of the latest sample
            Jitter  spread of the samples in use
            TS      who stamped the latest request and reply: Daemon, Kernel or Hardware

            """;

    private SourcesText() {}

    static String of(List<SourceSnapshot> sources, boolean verbose, Palette palette) {
        if (sources.isEmpty()) {
            return "No sources: none is configured, or their names do not resolve yet.\n";
        }
        StringBuilder text = new StringBuilder();
        if (verbose) {
            text.append(legend(palette));
        }
        text.append(table(sources, palette));
        if (verbose) {
            sources.forEach(source -> text.append('\n').append(details(source, palette)));
            return text.toString();
        }
        if (sources.stream().anyMatch(source -> !source.role().used())) {
            text.append('\n').append(palette.strong("Not used:")).append('\n').append(notUsed(sources, palette));
        }
        if (sources.stream().anyMatch(source -> source.pollRaisedBy() != null)) {
            text.append('\n')
                    .append(palette.strong("Asked less often than configured:"))
                    .append('\n')
                    .append(askedLess(sources, palette));
        }
        return text.toString();
    }

    private static String table(List<SourceSnapshot> sources, Palette palette) {
        Table table = new Table()
                .left("")
                .left("Source", NAME_LIMIT)
                .right("St")
                .right("Poll")
                .right("Reach");
        table.right("Last")
                .right("Offset")
                .right("Error")
                .right("Delay")
                .right("Jitter")
                .right("TS");
        for (SourceSnapshot source : sources) {
            table.row(
                    line -> paint(source.role(), line, palette),
                    String.valueOf(source.role().symbol()),
                    SourceNames.among(source, sources),
                    source.stratum() == null ? Format.UNKNOWN : source.stratum().toString(),
                    source.role() == SourceRole.NO_KEYS ? Format.UNKNOWN : Format.interval(source.pollS()),
                    Integer.toOctalString(source.reach()),
                    Format.known(source.lastReplyAgeS(), Format::age),
                    Format.known(source.offsetS(), Format::signedSeconds),
                    Format.known(source.offsetErrorS(), Format::seconds),
                    Format.known(source.delayS(), Format::seconds),
                    Format.known(source.jitterS(), Format::seconds),
                    stamp(source.transmitStamp()) + stamp(source.receiveStamp()));
        }
        return table.render(palette);
    }

    private static String notUsed(List<SourceSnapshot> sources, Palette palette) {
        Table table = new Table().left("").left("", NAME_LIMIT).left("");
        for (SourceSnapshot source : sources) {
            if (!source.role().used()) {
                table.row(
                        line -> paint(source.role(), line, palette),
                        String.valueOf(source.role().symbol()),
                        SourceNames.among(source, sources),
                        why(source));
            }
        }
        return table.render(palette);
    }

    private static String askedLess(List<SourceSnapshot> sources, Palette palette) {
        Table table = new Table().left("").left("", NAME_LIMIT).left("");
        for (SourceSnapshot source : sources) {
            if (source.pollRaisedBy() != null) {
                table.row(
                        " ",
                        SourceNames.among(source, sources),
                        source.pollRaisedBy().explanation());
            }
        }
        return table.render(palette);
    }

    private static String why(SourceSnapshot source) {
        if (source.role() == SourceRole.NO_KEYS && source.lastError() != null) {
            return source.role().explanation() + " (" + source.lastError() + ")";
        }
        if (source.role() != SourceRole.UNREACHABLE) {
            return source.role().explanation();
        }
        if (source.latestRejected() != null) {
            return "answers, but not usably: " + source.latestRejected().replace('_', ' ');
        }
        return source.role().explanation() + (source.lastError() == null ? "" : " (" + source.lastError() + ")");
    }

    private static String legend(Palette palette) {
        Table roles = new Table().left("").left("");
        for (SourceRole role : SourceRole.values()) {
            roles.row(line -> paint(role, line, palette), String.valueOf(role.symbol()), role.explanation());
        }
        return roles.render(palette) + "\n" + COLUMNS;
    }

    private static String details(SourceSnapshot source, Palette palette) {
        Table table = new Table().left("").left("");
        table.row("  role ", why(source));
        table.row(
                "  reference ",
                source.referenceId() == null
                        ? "not known yet"
                        : source.referenceId() + ", stratum " + source.stratum());
        table.row(
                "  leap ",
                source.leap() == null ? "not known yet" : source.leap().name().toLowerCase(Locale.ROOT));
        table.row("  frequency ", Format.known(source.frequencyPpm(), Format::signedPpm));
        table.row("  root distance ", Format.known(source.rootDistanceS(), Format::seconds));
        table.row("  asymmetry ", asymmetry(source));
        table.row("  samples in use ", String.valueOf(source.samples()));
        if (source.pollRaisedBy() != null) {
            table.row(
                    "  poll ",
                    Format.interval(source.pollS()) + ": "
                            + source.pollRaisedBy().explanation());
        }
        table.row(
                "  packets ",
                source.sent() + " sent, " + source.received() + " valid replies, " + source.sendErrors()
                        + " could not be sent");
        if (source.interleaved() != 0) {
            table.row("  interleaved ", source.interleaved() + " of the replies");
        }
        table.row("  rejected ", rejected(source));
        if (source.nts().keyServer() != null) {
            table.row("  keys ", keys(source.nts()));
            table.row("  exchanges ", exchanges(source.nts()));
        }
        table.row("  latest error ", source.lastError() == null ? "none" : source.lastError());
        return palette.strong(SourceNames.whole(source)) + "\n" + table.render(palette);
    }

    private static String asymmetry(SourceSnapshot source) {
        String part =
                source.maximumAsymmetry() == SelectionOptions.ANY_ASYMMETRY ? "" : source.maximumAsymmetry() + " of ";
        return Format.known(
                source.asymmetryErrorS(),
                error -> Format.seconds(error) + " of that, " + part + "half of the shortest round trip");
    }

    private static String keys(NtsSnapshot nts) {
        StringBuilder text = new StringBuilder(nts.keyed() ? "" : "none yet; asked for at ").append(nts.keyServer());
        if (nts.keyed()) {
            text.append(", ").append(Format.age(nts.keysAgeS())).append(" ago");
        }
        if (nts.algorithm() != null) {
            text.append("; ").append(nts.algorithm());
        }
        if (nts.cookies() != null) {
            text.append("; ").append(nts.cookies()).append(" cookies left");
        }
        return text.toString();
    }

    private static String exchanges(NtsSnapshot nts) {
        return nts.failures() + " failed" + (nts.lastFailure() == null ? "" : ", the latest: " + nts.lastFailure());
    }

    private static String rejected(SourceSnapshot source) {
        return source.rejected().isEmpty()
                ? "none"
                : source.rejected().entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String stamp(StampSource stamp) {
        if (stamp == null) {
            return Format.UNKNOWN;
        }
        return switch (stamp) {
            case NONE -> Format.UNKNOWN;
            case DAEMON -> "D";
            case KERNEL -> "K";
            case HARDWARE -> "H";
        };
    }

    private static String paint(SourceRole role, String line, Palette palette) {
        return switch (role) {
            case SELECTED, COMBINED -> palette.good(line);
            case FALSETICKER, UNREACHABLE, IMPOSSIBLE_TIME, NO_KEYS -> palette.bad(line);
            case DEVIATING, NO_MAJORITY, NO_REQUIRED, NOT_AUTHENTICATED, TOO_DISTANT -> palette.warning(line);
            case OUTLIER, NOT_PREFERRED, ON_PROBATION, NOSELECT, TOO_FEW_SAMPLES -> palette.faint(line);
        };
    }
}
