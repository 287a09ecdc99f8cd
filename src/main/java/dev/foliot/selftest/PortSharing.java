package dev.foliot.selftest;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.TimestampedSocket;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;

/** Whether the threads of a server can share a port, and whether others are kept from it. */
final class PortSharing implements Check {
    private static final int CALLERS = 64;

    private final Machine machine;

    PortSharing(Machine machine) {
        this.machine = machine;
    }

    @Override
    public String name() {
        return "shared port";
    }

    @Override
    public Result run() throws IOException, InterruptedException {
        InetSocketAddress any = new InetSocketAddress(Family.IPV4.loopback, 0);
        try (TimestampedSocket first = machine.sharing().bind(any);
                TimestampedSocket second = machine.sharing().bind(first.localAddress())) {
            if (isFree(first.localAddress())) {
                return Result.failed("a port in use can be taken by a socket that shall not share it");
            }
            callFromManyPorts(first.localAddress());
            int atFirst = drain(first);
            int atSecond = drain(second);
            return judge(atFirst, atSecond).with("at_one_socket", atFirst).with("at_the_other", atSecond);
        }
    }

    private static Result judge(int atFirst, int atSecond) {
        if (atFirst + atSecond < CALLERS) {
            return Result.failed("datagrams to a shared port are lost");
        }
        return atFirst == 0 || atSecond == 0
                ? Result.degraded("can be shared, but one socket gets everything")
                : Result.ok("two sockets share the callers");
    }

    private boolean isFree(InetSocketAddress address) throws IOException {
        try {
            machine.network().bind(address).close();
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    private void callFromManyPorts(InetSocketAddress shared) throws IOException, InterruptedException {
        DatagramBatch batch = new DatagramBatch(1);
        for (int i = 0; i < CALLERS; i++) {
            try (TimestampedSocket caller = machine.network().connect(shared)) {
                Line.send(caller, batch);
            }
        }
        machine.timeline().pass(10_000_000);
    }

    private static int drain(TimestampedSocket socket) throws IOException {
        DatagramBatch batch = new DatagramBatch(CALLERS);
        int total = 0;
        int received;
        do {
            received = socket.receive(batch);
            total += received;
        } while (received > 0);
        return total;
    }
}
