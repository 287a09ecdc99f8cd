package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.discipline.ClockCommand;
import dev.foliot.discipline.LeapMode;
import dev.foliot.platform.ClockCapabilities;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockState;
import dev.foliot.platform.ClockStatus;
import dev.foliot.platform.FrequencyOnset;
import dev.foliot.platform.SystemClock;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ClockDriverTest {
    private static final Logger LOGGER = Logger.getLogger(ClockDriver.class.getName());
    private static final ClockReading NOW = new ClockReading(1_790_000_000_000_000_000L, 5);

    @Test
    void aRefusalIsLoggedOnceInARowWhateverElseIsTaken() throws Exception {
        ClockCommand step = new ClockCommand.Step(1_000_000_000);
        ClockCommand frequency = new ClockCommand.SetFrequency(Frequency.ZERO);
        ClockDriver driver = new ClockDriver(clock("step"), LeapMode.SYSTEM, Observer.NONE);
        List<LogRecord> logged = new ArrayList<>();
        Handler handler = collector(logged);
        LOGGER.addHandler(handler);
        try {
            for (int i = 0; i < 3; i++) {
                driver.perform(step);
                driver.perform(frequency);
            }
        } finally {
            LOGGER.removeHandler(handler);
        }
        assertEquals(1, logged.size());
    }

    /** As in a container whose filter of system calls knows no adjtimex. */
    @Test
    void aClockThatCanOnlyBeReadIsReadAllTheSame() throws Exception {
        assertEquals(NOW, new ClockDriver(clock("state"), LeapMode.SYSTEM, Observer.NONE).read());
    }

    private static Handler collector(List<LogRecord> logged) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    /** A clock that stands still, and refuses one kind of call. */
    private static SystemClock clock(String refused) {
        boolean steerable = !refused.equals("state");
        ClockCapabilities capabilities = new ClockCapabilities(
                "", steerable, true, true, true, FrequencyOnset.AT_ONCE, Frequency.ZERO, Frequency.ZERO, 1);
        ClockStatus status = new ClockStatus(LeapIndicator.NONE, 0, 0);
        return (SystemClock) Proxy.newProxyInstance(
                SystemClock.class.getClassLoader(), new Class<?>[] {SystemClock.class}, (clock, method, arguments) -> {
                    if (method.getName().equals(refused)) {
                        throw new ClockException("not permitted", true);
                    }
                    return switch (method.getName()) {
                        case "read" -> NOW;
                        case "capabilities" -> capabilities;
                        case "suspendedNs" -> OptionalLong.empty();
                        case "state" -> new ClockState(Frequency.ZERO, status, 0, false);
                        default -> arguments[0];
                    };
                });
    }
}
