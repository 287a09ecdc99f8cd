package dev.foliot.server;

import static dev.foliot.server.Requests.STATE;
import static dev.foliot.server.Requests.subnet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.wire.NtpHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever comes, what is answered is what has to be, as it has to be; nothing else is touched. */
class ResponderHostilityTest {
    private static final byte GUARD = 0x5a;
    private static final long LEFT = 0x0123_4567_89ab_cdeeL;

    private final Requests requests = new Requests(RateLimit.NONE);
    private final Map<Outcome, Long> expected = new EnumMap<>(Outcome.class);
    private final AccessList access = new AccessList(new AccessRules(
            List.of(subnet("0.0.0.0/0"), subnet("::/0")),
            Refusal.IGNORE,
            List.of(subnet("192.0.3.0/24"), subnet("2001:db8:3::/48")),
            Refusal.IGNORE));
    private long latest = 1;

    ResponderHostilityTest() {
        requests.access = access;
    }

    @Property(tries = 2000)
    void anyBytes(@ForAll @Size(max = 300) byte[] bytes, @ForAll @IntRange(max = 65_535) int port) {
        requests.from("192.0.2.1", port);
        check(bytes, false);
    }

    @Property(tries = 2000)
    void anyHeader(@ForAll byte first, @ForAll @Size(47) byte[] others, @ForAll @IntRange(max = 65_535) int port) {
        byte[] bytes = new byte[NtpHeader.SIZE];
        bytes[0] = first;
        System.arraycopy(others, 0, bytes, 1, others.length);
        requests.from("2001:db8::1", port);
        check(bytes, false);
    }

    @Example
    void aMillionPackets() {
        HostilePackets packets = new HostilePackets(42);
        for (int i = 0; i < 1_000_000; i++) {
            String address = packets.address();
            requests.from(address, packets.port());
            requests.arrival.toMany = i % 500 == 0;
            check(packets.next(latest), address.startsWith("192.0.3.") || address.startsWith("2001:db8:3:"));
        }
        ServerTotals totals = requests.responder.counters().totals();
        assertEquals(1_000_000, totals.received());
        for (Outcome outcome : Outcome.values()) {
            long count = expected.getOrDefault(outcome, 0L);
            assertEquals(count, totals.of(outcome), outcome.name());
            boolean rare = outcome.name().startsWith("KISS")
                    || outcome.name().startsWith("NTS")
                    || outcome == Outcome.RATE_LIMITED;
            assertTrue(rare || count > 1000, () -> outcome + " was tried: " + count);
        }
    }

    private void check(byte[] packet, boolean refused) {
        ByteBuffer memory = requests.arrival.memory;
        int at = requests.arrival.offset;
        Arrays.fill(guarded, GUARD);
        System.arraycopy(packet, 0, guarded, at, packet.length);
        memory.put(0, guarded);
        requests.arrival.length = packet.length;
        boolean named = packet.length >= 48 && ByteBuffer.wrap(packet).getLong(NtpHeader.ORIGIN_TIMESTAMP) == latest;
        Outcome wanted = requests.arrival.toMany
                ? Outcome.BROADCAST
                : Expected.outcome(packet, requests.arrival.remotePort, refused, named && latest != 1);
        expected.merge(wanted, 1L, Long::sum);

        assertEquals(wanted, requests.responder.respond(requests.arrival, access));

        memory.get(0, after);
        if (wanted.answered()) {
            checkReply(packet, ByteBuffer.wrap(after, at, NtpHeader.SIZE).slice(), wanted);
            System.arraycopy(after, at, guarded, at, NtpHeader.SIZE);
        }
        assertArrayEquals(guarded, after, "nothing else was written");
        remember();
    }

    private final byte[] guarded = new byte[requests.arrival.memory.capacity()];
    private final byte[] after = new byte[guarded.length];

    private void checkReply(byte[] packet, ByteBuffer reply, Outcome outcome) {
        ByteBuffer request = ByteBuffer.wrap(packet);
        int mode = (packet[0] & 7) == 1 ? 2 : 4;
        assertEquals((byte) (STATE.leap().ordinal() << 6 | packet[0] & 0x38 | mode), reply.get(0));
        assertEquals(STATE.stratum(), reply.get(NtpHeader.STRATUM));
        assertEquals(packet[NtpHeader.POLL], reply.get(NtpHeader.POLL));
        assertEquals(STATE.referenceId(), reply.getInt(NtpHeader.REFERENCE_ID));
        assertEquals(1, reply.getLong(NtpHeader.RECEIVE_TIMESTAMP) & 1);
        boolean interleaved = outcome == Outcome.INTERLEAVED;
        int origin = interleaved ? NtpHeader.RECEIVE_TIMESTAMP : NtpHeader.TRANSMIT_TIMESTAMP;
        assertEquals(request.getLong(origin), reply.getLong(NtpHeader.ORIGIN_TIMESTAMP));
        if (interleaved) {
            assertEquals(LEFT, reply.getLong(NtpHeader.TRANSMIT_TIMESTAMP));
        }
    }

    private void remember() {
        if (requests.responder.remembered() != 0) {
            latest = requests.responder.remembered();
            requests.responder.sent(latest, LEFT);
        }
    }
}
