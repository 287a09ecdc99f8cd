package dev.foliot.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.observability.ClockSnapshot;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a porter does by hand: makes the clock of a machine wrong in one way after the other, and watches. */
@Tag("vm")
class VirtualMachineTest {
    private static final Frequency OSCILLATOR_ERROR = Frequency.ofPpm(80);
    private static final double FREQUENCY_TOLERANCE_PPM = 10;
    private static final double RIGHT_S = 10e-3;
    private static final Duration TO_START = Duration.ofSeconds(90);

    @Test
    void clockThatIsHoursAheadIsSetAndItsFrequencyRemembered() throws Exception {
        try (TrueTime truth = new TrueTime(OSCILLATOR_ERROR);
                Guest guest = new Guest("ahead", Instant.now().plus(Duration.ofHours(5)))) {
            Watch watch = new Watch("5 h ahead, the oscillator 80 ppm slow", guest, truth);
            assertFalse(watch.look().within(4 * 3600));
            guest.startDaemon(configuration(truth));
            comesRight(watch);
            settles(watch, guest, OSCILLATOR_ERROR);

            watch.until(
                    "the frequency is known to 1 ppm",
                    Duration.ofMinutes(8),
                    look -> guest.holds("test -s /var/lib/foliot/drift"));
            assertEquals(0, guest.stopDaemon());
            double driftPpm =
                    Double.parseDouble(guest.run("cat /var/lib/foliot/drift").split(" ")[0]);
            assertEquals(OSCILLATOR_ERROR.ppm(), driftPpm, 3);
            KernelState left = guest.kernel();
            assertEquals(driftPpm, left.frequencyPpm(), 1e-3, "it runs on at the correction");

            Watch.print("            stopped, which leaves %+.3f ppm; wrong by hand, and started again", driftPpm);
            guest.run("adjtimex -q -f 0");
            guest.startDaemon(configuration(truth));
            watch.until(
                    "at the correction again",
                    TO_START,
                    look -> Math.abs(look.kernel().frequencyPpm() - driftPpm) < 1e-3);
            comesRight(watch);
            assertTrue(watch.worst(Duration.ofSeconds(20)) < RIGHT_S);
            assertEquals(0, guest.status().clock().steps());
        }
    }

    @Test
    void clockThatIsHoursBehindAndSteeredWrongIsSet() throws Exception {
        try (TrueTime truth = new TrueTime(OSCILLATOR_ERROR);
                Guest guest = new Guest("behind", Instant.now().minus(Duration.ofHours(7)))) {
            Watch watch = new Watch("7 h behind, somebody has steered it by -300 ppm and a short tick", guest, truth);
            assertFalse(watch.look().within(6 * 3600));
            guest.run("adjtimex -q -f -19660800 -t 9999");
            guest.startDaemon(configuration(truth));
            comesRight(watch);
            settles(watch, guest, OSCILLATOR_ERROR);
        }
    }

    @Test
    void clockWithoutABatteryIsSet() throws Exception {
        try (TrueTime truth = new TrueTime(OSCILLATOR_ERROR);
                Guest guest = new Guest("battery", Instant.EPOCH)) {
            Watch watch = new Watch("starts at the epoch", guest, truth);
            watch.look();
            guest.startDaemon(configuration(truth));
            comesRight(watch);
            settles(watch, guest, OSCILLATOR_ERROR);
        }
    }

    @Test
    void whatHappensToAClockThatIsRight() throws Exception {
        try (TrueTime truth = new TrueTime(OSCILLATOR_ERROR);
                Guest guest = new Guest("events", Instant.now())) {
            Watch watch = new Watch("what happens to a clock that is right", guest, truth);
            guest.startDaemon(configuration(truth));
            comesRight(watch);
            settles(watch, guest, OSCILLATOR_ERROR);
            guest.stopDaemon();
            Watch.print("%nfound 40 ms behind, which is too little for a step");
            // Who sets the clock makes the kernel forget that it was right.
            guest.run("date -s @$(date +%s)");
            truth.step(Duration.ofNanos(truth.compare(guest.clock()).errorNs() + 40_000_000));
            Watch.Look wrong = watch.look();
            assertFalse(wrong.within(30e-3), () -> "" + wrong);
            guest.startDaemon(configuration(truth));
            watch.until("slewed", Duration.ofMinutes(4), look -> look.kernel().synchronised() && look.within(1e-3));
            assertEquals(0, guest.status().clock().steps());

            Watch.print("%nsomebody sets it back by 3 h");
            guest.run("date -s @$(($(date +%s) - 10800))");
            assertFalse(watch.look().within(2 * 3600));
            comesRight(watch);
            ClockSnapshot set = guest.status().clock();
            assertEquals(1, set.foreignSteps());
            assertEquals(1, set.steps());
            settles(watch, guest, OSCILLATOR_ERROR);

            Watch.print("%nthe server falls silent");
            truth.stopServing();
            assertTrue(watch.worst(Duration.ofSeconds(90)) < RIGHT_S);
            ClockSnapshot alone = guest.status().clock();
            assertTrue(alone.synchronised());
            assertTrue(watch.look().within(alone.errorBoundS()), () -> "" + alone);
            Watch.print("            the daemon promises %.3f ms", alone.errorBoundS() * 1e3);
            truth.serveAgain();
            assertTrue(watch.worst(Duration.ofSeconds(30)) < RIGHT_S);
        }
    }

