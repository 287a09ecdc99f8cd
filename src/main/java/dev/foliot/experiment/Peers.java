package dev.foliot.experiment;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.foliot.control.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What other daemons reach in the scenarios that ship with Foliot: chrony 4.8-52-g8f2db83, ntp 4.2.8p15 and ntpsec 1.2.2,
 * measured in clknetsim 134028f.
 */
final class Peers {
    /** How much better than chrony another daemon must be in a scenario to take its place as the mark. */
    private static final double CLEARLY_BETTER = 0.9;

    /** What ships with Foliot. */
    static final Peers MEASURED = measured();

    private final Map<String, List<Peer>> byScenario;

    /**
     * One daemon in one scenario.
     *
     * @param rmsOffsetS root mean square of the time error, by seed
     * @param meanPollS the mean time between two requests to one server, median over the seeds
     */
    record Peer(String name, Map<Integer, Double> rmsOffsetS, double meanPollS) {
        double medianRmsOffsetS() {
            return Median.of(List.copyOf(rmsOffsetS.values()));
        }

        /** How much worse than {@code other}, seed by seed, where both were run with the seed. */
        List<Double> ratiosTo(Peer other) {
            List<Double> ratios = new ArrayList<>();
            rmsOffsetS.forEach((seed, rms) -> {
                if (other.rmsOffsetS.containsKey(seed)) {
                    ratios.add(rms / other.rmsOffsetS.get(seed));
                }
            });
            return ratios;
        }
    }

    private Peers(Map<String, List<Peer>> byScenario) {
        this.byScenario = byScenario;
    }

    private static Peers measured() {
        try (InputStream in = Peers.class.getResourceAsStream("peers.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Map<String, List<Peer>> byScenario = new LinkedHashMap<>();
            for (Map.Entry<String, JsonElement> scenario :
                    Json.parse(text).getAsJsonObject().entrySet()) {
                byScenario.put(scenario.getKey(), peers(scenario.getValue().getAsJsonObject()));
            }
            return new Peers(byScenario);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Peer> peers(JsonObject scenario) {
        List<Peer> peers = new ArrayList<>();
        for (Map.Entry<String, JsonElement> peer : scenario.entrySet()) {
            JsonObject figures = peer.getValue().getAsJsonObject();
            Map<Integer, Double> rms = new TreeMap<>();
            figures.getAsJsonObject("rms_offset_s")
                    .entrySet()
                    .forEach(e ->
                            rms.put(Integer.valueOf(e.getKey()), e.getValue().getAsDouble()));
            double pollS = figures.getAsJsonObject("median").get("poll_mean").getAsDouble();
            peers.add(new Peer(peer.getKey(), rms, pollS));
        }
        return peers;
    }

    /** Those measured in a scenario, chrony first; none in a scenario that nobody else ran. */
    List<Peer> in(String scenario) {
        return byScenario.getOrDefault(scenario, List.of());
    }

    /**
     * The one to beat in a scenario that has any: chrony, or where it is clearly not the best, the best of those that
     * were measured with as many seeds.
     */
    Peer mark(String scenario) {
        Peer chrony = in(scenario).get(0);
        Peer best = chrony;
        double bestRatio = CLEARLY_BETTER;
        for (Peer peer : in(scenario)) {
            double ratio = Median.of(peer.ratiosTo(chrony));
            if (ratio < bestRatio
                    && peer.rmsOffsetS().size() == chrony.rmsOffsetS().size()) {
                best = peer;
                bestRatio = ratio;
            }
        }
        return best;
    }
}
