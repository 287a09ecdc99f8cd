package dev.foliot.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.observability.ClockSnapshot;
import dev.foliot.time.Frequency;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("vm")
class VirtualMachineTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final double OSCILLATOR_PPM = 80;

    private static final double SYNCHRONISED_S = 10e-3;
    private static final double FREQUENCY_TOLERANCE_PPM = 5;

    @Test
    void clockThatIsHoursAheadIsSetAndKept() throws Exception {
        try (TrueTime truth = new TrueTime(now, Frequency.ofPpm(OSCILLATOR_PPM));
                Guest guest = new Guest("ahead", now.plus(Duration.ofHours(5)))) {
            Watch watch = new Watch("5 h ahead, oscillator 80 ppm slow", guest, truth);
            assertFalse(watch.look().kernel().synchronised());
            guest.startDaemon(configuration(truth));
            comesRight(watch);
            settles(watch, guest);

            assertEquals(0, guest.stopDaemon());
            String drift = guest.run("cat /var/lib/foliot/drift");
            Watch.print("  stopped; drift file: %s", drift.strip());
            guest.startDaemon(configuration(truth));
            assertTrue(watch.worst(Duration.ofSeconds(30)) < SYNCHRONISED_S);
        }
    }

    private static List<String> configuration(TrueTime truth) {
        return List.of(
                "[[source]]",
                "mode = \"server\"",
                "address = \"10.0.2.2:" + truth.port() + "\"",
                "poll-interval-limits = { min = 0, max = 2 }",
                "[clock]",
                "control = \"kernel\"");
    }

    private static void comesRight(Watch watch) throws Exception {
        watch.until("within a second", Duration.ofMinutes(1), look -> look.within(1));
        watch.until(
                "synchronised within 10 ms",
                Duration.ofMinutes(2),
                look -> look.kernel().synchronised() && look.within(SYNCHRONISED_S));
    }

    private static void settles(Watch watch, Guest guest) throws Exception {
        watch.worst(Duration.ofSeconds(30));
        assertTrue(watch.worst(Duration.ofSeconds(30)) < SYNCHRONISED_S);
        ClockSnapshot clock = guest.status().clock();
        Watch.Look look = watch.look();
        Watch.print("  %s", clock);
        assertTrue(clock.synchronised() && clock.steered(), () -> "" + clock);
        assertEquals("adjtimex", clock.backend());
        assertTrue(look.within(clock.errorBoundS()), () -> clock + "; " + look);
        assertEquals(OSCILLATOR_PPM, clock.frequencyPpm(), FREQUENCY_TOLERANCE_PPM);
    }
}
