package dev.foliot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.foliot.control.Json;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockStatus;
import dev.foliot.selftest.Machine;
import dev.foliot.selftest.Outcome;
import dev.foliot.selftest.Timeline;
import dev.foliot.selftest.Verdict;
import dev.foliot.simulation.ClockParameters;
import dev.foliot.simulation.ClockQuirks;
import dev.foliot.simulation.Fabric;
import dev.foliot.simulation.Oscillators;
import dev.foliot.simulation.SimulatedClock;
import dev.foliot.simulation.SimulatedNetwork;
import dev.foliot.simulation.VirtualWorld;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelftestCommandTest {
    private final VirtualWorld world = new VirtualWorld(1_767_225_600_000_000_000L);
    private final SimulatedClock clock =
            new SimulatedClock(world, Oscillators.constant(Frequency.ZERO), ClockParameters.DEFAULT);
    private final Shell shell = new Shell(List.of(new SelftestCommand(this::machine)));

    /** Its clock stands still while it is read, which is no sound one. */
    private Machine machine() {
        SimulatedNetwork network = new SimulatedNetwork(new Fabric(world, 1), clock);
        return new Machine(
                clock,
                () -> {
                    throw new ClockException("no such scale", false);
                },
                network,
                network,
                List.of(),
                new Timeline() {
                    @Override
                    public void pass(long durationNs) {
                        world.run(durationNs * 1e-9);
                    }

                    @Override
                    public void after(long delayNs, Runnable action) {
                        world.after(delayNs * 1e-9, action);
                    }
                });
    }

    @Test
    void whatFailsIsSaidAndMakesTheExitCode() {
        shell.run("selftest");

        assertEquals(ExitCode.OS_ERROR.code(), shell.exitCode().code());
        assertTrue(shell.out().contains("failed    clock resolution            the clock stands still\n"), shell.out());
        assertTrue(shell.out().contains("Foliot cannot rely on this machine: "), shell.out());
        assertTrue(shell.out().contains("--steer"), shell.out());
    }

    @Test
    void jsonHasNothingBesideIt() {
        JsonObject report = Json.parse(shell.run("selftest", "--json").out()).getAsJsonObject();

        assertEquals("failed", report.get("verdict").getAsString());
        assertFalse(report.get("steered").getAsBoolean());
        assertEquals(15, report.getAsJsonArray("checks").size());
    }

    @Test
    void steeringIsDoneWhenAskedForAndPutBack() throws ClockException {
        String printed = shell.run("selftest", "--steer").out();

        assertTrue(printed.contains("ok        step by 50 ms and back"), printed);
        assertTrue(printed.contains("ok        clock as it was"), printed);
        assertEquals(0, clock.errorS(), 1e-6);
        assertEquals(Frequency.ZERO, clock.state().frequency());
    }

    @Test
    void withoutPermissionNothingIsTried() {
        clock.setQuirks(ClockQuirks.REFUSES);

        assertEquals(ExitCode.NO_PERMISSION, shell.run("selftest", "--steer").exitCode());
        assertEquals("", shell.out());
    }

    @Test
    void besideAnotherDaemonItSteersOnlyWhenToldTwice() throws ClockException {
        clock.setStatus(new ClockStatus(LeapIndicator.NONE, 1000, 1000));

        assertEquals(ExitCode.UNAVAILABLE, shell.run("selftest", "--steer").exitCode());
        assertTrue(shell.err().contains("--despite-daemon"), shell.err());

        shell.run("selftest", "--steer", "--despite-daemon");
        assertTrue(shell.out().contains("clock as it was"), shell.out());
        assertEquals(LeapIndicator.NONE, clock.state().leap());
    }

    @Test
    void figuresAreShownWithTheirUnitsAndSpreadsAsOne() {
        Map<String, Number> figures = new LinkedHashMap<>();
        figures.put("datagrams", 100);
        figures.put("after_sending_min_ns", 1200);
        figures.put("after_sending_median_ns", 2500);
        figures.put("after_sending_max_ns", 40_000);
        figures.put("error_ns", -3);
        figures.put("rate_ppm", -1.25);
        figures.put("quantum_ppb", 0.0153);
        Outcome outcome = new Outcome("a check", Verdict.DEGRADED, "so so", figures);

        String indent = " ".repeat(38);
        assertEquals(
                "degraded  a check                     so so\n"
                        + indent + "datagrams 100, after sending 2.50 us (1.20 us to 40.0 us), error -3.00 ns,\n"
                        + indent + "rate -1.250 ppm, quantum 0.0153 ppb\n",
                SelftestText.line(outcome, Palette.PLAIN));
    }
}
