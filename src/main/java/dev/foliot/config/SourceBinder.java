package dev.foliot.config;

import dev.foliot.association.NtsParameters;
import dev.foliot.association.PollLimits;
import dev.foliot.association.SourceParameters;
import dev.foliot.association.SourceParameters.Mode;
import dev.foliot.selection.SelectionOptions;
import dev.foliot.time.PollExponent;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sections that are sources to their parameters. */
final class SourceBinder {
    private final Problems problems;
    private final Map<String, Position> addresses = new HashMap<>();
    private final PollLimits limits;
    private final Optional<PollExponent> initial;
    private final boolean iburst;

    /** Whether some sources are authenticated, and some are not. */
    private final boolean mixed;

    /**
     * @param main has what holds for every source that says nothing else; without an initial interval a source starts at
     *     its shortest
     * @param sources all of them
     */
    SourceBinder(Section main, List<Section> sources, Problems problems) {
        this.problems = problems;
        Section defaults = main.table(Schema.SOURCE_DEFAULTS_TABLE);
        this.limits = pollLimits(
                defaults,
                Schema.DEFAULT_POLL_LIMITS,
                Schema.DEFAULT_INITIAL_POLL,
                PollLimits.DEFAULT,
                Optional.empty());
        this.initial = defaults.given(Schema.DEFAULT_INITIAL_POLL);
        this.iburst = defaults.get(Schema.DEFAULT_IBURST);
        Set<Boolean> kinds = new HashSet<>();
        sources.forEach(section -> section.given(Schema.MODE).ifPresent(mode -> kinds.add(mode.nts())));
        this.mixed = kinds.size() > 1;
    }

    /** The parameters of a source; nothing if there is an error, which has been reported then. */
    Optional<SourceParameters> bind(Section section) {
        Optional<Mode> mode = section.require(Schema.MODE);
        if (mode.isEmpty() && section.mentions(Schema.MODE)) {
            return Optional.empty(); // what else must be there depends on the mode
        }
        int defaultPort =
                mode.filter(Mode::nts).isPresent() ? NtsParameters.DEFAULT_PORT : SourceParameters.DEFAULT_PORT;
        Optional<HostPort> address =
                section.require(Schema.ADDRESS).flatMap(text -> address(section, text, defaultPort));
        PollLimits own = pollLimits(section, Schema.POLL_LIMITS, Schema.INITIAL_POLL, limits, initial);
        mode.ifPresent(m -> refuseOthers(section, m));
        if (mode.isEmpty() || address.isEmpty()) {
            return Optional.empty();
        }
        boolean pool = mode.get().pool();
        return section.build(() -> new SourceParameters(
                mode.get(),
                address.get().host(),
                address.get().port(),
                pool ? section.get(Schema.COUNT) : 1,
                pool ? section.get(Schema.IGNORE) : Set.of(),
                own,
                section.given(Schema.IBURST).orElse(iburst),
                section.get(Schema.SOURCE_INTERLEAVED),
                options(section, mode.get()),
                mode.filter(Mode::nts).map(m -> nts(section))));
    }

    /** Keys that are for other modes. */
    private void refuseOthers(Section section, Mode mode) {
        if (!mode.pool()) {
            String pools = mode.nts() ? "\"nts-pool\"" : "\"pool\"";
            refuse(section, Schema.COUNT, pools);
            refuse(section, Schema.IGNORE, pools);
        }
        if (!mode.nts()) {
            refuse(section, Schema.CERTIFICATE_AUTHORITY, "\"nts\" and \"nts-pool\"");
            refuse(section, Schema.PINNED_KEY, "\"nts\" and \"nts-pool\"");
        } else if (section.mentions(Schema.CERTIFICATE_AUTHORITY) && section.mentions(Schema.PINNED_KEY)) {
            problems.error(
                    section.at(Schema.PINNED_KEY),
                    "pinned-key: takes no word for the server but its key's, so certificate-authority means nothing");
        }
    }

    private void refuse(Section section, Key<?> key, String modes) {
        if (section.mentions(key)) {
            problems.error(section.at(key), key.name() + ": is for mode = " + modes + " alone");
        }
    }

    /** What anybody can forge shall not move the clock against, or without, what nobody can. */
    private SelectionOptions options(Section section, Mode mode) {
        boolean noselect = section.get(Schema.NOSELECT);
        boolean distinguished = mixed && mode.nts() && !noselect;
        return new SelectionOptions(
                noselect,
                section.get(Schema.PREFER),
                section.given(Schema.TRUST).orElse(distinguished),
                section.given(Schema.REQUIRE).orElse(distinguished),
                section.get(Schema.MAXIMUM_ASYMMETRY));
    }

    private static NtsParameters nts(Section section) {
        return new NtsParameters(
                section.given(Schema.CERTIFICATE_AUTHORITY)
                        .flatMap(path -> path)
                        .map(Path::toString),
                section.given(Schema.PINNED_KEY));
    }

    private static PollLimits pollLimits(
            Section section,
            Key<Section> limits,
            Key<PollExponent> initial,
            PollLimits outer,
            Optional<PollExponent> outerInitial) {
        return section.build(() -> {
                    Optional<Section> own = section.given(limits);
                    PollExponent min =
                            own.flatMap(s -> s.given(Schema.POLL_MIN)).orElse(outer.min());
                    PollExponent max =
                            own.flatMap(s -> s.given(Schema.POLL_MAX)).orElse(outer.max());
                    PollExponent inherited = outerInitial.orElse(min).plus(0, min, max);
                    return new PollLimits(min, max, section.given(initial).orElse(inherited));
                })
                .orElse(outer);
    }

    private Optional<HostPort> address(Section section, String text, int defaultPort) {
        Position at = section.at(Schema.ADDRESS);
        try {
            HostPort address = HostPort.parse(text, defaultPort);
            Position first = addresses.putIfAbsent(address.canonical(), at);
            if (first != null) {
                problems.error(at, "address: \"" + text + "\" is a source already, at " + first);
            }
            return Optional.of(address);
        } catch (IllegalArgumentException e) {
            problems.error(at, "address: " + e.getMessage());
            return Optional.empty();
        }
    }
}
