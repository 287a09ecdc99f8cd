package dev.foliot.association;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.foliot.association.SourceParameters.Mode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceDirectoryTest {
    private static final long S = 1_000_000_000L;
    private static final String NAME = "pool.example";

    private long nowNs = 5 * S;

    @Test
    void aNameIsLookedUpAtOnceAndOnlyOnce() {
        SourceDirectory directory = pool(4, Set.of());
        assertEquals(List.of(), directory.onDeadline(nowNs - 1));
        assertEquals(List.of(new DirectoryAction.Resolve(NAME)), directory.onDeadline(nowNs));
        assertEquals(List.of(), directory.onDeadline(nowNs + 1000 * S), "while the answer is on its way");
    }

    @Test
    void aNameThatDoesNotResolveIsRetriedAtGrowingIntervalsForEver() {
        SourceDirectory directory = pool(4, Set.of());
        List<Long> waitsS = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            resolved(directory);
            waitsS.add((directory.deadlineNs() - nowNs) / S);
        }
        assertEquals(List.of(2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 256L, 256L), waitsS);
        assertEquals(starts(1, 2, 3, 4), resolved(directory, 1, 2, 3, 4));
    }

    @Test
    void aPoolIsFilledToItsCountAndThenLeftAlone() {
        SourceDirectory directory = pool(3, Set.of());
        assertEquals(starts(1, 2), resolved(directory, 1, 2));
        assertEquals(starts(5), resolved(directory, 2, 5, 1, 6));
        assertEquals(Long.MAX_VALUE, directory.deadlineNs());
        assertEquals(List.of(), directory.onAnswer(addresses(7, 8), nowNs), "an answer that nobody waits for");
    }

    @Test
    void theServersInUseAreListedAsTheyCame() {
        SourceDirectory directory = pool(12, Set.of());
        resolved(directory, 12, 3, 7, 1, 9, 5, 11, 2, 8, 4, 10, 6);
        assertEquals(addresses(12, 3, 7, 1, 9, 5, 11, 2, 8, 4, 10, 6), List.copyOf(directory.active()));
    }

    @Test
    void anAddressThatComesTwiceIsStartedOnce() {
        assertEquals(starts(1, 2), resolved(pool(4, Set.of()), 1, 1, 2, 1));
    }

    @Test
    void ignoredAddressesAreNeverUsed() {
        SourceDirectory directory = pool(4, Set.copyOf(addresses(1, 3)));
        assertEquals(starts(2, 4), resolved(directory, 1, 2, 3, 4));
    }

    @Test
    void aServerIsTheFirstOfItsAddressesAndTheNextOnesAreSpare() {
        SourceDirectory directory = server(NAME);
        assertEquals(starts(1), resolved(directory, 1, 2));
        assertEquals(replaced(1, 2), dead(directory, 1));
        assertEquals(addresses(2), List.copyOf(directory.active()));
    }

    @Test
    void aDeadServerIsReplacedByASpareOneWithoutALookUp() {
        SourceDirectory directory = pool(2, Set.of());
        resolved(directory, 1, 2, 3);
        assertEquals(replaced(2, 3), dead(directory, 2));
        assertEquals(Long.MAX_VALUE, directory.deadlineNs());
    }

    @Test
    void whenNoneIsSpareTheNameIsLookedUpAnewAndTheDeadServerAskedUntilThereIsAnother() {
        SourceDirectory directory = pool(2, Set.of());
        resolved(directory, 1, 2);
        assertEquals(List.of(), dead(directory, 1));
        assertEquals(addresses(1, 2), List.copyOf(directory.active()));
        assertEquals(2 * S, directory.deadlineNs() - nowNs);
        assertEquals(List.of(), resolved(directory, 2, 1));
        assertEquals(addresses(1, 2), List.copyOf(directory.active()));
        dead(directory, 1);
        assertEquals(replaced(1, 3), resolved(directory, 1, 2, 3));
    }

    @Test
    void theNameOfADeadServerIsLookedUpAtGrowingIntervals() {
        SourceDirectory directory = server(NAME);
        resolved(directory, 1);
        List<Long> waitsS = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            dead(directory, 1);
            dead(directory, 1);
            waitsS.add((directory.deadlineNs() - nowNs) / S);
            resolved(directory, 1);
        }
        assertEquals(List.of(2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 256L), waitsS);
    }

    @Test
    void aDeadServerIsNotLookedUpWhileALookUpIsUnderWay() {
        SourceDirectory directory = server(NAME);
        resolved(directory, 1);
        dead(directory, 1);
        nowNs = directory.deadlineNs();
        directory.onDeadline(nowNs);
        dead(directory, 1);
        assertEquals(Long.MAX_VALUE, directory.deadlineNs());
    }

    @Test
    void aServerThatAnswersAgainBeforeTheLookUpStays() {
        SourceDirectory directory = server(NAME);
        resolved(directory, 1);
        dead(directory, 1);
        resolved(directory, 1);
        assertEquals(List.of(), resolved(directory, 2), "nobody has called it dead since the last answer");
        assertEquals(addresses(1), List.copyOf(directory.active()));
        assertEquals(Long.MAX_VALUE, directory.deadlineNs());
    }

    @Test
    void aServerThatHasFailedComesAfterAllOthers() {
        SourceDirectory directory = pool(1, Set.of());
        resolved(directory, 1, 2);
        assertEquals(replaced(1, 2), dead(directory, 1));
        dead(directory, 2);
        assertEquals(replaced(2, 3), resolved(directory, 1, 2, 3));
        assertEquals(replaced(3, 1), dead(directory, 3), "it is better than none");
    }

    @Test
    void aLookUpThatFailsDoesNotMakeADeadServerForgotten() {
        SourceDirectory directory = pool(1, Set.of());
        resolved(directory, 1, 2);
        dead(directory, 1);
        dead(directory, 2);
        assertEquals(List.of(), resolved(directory));
        dead(directory, 2);
        assertEquals(replaced(2, 3), resolved(directory, 1, 2, 3));
    }

    @Test
    void whenAllHaveFailedTheyTakeTurns() {
        SourceDirectory directory = pool(1, Set.of());
        resolved(directory, 1, 2);
        assertEquals(replaced(1, 2), dead(directory, 1));
        dead(directory, 2);
        assertEquals(replaced(2, 1), resolved(directory, 2, 1));
        dead(directory, 1);
        assertEquals(replaced(1, 2), resolved(directory, 2, 1));
    }

    @Test
    void onlyAServerInUseCanDie() {
        SourceDirectory directory = pool(1, Set.of());
        resolved(directory, 1, 2);
        assertEquals(List.of(), dead(directory, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "fe80::1%eth0"})
    void anIpAddressIsNeverReplaced(String literal) {
        SourceDirectory directory = server(literal);
        resolved(directory, 1);
        assertEquals(List.of(), dead(directory, 1));
        assertEquals(addresses(1), List.copyOf(directory.active()));
        assertEquals(Long.MAX_VALUE, directory.deadlineNs());
    }

    @Test
    void aPoolThatIsAnIpAddressIsNotLookedUpAgain() {
        SourceDirectory directory = new SourceDirectory(parameters(Mode.POOL, "192.0.2.1", 4, Set.of()), nowNs);
        assertEquals(starts(1), resolved(directory, 1));
        assertEquals(Long.MAX_VALUE, directory.deadlineNs());
    }

    @Test
    void retriesAreShortAgainAfterSuccess() {
        SourceDirectory directory = pool(1, Set.of());
        resolved(directory);
        resolved(directory);
        resolved(directory, 1);
        assertEquals(List.of(), dead(directory, 1));
        assertEquals(2 * S, directory.deadlineNs() - nowNs);
    }

    @Test
    void twoSourcesOfOneNameDoNotDisturbEachOther() {
        SourceDirectory one = pool(2, Set.of());
        SourceDirectory other = pool(2, Set.of());
        one.onDeadline(nowNs);
        other.onDeadline(nowNs);
        for (List<InetAddress> answer : List.of(addresses(1, 2, 3), addresses(1, 2, 3))) {
            one.onAnswer(answer, nowNs);
            other.onAnswer(answer, nowNs);
        }
        assertEquals(addresses(1, 2), List.copyOf(one.active()));
        assertEquals(addresses(1, 2), List.copyOf(other.active()));
        assertEquals(replaced(1, 3), dead(one, 1));
        assertEquals(addresses(1, 2), List.copyOf(other.active()));
    }

    @Test
    void parametersThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> parameters(Mode.SERVER, " ", 1, Set.of()));
        assertThrows(IllegalArgumentException.class, () -> parameters(Mode.SERVER, NAME, 2, Set.of()));
        assertThrows(IllegalArgumentException.class, () -> parameters(Mode.POOL, NAME, 0, Set.of()));
        assertThrows(IllegalArgumentException.class, () -> SourceParameters.server(NAME, 0));
        assertThrows(IllegalArgumentException.class, () -> SourceParameters.server(NAME, 65536));
        assertThrows(IllegalArgumentException.class, () -> Conversation.limits(6, 5, 5));
        assertThrows(IllegalArgumentException.class, () -> Conversation.limits(4, 10, 3));
        assertThrows(IllegalArgumentException.class, () -> Conversation.limits(4, 10, 11));
    }

    private SourceDirectory pool(int count, Set<InetAddress> ignore) {
        return new SourceDirectory(parameters(Mode.POOL, NAME, count, ignore), nowNs);
    }

    private SourceDirectory server(String host) {
        return new SourceDirectory(SourceParameters.server(host, 123), nowNs);
    }

    private static SourceParameters parameters(Mode mode, String host, int count, Set<InetAddress> ignore) {
        return new SourceParameters(mode, host, 123, count, ignore, PollLimits.DEFAULT, true);
    }

    /** Waits until the directory looks its name up, and gives it this answer. */
    private List<DirectoryAction> resolved(SourceDirectory directory, int... numbers) {
        nowNs = Math.max(nowNs, directory.deadlineNs());
        assertEquals(List.of(new DirectoryAction.Resolve(directory.parameters().host())), directory.onDeadline(nowNs));
        return directory.onAnswer(addresses(numbers), nowNs);
    }

    private List<DirectoryAction> dead(SourceDirectory directory, int number) {
        return directory.onDead(address(number), nowNs);
    }

    private static List<DirectoryAction> replaced(int dead, int next) {
        return List.of(new DirectoryAction.Stop(address(dead)), new DirectoryAction.Start(address(next)));
    }

    private static List<DirectoryAction> starts(int... numbers) {
        return addresses(numbers).stream()
                .map(address -> (DirectoryAction) new DirectoryAction.Start(address))
                .toList();
    }

    private static List<InetAddress> addresses(int... numbers) {
        return IntStream.of(numbers).mapToObj(SourceDirectoryTest::address).toList();
    }

    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) number});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
