package dev.foliot.selftest;

import dev.foliot.platform.DatagramBatch;
import java.io.IOException;

/** Whether the system stamps what is sent, and how truly. */
final class TransmitStamps implements Check {
    private static final int DATAGRAMS = 100;

    private final Machine machine;
    private final Family family;

    TransmitStamps(Machine machine, Family family) {
        this.machine = machine;
        this.family = family;
    }

    @Override
    public String name() {
        return "transmit stamps, " + family.text;
    }

    @Override
    public Result run() throws IOException {
        DatagramBatch batch = new DatagramBatch(1);
        Stamps stamps = new Stamps();
        try (Line line = new Line(machine, family.loopback, family.loopback)) {
            for (int i = 0; i < DATAGRAMS; i++) {
                Line.send(line.caller, batch);
                long beforeNs = batch.stampNs(0);
                if (!line.awaitCaller() || line.caller.receiveTransmitStamps(batch) != 1) {
                    return missing(i);
                }
                if (batch.transmitId(0) != i) {
                    return Result.failed("a stamp says that it is of another datagram")
                            .with("datagram", i)
                            .with("stamp_of_datagram", batch.transmitId(0));
                }
                stamps.add(beforeNs, batch, machine.clock().read().utcNs());
            }
        }
        return stamps.judge(machine.clock().capabilities().readingQuantumNs());
    }

    private static Result missing(int stamped) {
        return stamped == 0
                ? Result.degraded("the system stamps nothing that it sends: this program's own time has to do")
                : Result.failed("a stamp never came").with("stamped", stamped);
    }
}
