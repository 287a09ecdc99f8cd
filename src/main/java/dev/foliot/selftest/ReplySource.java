package dev.foliot.selftest;

import dev.foliot.platform.Addresses;
import dev.foliot.platform.DatagramBatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a server that listens at every address answers from the one that it was asked at. A client believes nothing
 * else.
 */
final class ReplySource implements Check {
    /** Linux has the whole of 127.0.0.0/8. */
    private static final InetAddress SECOND_LOOPBACK = Family.address("127.0.0.2");

    private final Machine machine;
    private final Family family;

    ReplySource(Machine machine, Family family) {
        this.machine = machine;
        this.family = family;
    }

    @Override
    public String name() {
        return "reply source, " + family.text;
    }

    @Override
    public Result run() throws IOException {
        Optional<InetAddress> asked = candidates().stream().filter(this::isOurs).findFirst();
        if (asked.isEmpty()) {
            return Result.skipped(
                    "this machine has no " + family.text + " address but " + Addresses.text(family.loopback));
        }
        try (Line line = new Line(machine, family.wildcard, asked.get())) {
            return ask(line, asked.get());
        }
    }

    private static Result ask(Line line, InetAddress asked) throws IOException {
        // Without the scope, which only link-local addresses need.
        String address = Addresses.text(asked).replaceFirst("%.*", "");
        DatagramBatch batch = new DatagramBatch(1);
        Line.send(line.caller, batch);
        if (!line.awaitListener() || line.listener.receive(batch) != 1) {
            return Result.failed("a datagram to " + address + " never came");
        }
        InetAddress told = batch.local(0);
        if (!asked.equals(told)) {
            return Result.failed("a datagram to " + address + " comes without the address it was sent to"
                    + (told == null ? "" : ", but with " + Addresses.text(told)));
        }
        Line.resend(line.listener, batch);
        return hears(line, batch)
                ? Result.ok("asked at " + address + ", answers from there")
                : Result.failed("asked at " + address + ", does not answer from there");
    }

    /** The caller may have its transmit stamp first. */
    private static boolean hears(Line line, DatagramBatch batch) throws IOException {
        while (line.awaitCaller()) {
            if (line.caller.receive(batch) > 0) {
                return true;
            }
            line.caller.receiveTransmitStamps(batch);
        }
        return false;
    }

    /** Addresses that a system would not reply from by itself, the best first. */
    private List<InetAddress> candidates() {
        List<InetAddress> candidates = new ArrayList<>();
        candidates.add(SECOND_LOOPBACK);
        candidates.addAll(machine.addresses());
        candidates.removeIf(
                address -> !family.has(address) || address.equals(family.loopback) || address.isLinkLocalAddress());
        return candidates;
    }

    private boolean isOurs(InetAddress address) {
        try {
            machine.network().bind(new InetSocketAddress(address, 0)).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
