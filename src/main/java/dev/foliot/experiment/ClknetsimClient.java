package dev.foliot.experiment;

import dev.foliot.daemon.Daemon;
import dev.foliot.daemon.Ports;
import dev.foliot.platform.ClockException;
import dev.foliot.scenario.Scenario.StepRule;
import dev.foliot.selection.SelectionOptions;
import dev.foliot.simulation.clknetsim.ClknetsimNode;
import dev.foliot.simulation.clknetsim.MessageChannel;
import dev.foliot.simulation.clknetsim.SimulationEndedException;
import dev.foliot.time.PollExponent;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The daemon as a node of clknetsim. The simulator's environment says which node (CLKNETSIM_NODE) and when time begins
 * (CLKNETSIM_START_DATE); how the daemon is set up stands in variables of our own:
 *
 * <ul>
 *   <li>SCEN_SERVERS: how many servers there are, nodes 1 and up
 *   <li>SCEN_MINPOLL, SCEN_MAXPOLL: the poll limits, as powers of two of a second
 *   <li>SCEN_IBURST: 1 to begin with a burst
 *   <li>SCEN_STEP: beyond how many seconds the first three updates may step; 0: never
 * </ul>
 */
public final class ClknetsimClient {
    /** What the simulator takes for the start when it is not told: 2010-01-01. */
    private static final long DEFAULT_START_UTC_S = 1_262_304_000L;

    private static final int STEPS = 3;

    private final Map<String, String> environment;

    /** @param environment the process's */
    public ClknetsimClient(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Runs the daemon until the simulation is over.
     *
     * @throws IllegalArgumentException when a variable is wrong; the message names it
     * @throws SimulationEndedException when the simulator breaks off
     */
    public void run(MessageChannel channel) {
        int node = (int) number("CLKNETSIM_NODE", 1, 255, Optional.empty());
        long startUtcS =
                number("CLKNETSIM_START_DATE", 0, Integer.MAX_VALUE, Optional.of(Long.toString(DEFAULT_START_UTC_S)));
        long seed = number("CLKNETSIM_RANDOM_SEED", 0, Integer.MAX_VALUE, Optional.of("0"));
        ClientSetup setup = setup();
        try {
            run(new ClknetsimNode(channel, node, startUtcS), setup, seed);
        } catch (SimulationEndedException e) {
            if (!e.isRegular()) {
                throw e;
            }
        }
    }

    /** Only the simulation's end ends it. */
    private static void run(ClknetsimNode node, ClientSetup setup, long seed) {
        Ports ports = new Ports(node.clock(), "simulated", node.network(), node.resolver(), node.poller());
        try (Daemon daemon = new Daemon(setup.configuration(), ports, new SplittableRandom(seed))) {
            while (true) {
                daemon.turn(Daemon.LONGEST_TURN_NS);
            }
        } catch (ClockException e) {
            throw new IllegalStateException("a simulated clock can be steered", e);
        }
    }

    private ClientSetup setup() {
        int minPoll = (int) number("SCEN_MINPOLL", PollExponent.MIN, PollExponent.MAX, Optional.empty());
        int maxPoll = (int) number("SCEN_MAXPOLL", minPoll, PollExponent.MAX, Optional.empty());
        double stepS = seconds("SCEN_STEP");
        return new ClientSetup(
                Collections.nCopies((int) number("SCEN_SERVERS", 1, 254, Optional.empty()), SelectionOptions.NONE),
                new PollExponent(minPoll),
                new PollExponent(maxPoll),
                number("SCEN_IBURST", 0, 1, Optional.of("0")) == 1,
                stepS > 0 ? Optional.of(new StepRule(stepS, STEPS)) : Optional.empty());
    }

    private double seconds(String name) {
        String value = value(name, Optional.of("0"));
        try {
            double number = Double.parseDouble(value);
            if (number >= 0 && number < Double.POSITIVE_INFINITY) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The complaint below says what is expected.
        }
        throw new IllegalArgumentException(name + ": \"" + value + "\" is not a number of seconds");
    }

    private String value(String name, Optional<String> otherwise) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> otherwise)
                .orElseThrow(() -> new IllegalArgumentException(name + " is not set"));
    }

    private long number(String name, long least, long most, Optional<String> otherwise) {
        String value = value(name, otherwise);
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The complaint below says what is expected.
        }
        throw new IllegalArgumentException(
                name + ": \"" + value + "\" is not a whole number from " + least + " to " + most);
    }
}
