package dev.foliot.integration;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chronyd that serves on one host, and two ways to measure it from another. Both hosts are namespaces of this machine
 * and share its clock: whatever is not 0 is an error of the measurement.
 */
final class MeasuringPair implements AutoCloseable {
    static final int COUNT = 8;

    private static final int PORT = 11123;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Columns of chrony's measurements log, from 0 (chrony.conf(5), log measurements). */
    private static final int LOG_OFFSET = 11;

    private static final int LOG_DELAY = 12;
    private static final int LOG_STAMPS = 18;

    private static final String SERVER_LINE = "server " + NetworkNamespaces.SERVER_ADDRESS + " port " + PORT;

    /** Positive: the clock is ahead. */
    private static final Pattern WRONG_BY = Pattern.compile("System clock wrong by (-?[0-9.]+) seconds");

    private final Path scratch;
    private final NetworkNamespaces hosts;
    private final Chronyd server;

    /**
     * What one client measured.
     *
     * @param stamps who stamped the request and the reply, as the client puts it
     */
    record Query(List<Double> offsetsS, List<Double> delaysS, List<String> stamps) {
        double medianAbsoluteS() {
            return median(offsetsS.stream().map(Math::abs).toList());
        }

        /** Without its sign, that of the measurement with the least delay, which is the one to believe. */
        double bestAbsoluteS() {
            return Math.abs(offsetsS.get(delaysS.indexOf(Collections.min(delaysS))));
        }

        double medianDelayS() {
            return median(delaysS);
        }

        private static double median(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        }
    }

    private MeasuringPair(Path scratch, NetworkNamespaces hosts, Chronyd server) {
        this.scratch = scratch;
        this.hosts = hosts;
        this.server = server;
    }

    static MeasuringPair make(Path scratch) throws Exception {
        NetworkNamespaces hosts = NetworkNamespaces.make(scratch);
        try {
            Chronyd server = Chronyd.start(scratch, hosts.onServer(), PORT, List.of("allow", "local stratum 1"));
            return new MeasuringPair(scratch, hosts, server);
        } catch (Exception | Error e) {
            hosts.close();
            throw e;
        }
    }

    /** {@code foliot query}, a process of its own, as a person calls it. */
    Query queryWithFoliot() throws IOException, InterruptedException {
        List<String> words = List.of(
                "query",
                "--count",
                "" + COUNT,
                "--interval",
                "0.25",
                "--json",
                NetworkNamespaces.SERVER_ADDRESS + ":" + PORT);
        try (Child foliot = Foliot.start(scratch, hosts.onClient(), words)) {
            if (foliot.await(LIMIT) != 0) {
                throw new AssertionError(foliot.account());
            }
            return ofJson(foliot.out());
        }
    }

    private static Query ofJson(String json) {
        Query query = new Query(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        JsonObject report = JsonParser.parseString(json)
                .getAsJsonObject()
                .getAsJsonArray("servers")
                .get(0)
                .getAsJsonObject();
        for (JsonElement element : report.getAsJsonArray("samples")) {
            JsonObject sample = element.getAsJsonObject();
            query.offsetsS().add(sample.get("offset_s").getAsDouble());
            query.delaysS().add(sample.get("delay_s").getAsDouble());
            query.stamps()
                    .add(sample.get("transmit_stamp").getAsString() + "/"
                            + sample.get("receive_stamp").getAsString());
        }
        return query;
    }

    /**
     * A chronyd that asks as often and as fast, and keeps a log of each measurement. It must not believe the server: once
     * it does, its measurements are of a clock that it has corrected in its mind, no longer of the system's.
     */
    Query measureWithChronyd() throws Exception {
        Path log = Files.createTempDirectory(scratch, "log-");
        List<String> configuration = List.of(
                SERVER_LINE + " minpoll -2 maxpoll -2 noselect", "logdir " + log, "log rawmeasurements", "logbanner 0");
        Path file = log.resolve("measurements.log");
        try (Chronyd client = Chronyd.start(scratch, hosts.onClient(), 0, configuration)) {
            Await.until("chronyd measures", LIMIT, () -> ofLog(file).offsetsS().size() >= COUNT, () -> read(file));
            client.kill();
            return ofLog(file);
        }
    }

    /** The one number that {@code chronyd -Q} tells: an offset in seconds, in whole microseconds. */
    double askChronydOnce() throws Exception {
        String told = Chronyd.tellOffset(scratch, hosts.onClient(), SERVER_LINE + " iburst");
        Matcher offset = WRONG_BY.matcher(told);
        if (!offset.find()) {
            throw new AssertionError(told);
        }
        return Double.parseDouble(offset.group(1));
    }

    private static Query ofLog(Path file) {
        Query query = new Query(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (String line : read(file).lines().limit(COUNT).toList()) {
            String[] columns = line.strip().split("\\s+");
            query.offsetsS().add(Double.parseDouble(columns[LOG_OFFSET]));
            query.delaysS().add(Double.parseDouble(columns[LOG_DELAY]));
            query.stamps().add(columns[LOG_STAMPS]);
        }
        return query;
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        hosts.close();
    }
}
