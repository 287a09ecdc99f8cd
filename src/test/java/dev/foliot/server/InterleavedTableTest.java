package dev.foliot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InterleavedTableTest {
    private final InterleavedTable table = new InterleavedTable(1024);

    @Test
    void everyReplyHasANumberOfItsOwn() {
        Set<Long> numbers = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            assertTrue(numbers.add(table.add(99, i % 2 == 0)));
        }
        assertEquals(8, numbers.stream().filter(n -> n % 2 == 1).count());
    }

    @Test
    void floodOfForgedSendersLeavesThoseWhoNamedAReply() {
        for (int i = 0; i < 256; i++) {
            long receive = table.add(1_000_001L + 1000L * i, true);
            table.sent(receive, 2 * receive);
        }
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            table.sent(table.add(random.nextLong() | 1, false), 4);
        }
        int kept = 0;
        for (int i = 0; i < 256; i++) {
            long receive = 1_000_001L + 1000L * i;
            kept += table.transmitOf(receive) == 2 * receive ? 1 : 0;
        }
        assertTrue(kept > 240, "of 256 replies " + kept + " are still known");
    }

    @Test
    void newestStay() {
        long[] received = new long[100_000];
        for (int i = 0; i < received.length; i++) {
            received[i] = table.add(1 + 2_000_000L * i, false);
            table.sent(received[i], received[i] - 1);
        }
        for (int i = received.length - 200; i < received.length; i++) {
            assertEquals(received[i] - 1, table.transmitOf(received[i]));
        }
        assertEquals(0, table.transmitOf(received[0]));
        table.clear();
        assertEquals(0, table.transmitOf(received[received.length - 1]));
        assertNotEquals(0, received[received.length - 1]);
    }

    @Test
    void tableOfOneSetWorks() {
        StampTable smallest = new StampTable(1);
        smallest.add(7);
        smallest.sent(7, 8);
        smallest.sent(9, 10);
        assertEquals(8, smallest.transmitOf(7));
        assertEquals(0, smallest.transmitOf(9));
    }
}