    @Test
    void oscillatorThatIsWorseThanTheKernelsFrequencyAloneCanCorrect() throws Exception {
        Frequency error = Frequency.ofPpm(1200);
        try (TrueTime truth = new TrueTime(error);
                Guest guest = new Guest("frequency", Instant.now())) {
            Watch watch = new Watch("the oscillator 1200 ppm slow", guest, truth);
            List<String> configuration = new ArrayList<>(configuration(truth));
            configuration.addAll(List.of("[synchronization]", "maximum-drift = \"2000ppm\""));
            guest.startDaemon(configuration);
            comesRight(watch);
            settles(watch, guest, error);
            assertTrue(guest.kernel().tickUs() > 10_000);
        }
    }

    @Test
    void leapSecondIsInsertedByTheKernel() throws Exception {
        Instant midnight = Instant.parse("2027-07-01T00:00:00Z");
        try (TrueTime truth = new TrueTime(OSCILLATOR_ERROR);
                Guest guest = new Guest("leap", midnight.minus(Duration.ofHours(1)))) {
            truth.set(midnight.minusSeconds(100));
            truth.announce(LeapIndicator.INSERT);
            Watch watch = new Watch("a leap second at the end of " + midnight.minusSeconds(1), guest, truth);
            guest.startDaemon(configuration(truth));
            comesRight(watch);
            watch.until(
                    "the kernel knows",
                    Duration.ofSeconds(5),
                    look -> look.kernel().insertsLeapSecond());
            truth.await(midnight);
            truth.step(Duration.ofSeconds(-1));
            Watch.print("            the leap second");
            assertTrue(watch.worst(Duration.ofSeconds(5)) < RIGHT_S);
            truth.announce(LeapIndicator.NONE);
            assertTrue(watch.worst(Duration.ofSeconds(20)) < RIGHT_S);
            assertFalse(guest.kernel().insertsLeapSecond());
            assertTrue(guest.holds("dmesg | grep 'inserting leap second 23:59:60 UTC'"));
            assertTrue(guest.holds("grep 'the system has made the leap second' /run/foliot/log"));
            assertEquals(0, guest.status().clock().foreignSteps());
        }
    }

    @Test
    void selfTestFindsNothingWrong() throws Exception {
        try (Guest guest = new Guest("selftest", Instant.now())) {
            Watch.print(
                    "%nthe self-test, which steers the clock as well%n%s",
                    guest.run("foliot selftest --steer; echo $? >/tmp/selftest"));
            assertTrue(guest.holds("grep -x 0 /tmp/selftest"));
        }
    }

    /** For sources yet to come: a network card with a clock of its own, and pulses on a serial port. */
    @Test
    void guestHasAHardwareClockAndAPulseInput() throws Exception {
        try (Guest guest = new Guest("hardware", Instant.now())) {
            guest.run("modprobe e1000e; modprobe pps-ldisc; /usr/bin/ldattach 18 /dev/ttyS2");
            Watch.print("%nclocks beside the system's%n%s", guest.run("ls /dev/ptp* /dev/pps*"));
            assertTrue(guest.holds("test -c /dev/ptp0"));
            assertTrue(guest.holds("test -c /dev/pps0"));
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

    /** The daemon sets the clock, and tells the kernel that it is right. */
    private static void comesRight(Watch watch) throws Exception {
        watch.until("right", TO_START, look -> look.kernel().synchronised() && look.within(RIGHT_S));
    }

    /** After a while it stays right; the daemon knows how right, and how wrong the oscillator is. */
    private static void settles(Watch watch, Guest guest, Frequency oscillatorError) throws Exception {
        watch.worst(Duration.ofSeconds(30));
        assertTrue(watch.worst(Duration.ofSeconds(20)) < RIGHT_S);
        ClockSnapshot clock = guest.status().clock();
        Watch.Look look = watch.look();
        assertTrue(clock.synchronised() && clock.steered(), () -> "" + clock);
        Watch.print(
                "            the daemon says: within %.3f ms, frequency %+.3f ppm ± %.3f ppm",
                clock.errorBoundS() * 1e3, clock.frequencyPpm(), clock.frequencyErrorPpm());
        assertEquals("adjtimex", clock.backend());
        assertTrue(look.within(clock.errorBoundS()), () -> clock + "; " + look);
        assertEquals(oscillatorError.ppm(), clock.frequencyPpm(), FREQUENCY_TOLERANCE_PPM);
    }
}
