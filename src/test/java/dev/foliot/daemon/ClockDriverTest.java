package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.platform.ClockCapabilities;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.SystemClock;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class ClockDriverTest {
    private static final ClockReading NOW = new ClockReading(1_790_000_000_000_000_000L, 5);

    /** As in a container whose filter of system calls knows no adjtimex. */
    @Test
    void aClockThatCanOnlyBeReadIsReadAllTheSame() throws Exception {
        assertEquals(NOW, new ClockDriver(readable()).read());
    }

    private static SystemClock readable() {
        ClockCapabilities capabilities =
                new ClockCapabilities("", false, false, false, false, Frequency.ZERO, Frequency.ZERO, 1);
        return (SystemClock) Proxy.newProxyInstance(
                SystemClock.class.getClassLoader(), new Class<?>[] {SystemClock.class}, (clock, method, arguments) -> {
                    return switch (method.getName()) {
                        case "read" -> NOW;
                        case "capabilities" -> capabilities;
                        default -> throw new ClockException("not permitted", true);
                    };
                });
    }
}
