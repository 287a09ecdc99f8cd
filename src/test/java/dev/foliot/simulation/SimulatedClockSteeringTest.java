package dev.foliot.simulation;

import dev.foliot.platform.SteerableClockContract;
import dev.foliot.platform.SystemClock;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;

/** The simulated clock with the ways of each system. */
class SimulatedClockSteeringTest {
    @Nested
    class Linux extends SimulatedContract {
        Linux() {
            super(ClockQuirks.NONE);
        }
    }

    @Nested
    class FreeBsd extends SimulatedContract {
        FreeBsd() {
            super(ClockQuirks.FREEBSD);
        }
    }

    @Nested
    class MacOs extends SimulatedContract {
        MacOs() {
            super(ClockQuirks.MACOS);
        }
    }

    abstract static class SimulatedContract extends SteerableClockContract {
        private final VirtualWorld world = new VirtualWorld(TestWorld.START_UTC_NS);
        private final ClockQuirks quirks;

        SimulatedContract(ClockQuirks quirks) {
            this.quirks = quirks;
        }

        @Override
        protected SystemClock newClock() {
            SimulatedClock simulated =
                    new SimulatedClock(world, Signal.constant(23e-6), ClockParameters.DEFAULT.withOffsetNs(1_234_567));
            simulated.setQuirks(quirks);
            return simulated;
        }

        @Override
        protected void pass(long durationNs) {
            world.run(durationNs * 1e-9);
        }

        @Override
        protected boolean belongsToTheTest() {
            return true;
        }

        @Override
        protected OptionalLong independentNs() {
            return OptionalLong.of(world.nowPs() / 1000);
        }
    }
}
