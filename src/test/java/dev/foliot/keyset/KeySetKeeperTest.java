package dev.foliot.keyset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.nts.KeyRotationParameters;
import dev.foliot.nts.MasterKey;
import dev.foliot.nts.MasterKeys;
import dev.foliot.platform.DiskFiles;
import dev.foliot.time.ClockReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of one machine, and keys that an operator distributes. */
class KeySetKeeperTest {
    private static final long DAY_S = 86_400;

    @TempDir
    private Path directory;

    private Path file;
    private final AtomicLong utcS = new AtomicLong(1_790_000_000);
    private final AtomicReference<String> failure = new AtomicReference<>("");

    @BeforeEach
    void name() {
        file = directory.resolve("keys.json");
    }

    private KeySetKeeper keeper(long intervalS, Path storage) {
        KeySetKeeper keeper = new KeySetKeeper(
                new KeySetParameters(
                        new KeyRotationParameters(7, intervalS), Optional.ofNullable(storage), Optional.empty()),
                () -> "member",
                () -> new ClockReading(utcS.get() * 1_000_000_000, System.nanoTime()),
                new SecureRandom()::nextBytes);
        keeper.start(() -> failure.set("it has ended by a fault"));
        return keeper;
    }

    private void distribute(List<MasterKey> keys) throws IOException {
        DiskFiles.replaceSecret(file, KeyText.write(keys).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void beforeTheStartThereAreNone() {
        KeySetKeeper keeper = new KeySetKeeper(
                KeySetParameters.DEFAULT, () -> "", () -> new ClockReading(0, 0), new SecureRandom()::nextBytes);
        assertSame(MasterKeys.NONE, keeper.keys());
        assertEquals("", keeper.status().current());
        keeper.close();
    }

    @Test
    void keysOfOneMachineAreThereAtOnceAndChangeInTime() throws Exception {
        try (KeySetKeeper keeper = keeper(DAY_S, null)) {
            MasterKeys first = keeper.keys();
            assertEquals(2, first.all().size());
            KeySetStatus status = keeper.status();
            assertEquals("memory", status.source());
            assertTrue(status.rotating());
            assertEquals(String.format("%08x", first.current().id()), status.current());
            assertEquals(OptionalLong.of(utcS.get()), status.usedFromS());
            assertEquals(OptionalLong.of(utcS.get() + DAY_S), status.nextS());
            utcS.addAndGet(DAY_S);
            keeper.wakeUp();
            Eventually.holds("the next is used", () -> keeper.keys().all().size() == 3);
            assertEquals(first.all().get(1), keeper.keys().current());
            assertNotNull(keeper.keys().find(first.current().id()));
        }
        assertEquals("", failure.get());
    }

    @Test
    void keysOutliveTheDaemon() {
        MasterKeys before;
        try (KeySetKeeper keeper = keeper(DAY_S, file)) {
            before = keeper.keys();
        }
        try (KeySetKeeper keeper = keeper(DAY_S, file)) {
            assertEquals(before.all(), keeper.keys().all());
            assertEquals(file.toString(), keeper.status().source());
        }
    }

    @Test
    void ownKeysThatAreBrokenAreReplaced() throws IOException {
        distribute(SampleKeys.of(1, 2));
        Files.writeString(file, "broken");
        try (KeySetKeeper keeper = keeper(DAY_S, file)) {
            assertEquals(2, keeper.keys().all().size());
            assertEquals(keeper.keys().all(), KeyText.read(Files.readString(file)));
        }
    }

    @Test
    void ownKeysThatAreDeletedAreWrittenAgain() throws Exception {
        try (KeySetKeeper keeper = keeper(DAY_S, file)) {
            List<MasterKey> keys = keeper.keys().all();
            Files.delete(file);
            keeper.wakeUp();
            Eventually.holds("the file is back", () -> Files.exists(file));
            assertEquals(keys, KeyText.read(Files.readString(file)));
        }
    }

    @Test
    void distributedKeysAreFollowed() throws Exception {
        List<MasterKey> first = SampleKeys.of(1, 9);
        List<MasterKey> second = SampleKeys.of(2, 9);
        distribute(first);
        try (KeySetKeeper keeper = keeper(0, file)) {
            assertEquals(first, keeper.keys().all());
            assertFalse(keeper.status().rotating());
            distribute(second);
            keeper.wakeUp();
            Eventually.holds("they are read", () -> keeper.keys().all().equals(second));
        }
        assertEquals(second, KeyText.read(Files.readString(file)), "and never written");
    }

    @Test
    void brokenDistributedKeysChangeNothing() throws Exception {
        List<MasterKey> keys = SampleKeys.of(1, 9);
        distribute(keys);
        try (KeySetKeeper keeper = keeper(0, file)) {
            Files.writeString(file, "{\"version\": 1,");
            keeper.wakeUp();
            Eventually.holds("it is said", () -> !keeper.status().error().isEmpty());
            assertEquals(
                    file + ": it is not a file of keys: it ends before its end",
                    keeper.status().error());
            assertEquals(keys, keeper.keys().all());
            Files.delete(file);
            keeper.wakeUp();
            Eventually.holds("it is missed", () -> keeper.status().error().equals(file + ": there is no such file"));
            assertEquals(keys, keeper.keys().all());
            distribute(SampleKeys.of(2, 1));
            keeper.wakeUp();
            Eventually.holds("all is well again", () -> keeper.status().error().isEmpty());
            assertEquals(SampleKeys.of(2, 1), keeper.keys().all());
        }
    }

    @Test
    void withoutDistributedKeysThereAreNone() {
        try (KeySetKeeper keeper = keeper(0, file)) {
            assertTrue(keeper.keys().isEmpty());
            assertEquals(file + ": there is no such file", keeper.status().error());
        }
    }

    @Test
    void aFaultOfOursIsNotHidden() throws Exception {
        KeySetKeeper keeper = new KeySetKeeper(
                KeySetParameters.DEFAULT,
                () -> "member",
                () -> new ClockReading(utcS.get() * 1_000_000_000, utcS.get()),
                bytes -> {
                    if (utcS.get() > 1_790_000_000) {
                        throw new IllegalStateException("no random numbers");
                    }
                });
        keeper.start(() -> failure.set("it has ended by a fault"));
        utcS.addAndGet(DAY_S);
        keeper.wakeUp();
        Eventually.holds("it is told", () -> failure.get().equals("it has ended by a fault"));
        keeper.close();
    }
}
