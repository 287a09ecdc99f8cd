package dev.foliot.platform.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.foliot.platform.ServiceManager;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether there is a service manager, and how long it waits. That messages arrive, is NotifyTest's. */
class NotifySocketTest {
    private static final long SELF = 4711;

    @Test
    void withoutASocketThereIsNobody() {
        assertSame(ServiceManager.NONE, NotifySocket.find(Map.of("WATCHDOG_USEC", "1000"), SELF));
        assertSame(ServiceManager.NONE, NotifySocket.find(Map.of("NOTIFY_SOCKET", ""), SELF));
    }

    @ParameterizedTest
    @CsvSource({
        "30000000, 4711, 30000000000",
        "30000000, 4712, " + ServiceManager.UNWATCHED,
        "0, 4711, " + ServiceManager.UNWATCHED,
        "-1, 4711, " + ServiceManager.UNWATCHED,
        "soon, 4711, " + ServiceManager.UNWATCHED,
        "9223372036854775807, 4711, " + ServiceManager.UNWATCHED
    })
    void theWatchdogIsOursWhenItNamesThisProcess(String intervalUs, String processId, long expectedNs) {
        Map<String, String> environment =
                Map.of("NOTIFY_SOCKET", "@none", "WATCHDOG_USEC", intervalUs, "WATCHDOG_PID", processId);
        assertEquals(expectedNs, NotifySocket.find(environment, SELF).watchdogNs());
    }

    @Test
    void aWatchdogThatNamesNobodyIsOurs() {
        Map<String, String> environment = Map.of("NOTIFY_SOCKET", "@none", "WATCHDOG_USEC", "5");
        assertEquals(5000, NotifySocket.find(environment, SELF).watchdogNs());
    }

    @Test
    void aManagerThatIsGoneHoldsNobodyUp(@TempDir Path directory) {
        Map<String, String> environment =
                Map.of("NOTIFY_SOCKET", directory.resolve("notify").toString());
        ServiceManager manager = NotifySocket.find(environment, SELF);
        manager.ready();
        manager.status("well");
        manager.alive();
        manager.stopping();
    }
}
