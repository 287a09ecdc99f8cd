package dev.foliot.keyset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.nts.KeyRotationParameters;
import dev.foliot.nts.MasterKey;
import dev.foliot.nts.MasterKeys;
import dev.foliot.platform.DiskFiles;
import dev.foliot.time.ClockReading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Members of a farm as they run, on a real etcd that comes and goes; their keys live for seconds. */
class EtcdFarmTest {
    private static final long INTERVAL_S = 2;

    @TempDir
    private static Path scratch;

    private static Etcd etcd;

    private final List<KeySetKeeper> members = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private String name;

    @BeforeAll
    static void start() throws Exception {
        etcd = Etcd.start(scratch, Pki.make(scratch));
    }

    @AfterAll
    static void end() {
        if (etcd != null) {
            etcd.close();
        }
    }

    @BeforeEach
    void name(TestInfo test) {
        name = test.getDisplayName().replaceAll("\\W", "");
    }

    @AfterEach
    void close() {
        members.forEach(KeySetKeeper::close);
        assertEquals(List.of(), failures);
    }

    private KeySetKeeper member(long intervalS, Optional<Path> cache) {
        String self = "member-" + members.size();
        KeySetKeeper member = new KeySetKeeper(
                new KeySetParameters(
                        new KeyRotationParameters(7, intervalS),
                        cache,
                        Optional.of(etcd.parameters("/foliot/" + name + "/"))),
                () -> self,
                () -> new ClockReading(System.currentTimeMillis() * 1_000_000, System.nanoTime()),
                new SecureRandom()::nextBytes);
        member.setTimeIsKnown(true);
        members.add(member);
        member.start(() -> failures.add(self));
        return member;
    }

    private List<MasterKey> inEtcd() throws Exception {
        return KeyText.read(etcd.get("/foliot/" + name + "/keys"));
    }

    private static void hasKeys(KeySetKeeper member) throws Exception {
        Eventually.holds("it has keys", () -> !member.keys().isEmpty());
    }

    /** What any member seals now every other opens now. */
    private void acceptEachOther() {
        List<MasterKey> used = members.stream().map(m -> m.keys().current()).toList();
        for (KeySetKeeper member : members) {
            MasterKeys keys = member.keys();
            used.forEach(key -> assertNotNull(keys.find(key.id()), () -> key + " is not among " + keys));
        }
    }

    private long rotating() {
        return members.stream().filter(m -> m.status().rotating()).count();
    }

    @Test
    void threeMembersAcceptEachOthersCookiesThroughRotationsByOneOfThem() throws Exception {
        for (int i = 0; i < 3; i++) {
            member(INTERVAL_S, Optional.empty());
        }
        for (KeySetKeeper member : members) {
            hasKeys(member);
        }
        Set<Integer> seen = new HashSet<>();
        Eventually.holds("five keys have been used", () -> {
            acceptEachOther();
            assertTrue(rotating() <= 1, "no two rotate");
            seen.add(members.get(0).keys().current().id());
            return seen.size() == 5;
        });
        assertEquals(1, rotating());
        List<MasterKey> keys = inEtcd();
        for (int i = 1; i < keys.size(); i++) {
            long apartS = keys.get(i).usedFromS() - keys.get(i - 1).usedFromS();
            assertTrue(apartS >= INTERVAL_S, () -> "a key more than there should be: " + keys);
        }
    }

    @Test
    void whenTheRotatorEndsAnotherGoesOn() throws Exception {
        KeySetKeeper first = member(INTERVAL_S, Optional.empty());
        Eventually.holds("the first rotates", () -> first.status().rotating());
        KeySetKeeper second = member(INTERVAL_S, Optional.empty());
        hasKeys(second);
        MasterKeys before = first.keys();
        first.close();
        members.remove(first);
        Eventually.holds("the second rotates", () -> second.status().rotating());
        Eventually.holds(
                "there are new keys",
                () -> second.keys().all().size() > before.all().size());
        assertNotNull(second.keys().find(before.current().id()));
    }

    @Test
    void aFollowerWithoutRotationFollows() throws Exception {
        KeySetKeeper member = member(INTERVAL_S, Optional.empty());
        hasKeys(member);
        KeySetKeeper follower = member(0, Optional.empty());
        Eventually.holds("it follows", () -> follower.keys().all().equals(inEtcd()));
        assertFalse(follower.status().rotating());
    }

    @Test
    void keysThatEtcdHasLostComeBack() throws Exception {
        KeySetKeeper member = member(3600, Optional.empty());
        hasKeys(member);
        List<MasterKey> keys = member.keys().all();
        etcd.delete("/foliot/" + name + "/keys");
        member.wakeUp();
        Eventually.holds("they are back", () -> etcd.has("/foliot/" + name + "/keys"));
        assertEquals(keys, inEtcd());
        assertEquals(keys, member.keys().all());
    }

    @Test
    void withoutEtcdWhatIsKnownHoldsAndNothingIsMadeUp() throws Exception {
        Path cache = scratch.resolve("copy.json");
        KeySetKeeper running = member(INTERVAL_S, Optional.of(cache));
        hasKeys(running);
        etcd.kill();
        Eventually.holds("it is missed", () -> !running.status().error().isEmpty());
        assertFalse(running.status().rotating());
        List<MasterKey> known = running.keys().all();
        Eventually.holds("the next is used", () -> running.keys().current().equals(known.get(known.size() - 1)));
        KeySetKeeper withCopy = member(INTERVAL_S, Optional.of(cache));
        assertEquals(known, withCopy.keys().all(), "what was left is there at once");
        KeySetKeeper without = member(INTERVAL_S, Optional.of(scratch.resolve("none.json")));
        Eventually.holds("it has tried", () -> !without.status().error().isEmpty());
        assertTrue(without.keys().isEmpty());
        assertFalse(Files.exists(scratch.resolve("none.json")));
        assertEquals(known, running.keys().all(), "nobody has rotated");

        etcd.start();
        hasKeys(without);
        Eventually.holds(
                "there are new keys",
                () -> members.stream()
                        .allMatch(m ->
                                m.status().error().isEmpty() && m.keys().all().size() > known.size()));
        acceptEachOther();
        assertNotNull(without.keys().find(known.get(0).id()));
        assertEquals(1, rotating());
    }

    @Test
    void aCopyThatIsOlderThanWhatEtcdHoldsDoesNotCount() throws Exception {
        KeySetKeeper member = member(3600, Optional.empty());
        hasKeys(member);
        Path cache = scratch.resolve("old.json");
        DiskFiles.replaceSecret(cache, KeyText.write(SampleKeys.of(1, 4)).getBytes(StandardCharsets.UTF_8));
        KeySetKeeper late = member(3600, Optional.of(cache));
        Eventually.holds(
                "it follows", () -> late.keys().all().equals(member.keys().all()));
        assertEquals(inEtcd(), KeyText.read(Files.readString(cache)));
    }
}
