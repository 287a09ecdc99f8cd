package dev.foliot.config;

import dev.foliot.association.SourceParameters;
import dev.foliot.discipline.DisciplineParameters;
import dev.foliot.discipline.PanicThresholds;
import dev.foliot.keyexchange.KeyExchangeParameters;
import dev.foliot.keyset.KeySetParameters;
import dev.foliot.selection.SelectionParameters;
import dev.foliot.server.ServerParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sections to the records of the domain; reports what is wrong between keys. */
final class ConfigurationBinder {
    private final Section main;
    private final Problems problems;

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
        SourceBinder binder = new SourceBinder(main, sections, problems);
        List<SourceParameters> sources =
                sections.stream().flatMap(s -> binder.bind(s).stream()).toList();
        refuseTooMany(sources);
        warnOfTwoWithKeys(sources);
        Optional<SelectionParameters> selection = selection(sections.size() == sources.size() ? sources : List.of());
        Optional<DisciplineParameters> discipline = discipline();
        Optional<ServerParameters> server = new ServerBinder(main, problems).bind();
        List<KeyExchangeParameters> keyExchange = new KeyExchangeBinder(main, problems)
                .bind(server.map(ServerParameters::listen).orElse(List.of()));
        Optional<KeySetParameters> keySet = new KeySetBinder(main, problems).bind(!keyExchange.isEmpty());
        if (!main.mentions(Schema.NTS_KE_SERVERS) && !keysAreShared()) {
            warnOfKeysThatNobodyHas();
        }
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
                keySet.map(keys -> new NtsServing(keyExchange, keys))));
    }

    private void refuseTooMany(List<SourceParameters> sources) {
        int servers = sources.stream().mapToInt(SourceParameters::count).sum();
        if (servers > Configuration.MAX_SERVERS) {
            problems.error(
                    main.position(),
                    "the sources are " + servers + " servers in all, more than " + Configuration.MAX_SERVERS);
        }
    }

    /** Before the time is known, more than half of them must answer and agree. */
    private void warnOfTwoWithKeys(List<SourceParameters> sources) {
        int withKeys = sources.stream()
                .filter(source -> source.mode().nts() && !source.options().noselect())
                .mapToInt(SourceParameters::count)
                .sum();
        if (withKeys == 2) {
            problems.warning(
                    main.position(),
                    "of two sources with NTS both must answer before the clock is set for the first time; of three, two");
        }
    }

    /** Whether another machine may give cookies to clients of this one. */
    private boolean keysAreShared() {
        Section keys = main.table(Schema.KEYSET_TABLE);
        return keys.mentions(Schema.ETCD_TABLE) || keys.mentions(Schema.KEY_STORAGE_PATH);
    }

    private void warnOfKeysThatNobodyHas() {
        for (Section server : main.given(Schema.SERVERS).orElse(List.of())) {
            if (server.given(Schema.REQUIRE_NTS).flatMap(refusal -> refusal).isPresent() && problems.everythingRead()) {
                problems.warning(
                        server.at(Schema.REQUIRE_NTS),
                        "require-nts: nobody will be answered: keys come from an [[nts-ke-server]], or from another machine"
                                + " with which a [keyset] shares them, and there is neither");
            }
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
