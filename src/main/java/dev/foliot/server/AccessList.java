package dev.foliot.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * {@link AccessRules} made ready for many questions: for each family, the ranges of addresses that one rule decides, in
 * order, and who looks an address up bisects them. Immutable; threads share it.
 */
public final class AccessList {
    /** Turns the order of signed numbers into that of unsigned ones. */
    static final long SIGN = Long.MIN_VALUE;

    private static final Comparator<Rule> IN_ORDER = Comparator.<Rule>comparingLong(rule -> rule.subnet.high() ^ SIGN)
            .thenComparingLong(rule -> rule.subnet.low() ^ SIGN)
            .thenComparingInt(rule -> rule.subnet.length());

    /** A subnet and what those in it get; null: an answer. */
    private record Rule(Subnet subnet, Refusal refusal) {
        boolean endsBefore(Subnet other) {
            int order = Long.compareUnsigned(subnet.lastHigh(), other.high());
            return order < 0 || (order == 0 && Long.compareUnsigned(subnet.lastLow(), other.low()) < 0);
        }
    }

    private final AddressRanges ipv4;
    private final AddressRanges ipv6;
    private final Refusal withoutNts;

    /** Whom those rules let ask, with NTS or without. */
    public AccessList(AccessRules rules) {
        this(rules, Optional.empty());
    }

    /** @param withoutNts what requests get that NTS does not protect; empty: the time */
    public AccessList(AccessRules rules, Optional<Refusal> withoutNts) {
        this.withoutNts = withoutNts.orElse(null);
        List<Rule> all = new ArrayList<>();
        rules.allowed().forEach(subnet -> all.add(new Rule(subnet, null)));
        rules.denied().forEach(subnet -> all.add(new Rule(subnet, rules.refusal())));
        // Stable: of a subnet in both lists the denied one comes last, so it lies on top.
        all.sort(IN_ORDER);
        ipv4 = flatten(all.stream().filter(rule -> rule.subnet.isIpv4()).toList(), rules.unlisted());
        ipv6 = flatten(all.stream().filter(rule -> !rule.subnet.isIpv4()).toList(), rules.unlisted());
    }

    /** How a request is refused that NTS does not protect; null when it is to be answered. */
    Refusal withoutNts() {
        return withoutNts;
    }

    /** How an address is refused; null when it is to be answered. */
    Refusal refusal(long high, long low) {
        return AddressBits.isIpv4(high, low) ? ipv4.find(low) : ipv6.find(high, low);
    }

    /** Two subnets are apart or one lies in the other; those around the present place are stacked, the longest on top. */
    private static AddressRanges flatten(List<Rule> inOrder, Refusal unlisted) {
        AddressRanges.Builder ranges = new AddressRanges.Builder(2 * inOrder.size() + 1);
        ranges.from(0, 0, unlisted);
        Deque<Rule> around = new ArrayDeque<>();
        for (Rule rule : inOrder) {
            while (!around.isEmpty() && around.peek().endsBefore(rule.subnet)) {
                leave(around, ranges, unlisted);
            }
            around.push(rule);
            ranges.from(rule.subnet.high(), rule.subnet.low(), rule.refusal);
        }
        while (!around.isEmpty()) {
            leave(around, ranges, unlisted);
        }
        return ranges.build();
    }

    /** Behind the last address of the subnet on top, what is around it decides. */
    private static void leave(Deque<Rule> around, AddressRanges.Builder ranges, Refusal unlisted) {
        Subnet left = around.pop().subnet;
        long low = left.lastLow() + 1;
        long high = left.lastHigh() + (low == 0 ? 1 : 0);
        boolean behindTheLastAddressOfAll = high == 0 && low == 0;
        if (!behindTheLastAddressOfAll) {
            ranges.from(high, low, around.isEmpty() ? unlisted : around.peek().refusal);
        }
    }
}
