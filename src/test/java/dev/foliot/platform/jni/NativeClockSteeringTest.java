package dev.foliot.platform.jni;

import dev.foliot.platform.ClockException;
import dev.foliot.platform.RawReading;
import dev.foliot.platform.SteerableClockContract;
import dev.foliot.platform.SteersTheClock;
import dev.foliot.platform.SystemClock;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;

/** Steers this machine's clock, by little, and puts it back. */
@SteersTheClock
class NativeClockSteeringTest {
    @Nested
    class Adjtimex extends SteeringContract {
        Adjtimex() {
            super(ClockInterface.ADJTIMEX);
        }
    }

    @Nested
    class NtpAdjtime extends SteeringContract {
        NtpAdjtime() {
            super(ClockInterface.NTP_ADJTIME);
        }
    }

    abstract static class SteeringContract extends SteerableClockContract {
        private final ClockInterface clockInterface;

        SteeringContract(ClockInterface clockInterface) {
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

        @Override
        protected boolean belongsToTheTest() {
            return false;
        }

        @Override
        protected OptionalLong independentNs() {
            try {
                return OptionalLong.of(((NativeClock) clock).readRaw().rawNs());
            } catch (ClockException e) {
                return OptionalLong.empty(); // this machine has none
            }
        }

        @Override
        protected long[] besideIndependent() {
            try {
                RawReading reading = ((NativeClock) clock).readRaw();
                return new long[] {reading.monotonicNs(), reading.rawNs()};
            } catch (ClockException e) {
                throw new AssertionError(e);
            }
        }
    }
}
