package dev.foliot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.foliot.time.LeapIndicator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualWorldTest {
    private static final long NS_PER_S = 1_000_000_000L;

    private final VirtualWorld world = new VirtualWorld(1_767_225_600 * NS_PER_S);
    private final List<String> trace = new ArrayList<>();

    @Test
    void eventsHappenInTheOrderOfTheirTimes() {
        world.after(3, () -> trace.add("c at " + world.nowPs()));
        world.after(1e-12, () -> trace.add("a at " + world.nowPs()));
        world.after(2, () -> trace.add("b at " + world.nowPs()));
        world.run(10);

        assertEquals(List.of("a at 1", "b at 2000000000000", "c at 3000000000000"), trace);
        assertEquals(10 * VirtualWorld.PS_PER_S, world.nowPs());
    }

    @Test
    void eventsOfOneMomentHappenInTheOrderTheyWereScheduled() {
        for (int i = 0; i < 20; i++) {
            String name = "event " + i;
            world.at(500, () -> trace.add(name));
        }
        world.run(1);

        for (int i = 0; i < 20; i++) {
            assertEquals("event " + i, trace.get(i));
        }
    }

    @Test
    void wholeSecondIsSeenBeforeTheEventsInIt() {
        world.after(1, () -> trace.add("event"));
        world.everySecond(second -> trace.add("second " + second));
        world.tick(second -> trace.add("oscillator " + second));
        world.run(1);

        assertEquals(List.of("oscillator 0", "second 0", "oscillator 1", "second 1", "event"), trace);
    }

    @Test
    void eventMayScheduleAnotherAtTheSameMoment() {
        world.after(1, () -> world.after(0, () -> trace.add("now")));
        world.run(1);

        assertEquals(List.of("now"), trace);
    }

    @Test
    void limitOfTheRunIsIncluded() {
        world.after(1, () -> trace.add("at the limit"));
        world.after(1 + 1e-12, () -> trace.add("beyond"));
        world.run(1);

        assertEquals(List.of("at the limit"), trace);
    }

    @Test
    void pastIsPast() {
        world.run(1);

        assertThrows(IllegalArgumentException.class, () -> world.at(VirtualWorld.PS_PER_S - 1, () -> {}));
    }

    @Test
    void eventCannotMakeTimePass() {
        world.after(1, () -> world.run(1));

        assertThrows(IllegalStateException.class, () -> world.run(2));
    }

    @Test
    void waitingBeyondTheHorizonFailsInsteadOfOverflowing() {
        world.run(VirtualWorld.HORIZON_S);

        assertThrows(IllegalStateException.class, () -> world.passTo(Long.MAX_VALUE));
    }

    @Test
    void leapSecondRepeatsTheLastSecondOfTheDay() {
        world.leapToday(LeapIndicator.INSERT);
        world.run(86_399.5);
        assertEquals((1_767_225_600 + 86_399) * NS_PER_S + NS_PER_S / 2, world.utcNs());
        world.run(1);
        assertEquals((1_767_225_600 + 86_399) * NS_PER_S + NS_PER_S / 2, world.utcNs());
        world.run(1);
        assertEquals((1_767_225_600 + 86_400) * NS_PER_S + NS_PER_S / 2, world.utcNs());
    }

    @Test
    void deletedLeapSecondSkipsTheLastSecondOfTheDay() {
        world.leapToday(LeapIndicator.DELETE);
        world.run(86_398.5);
        assertEquals((1_767_225_600 + 86_398) * NS_PER_S + NS_PER_S / 2, world.utcNs());
        world.run(1);
        assertEquals((1_767_225_600 + 86_400) * NS_PER_S + NS_PER_S / 2, world.utcNs());
    }
}
