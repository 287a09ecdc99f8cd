package dev.foliot.cli;

import dev.foliot.recording.Head;
import dev.foliot.selection.SourceRole;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The account of a replay for people: under each moment, what came in, what was made of it, and what was done. */
final class ReplayText {
    private final Palette palette;
    private final boolean verbose;
    private long turn = -1;

    /** @param verbose whether every sample's weight is shown */
    ReplayText(Palette palette, boolean verbose) {
        this.palette = palette;
        this.verbose = verbose;
    }

    static String head(Head head) {
        return "Recorded by foliot " + head.version() + " on " + head.system() + " (Java " + head.java() + ")\n"
                + "Clock " + head.clock().backend() + ": " + head.control() + "\n";
    }

    /** The text of an event, with the time before it where that is new. */
    String of(ReplayEvent event) {
        String time = event.turn() == turn ? "" : "\n" + palette.strong(Format.utc(event.nowNs())) + "\n";
        turn = event.turn();
        return time + body(event);
    }

    private String body(ReplayEvent event) {
        if (event instanceof ReplayEvent.Incident incident) {
            return incident(incident);
        } else if (event instanceof ReplayEvent.Measurement measured) {
            return measured(measured);
        } else if (event instanceof ReplayEvent.Estimate estimate) {
            return estimated(estimate);
        } else if (event instanceof ReplayEvent.Selection selection) {
            return selected(selection);
        } else if (event instanceof ReplayEvent.Command command) {
            return commanded(command);
        }
        throw new IllegalArgumentException(event.toString());
    }

    private String incident(ReplayEvent.Incident incident) {
        String subject = incident.address() == null ? incident.source() : name(incident.source(), incident.address());
        String what = switch (incident.event()) {
            case "resolved" ->
                incident.detail() == null ? palette.warning("does not resolve") : "is " + incident.detail();
            case "keys_agreed" -> "keys agreed on for " + incident.detail();
            case "keys_failed" -> palette.warning("no keys agreed on: " + incident.detail());
            case "started" -> "is asked from now on";
            case "stopped" -> palette.warning("is given up for another server of its name");
            case "requested" -> "request";
            case "rejected" -> palette.warning("datagram not believed: " + words(incident.detail()));
            case "unanswered" -> palette.warning("no answer");
            case "failed" -> palette.warning(String.valueOf(incident.detail()));
            case "panicked" -> palette.bad("panic, the clock is not steered: " + incident.detail());
            case "accepted" -> palette.strong("somebody has accepted that the clock is moved by " + incident.detail());
            case "jumped" ->
                switch (incident.detail()) {
                    case "leap" -> "the clock has made a leap second";
                    case "suspended" -> "the machine was suspended";
                    default -> palette.warning("somebody else has set the clock, or the machine was suspended");
                };
            default -> throw new IllegalArgumentException(incident.event());
        };
        return "  " + (subject == null ? "" : subject + ": ") + what + "\n";
    }

    private static String measured(ReplayEvent.Measurement measured) {
        return "  " + name(measured.source(), measured.address()) + ": reply" + about(measured) + ", offset "
                + Format.signedSeconds(measured.offsetS()) + ", delay " + Format.seconds(measured.delayS())
                + ", dispersion " + Format.seconds(measured.dispersionS()) + ", stratum " + measured.stratum()
                + ", stamps " + words(measured.transmitStamp()) + " and " + words(measured.receiveStamp()) + "\n";
    }

    private static String about(ReplayEvent.Measurement measured) {
        String known = measured.again() ? ", which is known" : "";
        return measured.interleaved() ? " about the one before" + known : "";
    }

