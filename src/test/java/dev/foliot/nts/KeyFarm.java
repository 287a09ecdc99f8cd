package dev.foliot.nts;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.time.ClockReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Several machines that share keys over something which replaces them in one piece, in virtual time. One step takes a
 * twentieth of an interval; in it every machine that is not cut off looks once, and the first of them is the rotator.
 */
final class KeyFarm {
    static final long INTERVAL_S = 2000;
    static final int STEPS_AN_INTERVAL = 20;
    private static final long STEP_S = INTERVAL_S / STEPS_AN_INTERVAL;
    private static final long START_S = 1_790_000_000;

    private final Random random;
    private final KeyRotationParameters parameters;
    private final List<Member> members = new ArrayList<>();
    private final List<Cookie> cookies = new ArrayList<>();
    private List<MasterKey> shared = List.of();
    private int made;
    private int step;

    /** What is known of a cookie: which key sealed it, and in which step. */
    private record Cookie(int keyId, int step) {}

    KeyFarm(int size, int staleKeyCount, long seed) {
        random = new Random(seed);
        parameters = new KeyRotationParameters(staleKeyCount, INTERVAL_S);
        for (int i = 0; i < size; i++) {
            members.add(new Member());
        }
    }

    final class Member {
        private KeyRotation rotation = new KeyRotation(parameters);
        private long clockErrorS;
        private boolean cutOff;

        /** By how much its clock is wrong from now on. */
        void setClock(long errorS) {
            clockErrorS = errorS;
        }

        /** Whether it reaches what is shared, and clients reach it. */
        void cutOff(boolean now) {
            cutOff = now;
        }

        /** Starts again, with what it had in its own file. */
        void restart() {
            List<MasterKey> kept = rotation.all();
            rotation = new KeyRotation(parameters);
            if (!kept.isEmpty()) {
                rotation.adopt(kept, now());
            }
        }

        private ClockReading now() {
            long trueS = step * STEP_S;
            return new ClockReading(Math.max(0, START_S + trueS + clockErrorS) * 1_000_000_000, trueS * 1_000_000_000);
        }

        private void follow() {
            if (!shared.isEmpty() && !shared.equals(rotation.all())) {
                rotation.adopt(shared, now());
            }
        }

        private void rotate() {
            rotation.rotated(now(), clockErrorS == 0, random::nextBytes).ifPresent(rotated -> {
                shared = rotated;
                made++;
                rotation.adopt(rotated, now());
            });
        }
    }

    List<Member> members() {
        return members;
    }

    /** How often new keys have been made. */
    int made() {
        return made;
    }

    void step() {
        step++;
        List<Member> reached = members.stream().filter(m -> !m.cutOff).toList();
        reached.forEach(Member::follow);
        reached.stream().findFirst().ifPresent(Member::rotate);
        for (Member member : reached) {
            MasterKeys keys = member.rotation.keys(member.now());
            assertTrue(keys.all().size() <= parameters.staleKeyCount() + 2, keys::toString);
            if (!keys.isEmpty()) {
                cookies.add(new Cookie(keys.current().id(), step));
            }
        }
    }

    /** Every cookie that is not older than so many steps is accepted by everyone whom clients reach. */
    void acceptsCookiesOf(int steps) {
        cookies.removeIf(cookie -> step - cookie.step > steps);
        for (Member member : members) {
            MasterKeys keys = member.rotation.keys(member.now());
            for (Cookie cookie : member.cutOff || keys.isEmpty() ? List.<Cookie>of() : cookies) {
                assertNotNull(
                        keys.find(cookie.keyId),
                        () -> "a cookie of step " + cookie.step + " in step " + step + ": " + keys);
            }
        }
    }
}
