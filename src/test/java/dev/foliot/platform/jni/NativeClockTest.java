package dev.foliot.platform.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.platform.ClockCapabilities;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.FrequencyOnset;
import dev.foliot.platform.MeasuresByTheClock;
import dev.foliot.platform.RawReading;
import dev.foliot.platform.SystemClock;
import dev.foliot.platform.SystemClockContract;
import dev.foliot.time.ClockReading;
import dev.foliot.time.LeapIndicator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The kernel's clock through both interfaces, as far as anybody may go: reading, and being refused. */
@MeasuresByTheClock
class NativeClockTest {
    @EnabledOnOs(OS.LINUX)
    @Nested
    class Adjtimex extends ReadingContract {
        Adjtimex() {
            super(ClockInterface.ADJTIMEX);
        }

        @Test
        void capabilitiesAreThoseOfLinux() {
            ClockCapabilities capabilities = clock.capabilities();

            assertEquals("adjtimex", capabilities.backend());
            assertTrue(capabilities.atomicStep());
            assertTrue(capabilities.leap());
            assertTrue(capabilities.tai());
        }
    }

    @Nested
    class NtpAdjtime extends ReadingContract {
        NtpAdjtime() {
            super(ClockInterface.NTP_ADJTIME);
        }

        @Test
        void capabilitiesAreThoseOfTheOlderInterface() {
            ClockCapabilities capabilities = clock.capabilities();

            assertEquals("ntp_adjtime", capabilities.backend());
            assertFalse(capabilities.atomicStep());
            assertEquals(500, capabilities.maxFrequency().ppm(), 0.001);
        }
    }

    abstract static class ReadingContract extends SystemClockContract {
        private final ClockInterface clockInterface;

        ReadingContract(ClockInterface clockInterface) {
            this.clockInterface = clockInterface;
        }

        @Override
        protected SystemClock newClock() {
            return KernelClocks.open(clockInterface);
        }

        @Override
        protected long kernelUtcNs() {
            return KernelClocks.utcNs();
        }

        @Override
        protected void pass(long durationNs) {
            KernelClocks.pass(durationNs);
        }

        @Override
        protected long readingToleranceNs() {
            return KernelClocks.readingToleranceNs(clock);
        }
    }

    @EnabledOnOs({OS.LINUX, OS.MAC})
    @Test
    void rawScaleAdvancesBesideTheOthersAndIsReadAtTheirMoment() throws ClockException {
        NativeClock clock = (NativeClock) KernelClocks.open(ClockInterface.NATIVE);
        ClockReading before = clock.read();
        RawReading start = clock.readRaw();
        KernelClocks.pass(100_000_000);
        RawReading end = clock.readRaw();
        ClockReading after = clock.read();

        assertTrue(before.monotonicNs() <= start.monotonicNs() && end.monotonicNs() <= after.monotonicNs());
        assertTrue(before.utcNs() <= start.utcNs() && end.utcNs() <= after.utcNs());
        assertTrue(start.widthNs() >= 0 && start.widthNs() < 100_000, () -> start.widthNs() + " ns wide");
        double ratio = (double) (end.monotonicNs() - start.monotonicNs()) / (end.rawNs() - start.rawNs());
        assertEquals(1, ratio, 2e-3, "no kernel's nanoseconds differ by more than its limits of steering");
    }

    @Test
    void ordinalsOfTheFrequencyOnsetsAreThoseOfTheLibrary() {
        assertEquals(ClockNatives.FREQUENCY_AT_ONCE, FrequencyOnset.AT_ONCE.ordinal());
        assertEquals(ClockNatives.FREQUENCY_NEXT_SECOND, FrequencyOnset.NEXT_SECOND.ordinal());
        assertEquals(ClockNatives.FREQUENCY_AFTER_A_SECOND, FrequencyOnset.AFTER_A_SECOND.ordinal());
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void bestInterfaceOfLinuxIsAdjtimex() {
        assertEquals(
                "adjtimex",
                KernelClocks.open(ClockInterface.NATIVE).capabilities().backend());
    }

    @Test
    void ordinalsOfTheLeapIndicatorsAreThoseOfTheLibrary() {
        assertEquals(ClockNatives.LEAP_NONE, LeapIndicator.NONE.ordinal());
        assertEquals(ClockNatives.LEAP_INSERT, LeapIndicator.INSERT.ordinal());
        assertEquals(ClockNatives.LEAP_DELETE, LeapIndicator.DELETE.ordinal());
        assertEquals(ClockNatives.LEAP_UNSYNCHRONISED, LeapIndicator.UNSYNCHRONISED.ordinal());
    }
}
