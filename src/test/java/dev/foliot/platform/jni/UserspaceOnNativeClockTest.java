package dev.foliot.platform.jni;

import dev.foliot.platform.MeasuresByTheClock;
import dev.foliot.platform.SteerableClockContract;
import dev.foliot.platform.SystemClock;
import dev.foliot.platform.UserspaceClock;
import java.util.OptionalLong;

/** The userspace clock in real time, which needs no permission and steers nothing but itself. */
@MeasuresByTheClock
class UserspaceOnNativeClockTest extends SteerableClockContract {
    private final SystemClock underlying = KernelClocks.open(ClockInterface.NATIVE);

    @Override
    protected SystemClock newClock() {
        return new UserspaceClock(underlying);
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
        return true;
    }

    @Override
    protected OptionalLong independentNs() {
        return OptionalLong.of(underlying.read().monotonicNs());
    }
}
