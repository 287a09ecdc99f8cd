package dev.foliot.experiment;

import dev.foliot.daemon.Daemon;
import dev.foliot.daemon.Ports;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.Poller;
import dev.foliot.scenario.Scenario;
import dev.foliot.scenario.ScenarioWorld;
import dev.foliot.simulation.SimulatedClock;
import dev.foliot.simulation.SimulatedNames;
import dev.foliot.simulation.SimulatedNetwork;
import dev.foliot.simulation.SimulatedResolver;
import dev.foliot.simulation.VirtualWorld;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/** One scenario with one seed: the daemon itself, in virtual time, watched once a second. */
public final class Trial {
    private Trial() {}

    public static Observations run(Scenario scenario, int seed) {
        return run(scenario, seed, (daemon, clock) -> {});
    }

    /** @param observer sees the daemon and its clock in each second as well, right after the observations have */
    static Observations run(Scenario scenario, int seed, BiConsumer<Daemon, SimulatedClock> observer) {
        ScenarioWorld simulated = new ScenarioWorld(scenario, seed);
        VirtualWorld world = simulated.world();
        SimulatedNetwork host = simulated.host();
        SimulatedClock clock = simulated.clock();
        Observations observations = new Observations(scenario.durationS() + 1);
        Poller poller = host.newPoller();
        SimulatedResolver resolver = new SimulatedResolver(world, new SimulatedNames(), poller);
        Ports ports = new Ports(clock, "simulated", host, resolver, poller);
        try (Daemon daemon = new Daemon(ClientSetup.of(scenario).configuration(), ports, new SplittableRandom(seed))) {
            world.everySecond(second -> {
                if (second <= scenario.durationS()) {
                    double boundS = daemon.errorBoundS();
                    observations.add(clock.errorS(), clock.frequencyError().ratio(), boundS, host.datagramsSent());
                    observer.accept(daemon, clock);
                }
            });
            world.run(0);
            while (observations.seconds() <= scenario.durationS()) {
                daemon.turn(Daemon.LONGEST_TURN_NS);
            }
        } catch (ClockException e) {
            throw new IllegalStateException("a simulated clock can be steered", e);
        }
        return observations;
    }
}