    private String estimated(ReplayEvent.Estimate estimate) {
        String text = "    estimate of the free-running clock " + Format.signedSeconds(estimate.freeOffsetS()) + " ± "
                + Format.seconds(estimate.offsetErrorS()) + ", frequency " + Format.signedPpm(estimate.frequencyPpm())
                + " ± " + Format.ppm(estimate.frequencyErrorPpm()) + ", jitter " + Format.seconds(estimate.jitterS())
                + "\n";
        List<ReplayEvent.Weight> samples = estimate.samples();
        if (samples.isEmpty()) {
            return text;
        }
        ReplayEvent.Weight newest = samples.get(samples.size() - 1);
        ReplayEvent.Weight heaviest = samples.stream()
                .max(Comparator.comparingDouble(ReplayEvent.Weight::weight))
                .orElseThrow();
        return text + "    samples " + samples.size() + "; the newest is " + Format.signedSeconds(newest.residualS())
                + " off and weighs " + percent(newest.weight()) + ", the heaviest " + percent(heaviest.weight())
                + " (delay " + Format.seconds(heaviest.delayS()) + ", " + Format.age(heaviest.ageS()) + " before)\n"
                + (verbose ? weights(samples) : "");
    }

    private String weights(List<ReplayEvent.Weight> samples) {
        Table table = new Table()
                .left("     ")
                .right("Age")
                .right("Delay")
                .right("Weight")
                .right("Residual");
        for (ReplayEvent.Weight sample : samples) {
            table.row(
                    "",
                    Format.age(sample.ageS()),
                    Format.seconds(sample.delayS()),
                    percent(sample.weight()),
                    Format.signedSeconds(sample.residualS()));
        }
        return table.render(palette);
    }

    private String selected(ReplayEvent.Selection selection) {
        String verdict = selection.freeOffsetS() == null
                ? palette.warning("no majority")
                : "majority: " + Format.signedSeconds(selection.freeOffsetS()) + " ± "
                        + Format.seconds(selection.offsetErrorS()) + " by the free-running clock";
        String text = "    " + selection.agreeing() + " agree, " + selection.needed() + " needed; " + verdict + "\n";
        Table table = new Table().left("").left("").left("");
        for (ReplayEvent.Vote vote : selection.votes()) {
            String interval = vote.lowS() == null ? Format.UNKNOWN : interval(vote.lowS(), vote.highS());
            table.row(
                    "      " + vote.role().symbol() + " " + name(vote.source(), vote.address()),
                    interval,
                    reason(vote, selection.votes()));
        }
        return text + table.render(palette);
    }

    private static String reason(ReplayEvent.Vote vote, List<ReplayEvent.Vote> votes) {
        if (vote.role() != SourceRole.FALSETICKER) {
            return vote.role().explanation();
        }
        double lowS = Double.NEGATIVE_INFINITY;
        double highS = Double.POSITIVE_INFINITY;
        for (ReplayEvent.Vote other : votes) {
            if (other.right() && other.lowS() != null) {
                lowS = Math.max(lowS, other.lowS());
                highS = Math.min(highS, other.highS());
            }
        }
        return lowS > highS || Double.isInfinite(lowS)
                ? vote.role().explanation()
                : "voted out: does not hold " + interval(lowS, highS) + ", where the others agree";
    }

    private static String interval(double lowS, double highS) {
        return Format.signedSeconds(lowS) + " .. " + Format.signedSeconds(highS);
    }

    private String commanded(ReplayEvent.Command command) {
        String what = switch (command.event()) {
            case "step" -> palette.strong("step by " + Format.signedSeconds(command.stepS()));
            case "frequency" -> "steer by " + Format.signedPpm(command.frequencyPpm());
            case "tai" -> "publish TAI - UTC = " + command.taiOffsetS() + " s";
            default ->
                "publish " + words(command.leap()) + ", error " + Format.seconds(command.maxErrorS()) + " at most, "
                        + Format.seconds(command.estimatedErrorS()) + " expected";
        };
        String refusal = command.refusal() == null ? "" : palette.bad(" refused: " + command.refusal());
        return "    -> " + what + refusal + "\n";
    }

    private static String name(String source, String address) {
        return address.startsWith(source) ? address : source + " (" + address + ")";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String words(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
