package dev.foliot.selftest;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.Poller;
import dev.foliot.platform.TimestampedSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;

/** Whether a client is told at once that nobody listens where it asked. */
final class UnreachablePort implements Check {
    private final Machine machine;

    UnreachablePort(Machine machine) {
        this.machine = machine;
    }

    @Override
    public String name() {
        return "unreachable port";
    }

    @Override
    public Result run() throws IOException {
        DatagramBatch batch = new DatagramBatch(1);
        try (TimestampedSocket socket = machine.network().connect(portOfNobody());
                Poller poller = machine.network().newPoller()) {
            poller.add(socket);
            long startNs = machine.clock().read().monotonicNs();
            Line.send(socket, batch);
            while (Line.await(machine.clock(), poller)) {
                socket.receive(batch);
                socket.receiveTransmitStamps(batch);
                if (machine.clock().read().monotonicNs() - startNs > Line.PATIENCE_NS) {
                    break;
                }
            }
            return Result.degraded("no error: a client waits for an answer that cannot come");
        } catch (PortUnreachableException e) {
            return Result.ok("reported: nobody listens there");
        }
    }

    private InetSocketAddress portOfNobody() throws IOException {
        try (TimestampedSocket socket = machine.network().bind(new InetSocketAddress(Family.IPV4.loopback, 0))) {
            return socket.localAddress();
        }
    }
}
