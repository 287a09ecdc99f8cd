package dev.foliot.server;

import static dev.foliot.server.Requests.address;
import static dev.foliot.server.Requests.subnet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AccessListTest {
    @Example
    void longestSubnetDecides() {
        AccessList list = list(
                List.of("0.0.0.0/0", "192.0.2.128/25", "192.0.2.200/32", "2001:db8::/32"),
                List.of("192.0.2.0/24", "192.0.2.192/26", "2001:db8:1::/48", "2001:db8:1:2:3::/80"));
        assertNull(refusal(list, "198.51.100.1"));
        assertEquals(Refusal.DENY, refusal(list, "192.0.2.1"));
        assertNull(refusal(list, "192.0.2.128"));
        assertEquals(Refusal.DENY, refusal(list, "192.0.2.192"));
        assertNull(refusal(list, "192.0.2.200"));
        assertEquals(Refusal.DENY, refusal(list, "192.0.2.255"));
        assertNull(refusal(list, "192.0.3.0"));
        assertNull(refusal(list, "255.255.255.255"));
        assertNull(refusal(list, "2001:db8:2::"));
        assertEquals(Refusal.DENY, refusal(list, "2001:db8:1:2:3::9"));
        assertEquals(Refusal.IGNORE, refusal(list, "2001:db9::"));
    }

    @Example
    void tieIsDenied() {
        AccessList list = list(List.of("192.0.2.0/24", "::/0"), List.of("::/0", "192.0.2.0/24"));
        assertEquals(Refusal.DENY, refusal(list, "192.0.2.1"));
        assertEquals(Refusal.DENY, refusal(list, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
    }

    @Example
    void openAnswersEveryoneAndFamiliesAreApart() {
        AccessList open = new AccessList(AccessRules.OPEN);
        assertNull(refusal(open, "0.0.0.0"));
        assertNull(refusal(open, "ffff::"));
        AccessList onlySix = list(List.of("::/0"), List.of());
        assertEquals(Refusal.IGNORE, refusal(onlySix, "192.0.2.1"), "::/0 is of IPv6 alone");
        assertNull(refusal(onlySix, "::1"));
        assertNull(refusal(list(List.of("::ffff:192.0.2.0/24"), List.of()), "192.0.2.9"), "a mapped one is IPv4");
    }

    /** Subnets near one another, so that they nest, against whoever looks at all of them. */
    @Property(tries = 200)
    void agreesWithWhoLooksAtAllOfThem(
            @ForAll long seed, @ForAll @IntRange(max = 40) int allowed, @ForAll @IntRange(max = 40) int denied)
            throws UnknownHostException {
        Random random = new Random(seed);
        List<Subnet> allow = subnets(random, allowed);
        List<Subnet> deny = subnets(random, denied);
        allow.addAll(deny.subList(0, denied / 4));
        AccessList list = new AccessList(new AccessRules(allow, Refusal.IGNORE, deny, Refusal.DENY));
        for (int i = 0; i < 300; i++) {
            InetAddress address = near(random);
            long high = AddressBits.high(address);
            long low = AddressBits.low(address);
            assertEquals(naive(allow, deny, high, low), list.refusal(high, low), () -> address + " " + allow + deny);
        }
        for (Subnet each : Stream.concat(allow.stream(), deny.stream()).toList()) {
            assertEquals(naive(allow, deny, each.high(), each.low()), list.refusal(each.high(), each.low()));
            assertEquals(
                    naive(allow, deny, each.lastHigh(), each.lastLow()), list.refusal(each.lastHigh(), each.lastLow()));
        }
    }

    @Example
    void largeListsAreReadQuickly() {
        Random random = new Random(1);
        List<Subnet> many = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            many.add(new Subnet(
                    0, AddressBits.IPV4_MARK | random.nextInt() & 0xffff_ffffL, 96 + 8 + random.nextInt(25)));
            many.add(new Subnet(random.nextLong(), random.nextLong(), 16 + random.nextInt(113)));
        }
        AccessRules rules = new AccessRules(many, Refusal.DENY, List.of(), Refusal.DENY);
        assertTimeout(Duration.ofSeconds(5), () -> {
            AccessList list = new AccessList(rules);
            for (int i = 0; i < 1_000_000; i++) {
                list.refusal(0, AddressBits.IPV4_MARK | i);
            }
        });
    }

    private static AccessList list(List<String> allowed, List<String> denied) {
        return new AccessList(new AccessRules(
                allowed.stream().map(Requests::subnet).toList(),
                Refusal.IGNORE,
                denied.stream().map(Requests::subnet).toList(),
                Refusal.DENY));
    }

    private static Refusal refusal(AccessList list, String text) {
        return list.refusal(AddressBits.high(address(text)), AddressBits.low(address(text)));
    }

    private static List<Subnet> subnets(Random random, int count) throws UnknownHostException {
        List<Subnet> subnets = new ArrayList<>(List.of(subnet("10.0.0.0/8")));
        for (int i = 0; i < count; i++) {
            InetAddress address = near(random);
            int bits = address.getAddress().length * 8;
            int length = random.nextInt(8) == 0 ? random.nextInt(bits + 1) : bits - random.nextInt(12);
            subnets.add(Subnet.of(address, length));
        }
        return subnets;
    }

    private static InetAddress near(Random random) throws UnknownHostException {
        boolean ipv4 = random.nextBoolean();
        byte[] bytes = new byte[ipv4 ? 4 : 16];
        bytes[0] = (byte) (random.nextInt(20) == 0 ? 0xff : 0x20);
        bytes[bytes.length - 2] = (byte) random.nextInt(4);
        bytes[bytes.length - 1] = (byte) random.nextInt();
        if (!ipv4) {
            bytes[7] = (byte) (random.nextInt(3) - 1);
        }
        return InetAddress.getByAddress(bytes);
    }

    private static Refusal naive(List<Subnet> allow, List<Subnet> deny, long high, long low) {
        int allowed = longest(allow, high, low);
        int denied = longest(deny, high, low);
        if (allowed < 0 && denied < 0) {
            return Refusal.IGNORE;
        }
        return denied >= allowed ? Refusal.DENY : null;
    }

    /** Bit by bit. */
    private static int longest(List<Subnet> subnets, long high, long low) {
        int longest = -1;
        for (Subnet subnet : subnets) {
            boolean holds = subnet.isIpv4() == AddressBits.isIpv4(high, low);
            for (int bit = 0; bit < subnet.length(); bit++) {
                long difference = bit < 64 ? subnet.high() ^ high : subnet.low() ^ low;
                holds &= (difference >>> (63 - bit % 64) & 1) == 0;
            }
            longest = holds ? Math.max(longest, subnet.length()) : longest;
        }
        return longest;
    }
}
