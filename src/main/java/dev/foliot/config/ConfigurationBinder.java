package dev.foliot.config;

import dev.foliot.association.PollLimits;
import dev.foliot.association.SourceParameters;
import dev.foliot.association.SourceParameters.Mode;
import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.discipline.PanicThresholds;
import dev.foliot.keyset.KeySetParameters;
import dev.foliot.selection.SelectionOptions;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.server.ServerParameters;
import dev.foliot.time.PollExponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sections to the records of the domain; reports what is wrong between keys. */
final class ConfigurationBinder {
    private final Section main;
    private final Problems problems;
    private final Map<String, Position> addresses = new HashMap<>();

    private ConfigurationBinder(Section main, Problems problems) {
        this.main = main;
        this.problems = problems;
    }

    /**
     * Builds a configuration; nothing if there is any error, all of which are reported then.
     *
     * @param main what the main file says
     * @param dropIns what the files of {@code conf.d} say
     */
    static Optional<Configuration> bind(Section main, List<Section> dropIns, Problems problems) {
        List<Section> sources = new ArrayList<>();
        main.given(Schema.SOURCES).ifPresent(sources::addAll);
        dropIns.forEach(d -> d.given(Schema.SOURCES).ifPresent(sources::addAll));
        return new ConfigurationBinder(main, problems).bind(sources);
    }

    private Optional<Configuration> bind(List<Section> sections) {
        SourceDefaults defaults = sourceDefaults();
        List<SourceParameters> sources =
                sections.stream().flatMap(s -> source(s, defaults).stream()).toList();
        refuseTooMany(sources);
        Optional<SelectionParameters> selection = selection(sections.size() == sources.size() ? sources : List.of());
        Optional<DisciplineParameters> discipline = discipline();
        Optional<ServerParameters> server = new ServerBinder(main, problems).bind();
        Optional<KeySetParameters> keySet = new KeySetBinder(main, problems).bind();
        if (sections.isEmpty() && problems.everythingRead()) {
            problems.warning(main.position(), "no [[source]] is configured: the clock will not be disciplined");
        }
        if (problems.failed()) {
            return Optional.empty();
        }
        Section clock = main.table(Schema.CLOCK_TABLE);
        Section observability = main.table(Schema.OBSERVABILITY_TABLE);
        return Optional.of(new Configuration(
                sources,
                selection.orElseThrow(),
                discipline.orElseThrow(),
                clock.get(Schema.CLOCK_CONTROL),
                clock.get(Schema.DRIFT_FILE),
                observability.get(Schema.OBSERVATION_PATH),
                observability.get(Schema.OBSERVATION_PERMISSIONS),
                observability.get(Schema.LOG_LEVEL),
                clock.get(Schema.LEAP_MODE),
                clock.get(Schema.LEAP_SECONDS_LIST),
                clock.get(Schema.HISTORY_FILE),
                server.orElseThrow(),
                keySet));
    }

    private void refuseTooMany(List<SourceParameters> sources) {
        int servers = sources.stream().mapToInt(SourceParameters::count).sum();
        if (servers > Configuration.MAX_SERVERS) {
            problems.error(
                    main.position(),
                    "the sources are " + servers + " servers in all, more than " + Configuration.MAX_SERVERS);
        }
    }

    /**
     * What holds for every source that says nothing else; without an initial interval a source starts at its shortest.
     */
    private record SourceDefaults(PollLimits limits, Optional<PollExponent> initial, boolean iburst) {}

