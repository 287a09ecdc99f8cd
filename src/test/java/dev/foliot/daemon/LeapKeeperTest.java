package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.discipline.LeapLists;
import dev.foliot.discipline.LeapPolicy;
import dev.foliot.platform.DiskFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeapKeeperTest {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final Instant EXPIRY = Instant.parse("2026-06-28T00:00:00Z");

    @TempDir
    Path directory;

    private final Logger logger = Logger.getLogger(LeapKeeper.class.getName());
    private final List<String> warnings = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            warnings.add((String) entry.getParameters()[1]);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void listThatHasExpiredAndIsGoneIsNoNewsEveryDay() throws IOException {
        Path list = directory.resolve("leap-seconds.list");
        Files.writeString(list, LeapLists.untilJanuary2017(EXPIRY));
        LeapKeeper keeper = new LeapKeeper(new DiskFiles(), list, new LeapPolicy(), 0);
        Files.delete(list);
        days(keeper, 1, 10);
        assertEquals(2, warnings.size(), warnings::toString);

        Files.writeString(list, LeapLists.untilJanuary2017(EXPIRY));
        days(keeper, 11, 12);
        Files.delete(list);
        days(keeper, 13, 14);
        assertEquals(3, warnings.size(), "gone again: " + warnings);
    }

    private static void days(LeapKeeper keeper, int first, int last) {
        for (int day = first; day <= last; day++) {
            long nowNs = EXPIRY.getEpochSecond() * 1_000_000_000L + day * DAY_NS;
            keeper.turn(day * DAY_NS, Optional.of(nowNs));
        }
    }
}
