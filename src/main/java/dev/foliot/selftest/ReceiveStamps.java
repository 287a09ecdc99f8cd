package dev.foliot.selftest;

import dev.foliot.platform.DatagramBatch;
import java.io.IOException;

/** Who stamps what is received, and how truly. */
final class ReceiveStamps implements Check {
    private static final int DATAGRAMS = 100;

    private final Machine machine;
    private final Family family;

    ReceiveStamps(Machine machine, Family family) {
        this.machine = machine;
        this.family = family;
    }

    @Override
    public String name() {
        return "receive stamps, " + family.text;
    }

    @Override
    public Result run() throws IOException {
        DatagramBatch batch = new DatagramBatch(1);
        Stamps stamps = new Stamps();
        try (Line line = new Line(machine, family.loopback, family.loopback)) {
            for (int i = 0; i < DATAGRAMS; i++) {
                Line.send(line.caller, batch);
                long beforeNs = batch.stampNs(0);
                if (!line.awaitListener() || line.listener.receive(batch) != 1) {
                    return Result.failed("a datagram on loopback never came").with("datagrams", i);
                }
                stamps.add(beforeNs, batch, machine.clock().read().utcNs());
            }
        }
        return stamps.judge(machine.clock().capabilities().readingQuantumNs());
    }
}
