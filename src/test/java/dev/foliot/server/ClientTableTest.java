package dev.foliot.server;

import static dev.foliot.server.Requests.S;
import static dev.foliot.server.Requests.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.server.ClientTable.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ClientTableTest {
    private static final long CLIENT = AddressBits.IPV4_MARK | 0xc0000201L;

    @Example
    void burstThenOneAnInterval() {
        ClientTable table = table(1024, new RateLimit(2 * S, 3, 100, 24, 56, 0, 0));
        for (int i = 0; i < 3; i++) {
            assertEquals(Verdict.ADMITTED, table.admit(0, CLIENT, 4, S));
        }
        assertEquals(Verdict.LIMITED, table.admit(0, CLIENT, 4, S));
        assertEquals(Verdict.LIMITED, table.admit(0, CLIENT, 4, 3 * S - 1));
        assertEquals(Verdict.ADMITTED, table.admit(0, CLIENT, 4, 3 * S));
        assertEquals(Verdict.LIMITED, table.admit(0, CLIENT, 4, 3 * S));
        assertEquals(Verdict.ADMITTED, table.admit(0, CLIENT + 1, 4, 3 * S), "another address");
    }

    @Example
    void networkIsLimitedAsAWhole() {
        ClientTable table = table(1024, new RateLimit(S, 2, 4, 24, 56, 0, 0));
        int answers = 0;
        for (int host = 0; host < 200; host++) {
            answers += table.admit(0, (CLIENT & -256) + host, 4, S) == Verdict.ADMITTED ? 1 : 0;
        }
        assertEquals(8, answers);
        assertEquals(Verdict.ADMITTED, table.admit(0, CLIENT + 256, 4, S), "the next network");
        assertEquals(Verdict.ADMITTED, table.admit(1L << 61, 1, 4, S));
    }

    @Example
    void networkOfIpv6IsItsPrefix() {
        ClientTable table = table(1024, new RateLimit(S, 1, 3, 24, 64, 0, 0));
        for (int host = 0; host < 3; host++) {
            assertEquals(Verdict.ADMITTED, table.admit(1L << 61, host, 4, S));
        }
        assertEquals(Verdict.LIMITED, table.admit(1L << 61, 99, 4, S));
        assertEquals(Verdict.ADMITTED, table.admit(1L << 61 | 1, 99, 4, S));
    }

    @Example
    void someBeyondTheLimitAreAnsweredOrTold() {
        ClientTable table = table(1024, new RateLimit(S, 1, 1, 24, 56, 8, 4));
        Map<Verdict, Integer> verdicts = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            verdicts.merge(table.admit(0, CLIENT, 4, S), 1, Integer::sum);
        }
        assertEquals(10_000 / 8.0, verdicts.get(Verdict.ADMITTED), 200);
        assertEquals(10_000 * 7 / 8.0 / 4, verdicts.get(Verdict.KISS), 300);
    }

    /** Against buckets that are filled bit by bit, for as many clients as the table can hold. */
    @Property(tries = 100)
    void agreesWithBucketsOfTokens(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 20) int burst,
            @ForAll @IntRange(min = 1, max = 8) int factor) {
        long intervalNs = 1_000_000_000L / factor * factor;
        ClientTable table = table(1024, new RateLimit(intervalNs, burst, factor, 24, 56, 0, 0));
        Map<Long, Bucket> clients = new HashMap<>();
        Map<Long, Bucket> networks = new HashMap<>();
        Random random = new Random(seed);
        long nowNs = S;
        for (int i = 0; i < 2000; i++) {
            nowNs += random.nextInt(4) == 0 ? random.nextLong(2 * S) : random.nextLong(S / 50);
            long address = CLIENT + 256L * random.nextInt(3) + random.nextInt(4);
            Bucket client = clients.computeIfAbsent(address, a -> new Bucket(intervalNs, burst));
            Bucket network =
                    networks.computeIfAbsent(address >> 8, a -> new Bucket(intervalNs / factor, (long) burst * factor));
            boolean clientHasOne = client.hasOne(nowNs);
            boolean admitted = network.hasOne(nowNs) && clientHasOne;
            if (admitted) {
                client.take();
                network.take();
            }
            assertEquals(admitted, table.admit(0, address, 4, nowNs) == Verdict.ADMITTED);
        }
    }

    /** Holds tokens as nanoseconds, the most that it can when it is new. */
    private static final class Bucket {
        private final long tokenNs;
        private final long mostNs;
        private long heldNs;
        private long atNs = -1;

        Bucket(long tokenNs, long burst) {
            this.tokenNs = tokenNs;
            this.mostNs = tokenNs * burst;
            this.heldNs = mostNs;
        }

        boolean hasOne(long nowNs) {
            heldNs = atNs < 0 ? mostNs : Math.min(mostNs, heldNs + nowNs - atNs);
            atNs = nowNs;
            return heldNs >= tokenNs;
        }

        void take() {
            heldNs -= tokenNs;
        }
    }

    /** Half as many clients as there is room for poll on while a thousand times as many forged senders come by. */
    @Example
    void floodOfForgedSendersLeavesTheClientsThatCameBack() {
        ClientTable table = table(1024, RateLimit.NONE);
        long nowNs = S;
        for (int round = 0; round < 2; round++) {
            for (int client = 0; client < 512; client++) {
                table.admit(0, AddressBits.IPV4_MARK | client * 7919L, 4, nowNs);
            }
            nowNs += 64 * S;
        }
        Random random = new Random(5);
        for (int i = 0; i < 500_000; i++) {
            nowNs += 1000;
            table.admit(random.nextLong(), random.nextLong(), 4, nowNs);
        }
        long kept = statistics(table, nowNs).stream()
                .filter(client -> client.requests() == 2 && client.address().getAddress().length == 4)
                .count();
        assertTrue(kept > 490, "of 512 clients " + kept + " are still known");
    }

    @Example
    void oldestGoesFirstAndTheSilentLoseTheirPlaceInTheEnd() {
        ClientTable table = table(8, RateLimit.NONE);
        for (int client = 0; client < 8; client++) {
            table.admit(0, AddressBits.IPV4_MARK | client, 4, S + client * S);
        }
        table.admit(0, AddressBits.IPV4_MARK, 4, 20 * S);
        table.admit(0, AddressBits.IPV4_MARK | 100, 4, 21 * S);
        assertTrue(knows(table, 0, 22 * S), "came back");
        assertTrue(!knows(table, 1, 22 * S), "the oldest of the others");
        assertTrue(knows(table, 2, 22 * S));

        long later = 24L * 3600 * S;
        for (int client = 200; client < 208; client++) {
            table.admit(0, AddressBits.IPV4_MARK | client, 4, later += S);
        }
        assertTrue(!knows(table, 0, later), "silent for a day");
    }

    /** A table is larger than asked for, to be a power of two. */
    @Example
    void aCopyHasRoomForAllThatTheTableHolds() {
        ClientTable table = table(100, RateLimit.NONE);
        for (int client = 1; client <= 10_000; client++) {
            table.admit(0, AddressBits.IPV4_MARK | client, 4, S);
        }
        assertEquals(128, statistics(table, S).size());
    }

    private static boolean knows(ClientTable table, int client, long nowNs) {
        return statistics(table, nowNs).stream()
                .anyMatch(known -> AddressBits.low(known.address()) == (AddressBits.IPV4_MARK | client));
    }

    private static List<ClientStatistics> statistics(ClientTable table, long nowNs) {
        ClientCopy copy = table.newCopy();
        while (!table.copyTo(copy, nowNs)) {}
        return copy.statistics();
    }

    private static ClientTable table(int capacity, RateLimit limit) {
        return new ClientTable(capacity, limit, SEED);
    }
}