    private SourceDefaults sourceDefaults() {
        Section section = main.table(Schema.SOURCE_DEFAULTS_TABLE);
        PollLimits limits = pollLimits(
                section, Schema.DEFAULT_POLL_LIMITS, Schema.DEFAULT_INITIAL_POLL, PollLimits.DEFAULT, Optional.empty());
        return new SourceDefaults(
                limits, section.given(Schema.DEFAULT_INITIAL_POLL), section.get(Schema.DEFAULT_IBURST));
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

    private Optional<SourceParameters> source(Section section, SourceDefaults defaults) {
        Optional<Mode> mode = section.require(Schema.MODE);
        if (mode.isEmpty() && section.mentions(Schema.MODE)) {
            return Optional.empty(); // what else must be there depends on the mode
        }
        Optional<HostPort> address = section.require(Schema.ADDRESS).flatMap(text -> address(section, text));
        PollLimits limits =
                pollLimits(section, Schema.POLL_LIMITS, Schema.INITIAL_POLL, defaults.limits, defaults.initial);
        if (mode.equals(Optional.of(Mode.SERVER))) {
            refuseForServer(section, Schema.COUNT);
            refuseForServer(section, Schema.IGNORE);
        }
        if (mode.isEmpty() || address.isEmpty()) {
            return Optional.empty();
        }
        boolean pool = mode.get() == Mode.POOL;
        return section.build(() -> new SourceParameters(
                mode.get(),
                address.get().host(),
                address.get().port(),
                pool ? section.get(Schema.COUNT) : 1,
                pool ? section.get(Schema.IGNORE) : Set.of(),
                limits,
                section.given(Schema.IBURST).orElse(defaults.iburst),
                new SelectionOptions(
                        section.get(Schema.NOSELECT),
                        section.get(Schema.PREFER),
                        section.get(Schema.TRUST),
                        section.get(Schema.REQUIRE),
                        section.get(Schema.MAXIMUM_ASYMMETRY))));
    }

    private Optional<HostPort> address(Section section, String text) {
        Position at = section.at(Schema.ADDRESS);
        try {
            HostPort address = HostPort.parse(text, SourceParameters.DEFAULT_PORT);
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

    private void refuseForServer(Section section, Key<?> key) {
        if (section.mentions(key)) {
            problems.error(section.at(key), key.name() + ": is for mode = \"pool\" alone");
        }
    }

    private Optional<SelectionParameters> selection(List<SourceParameters> sources) {
        Section section = main.table(Schema.SYNCHRONIZATION_TABLE);
        Optional<SelectionParameters> selection = section.build(() ->
                new SelectionParameters(section.get(Schema.MINIMUM_AGREEING), section.get(Schema.MAXIMUM_DISTANCE)));
        int most = sources.stream()
                .filter(source -> !source.options().noselect())
                .mapToInt(SourceParameters::count)
                .sum();
        int least = selection.map(SelectionParameters::minimumAgreeingSources).orElse(0);
        if (!sources.isEmpty() && most == 0) {
            problems.warning(main.position(), "every source is noselect: the clock will not be disciplined");
        } else if (!sources.isEmpty() && least > most && problems.everythingRead()) {
            problems.error(
                    section.at(Schema.MINIMUM_AGREEING),
                    "minimum-agreeing-sources: " + least + " sources can never agree, there are " + most + " at most");
        }
        return selection;
    }

    private Optional<DisciplineParameters> discipline() {
        Section section = main.table(Schema.SYNCHRONIZATION_TABLE);
        Section algorithm = section.table(Schema.ALGORITHM_TABLE);
        section.adopt(Schema.STEP_THRESHOLD, algorithm, Schema.ALGORITHM_STEP_THRESHOLD);
        section.adopt(Schema.MAXIMUM_SLEW, algorithm, Schema.ALGORITHM_MAXIMUM_SLEW);
        return section.build(() -> new DisciplineParameters(
                section.get(Schema.STEP_THRESHOLD),
                section.get(Schema.STEP_LIMIT),
                section.get(Schema.MAXIMUM_SLEW),
                section.get(Schema.MAXIMUM_DRIFT),
                DisciplineParameters.DEFAULT.stability(),
                section.get(Schema.MAXIMUM_ERROR),
                new PanicThresholds(
                        section.get(Schema.STARTUP_PANIC),
                        section.get(Schema.SINGLE_PANIC),
                        section.get(Schema.ACCUMULATED_PANIC))));
    }
}
