package dev.foliot.selftest;

import dev.foliot.platform.DatagramBatch;
import java.io.IOException;
import java.util.Optional;

/** Sends datagrams on loopback, one after another, and judges the stamps that they get. */
abstract class StampCheck implements Check {
    private static final int DATAGRAMS = 100;

    private final Machine machine;
    private final Family family;
    private final String what;

    /** @param what stamps they are, for a person */
    StampCheck(Machine machine, Family family, String what) {
        this.machine = machine;
        this.family = family;
        this.what = what;
    }

    @Override
    public final String name() {
        return what + ", " + family.text;
    }

    @Override
    public final Result run() throws IOException {
        DatagramBatch batch = new DatagramBatch(1);
        Stamps stamps = new Stamps();
        try (Line line = new Line(machine, family.loopback, family.loopback)) {
            for (int i = 0; i < DATAGRAMS; i++) {
                Line.send(line.caller, batch);
                long beforeNs = batch.stampNs(0);
                Optional<Result> objection = take(line, batch, i);
                if (objection.isPresent()) {
                    return objection.get();
                }
                stamps.add(beforeNs, batch, machine.clock().read().utcNs());
            }
        }
        return stamps.judge(machine.clock().capabilities().readingQuantumNs());
    }

    /**
     * Takes the stamp of the datagram that was sent last into slot 0.
     *
     * @param number which datagram that was, counted from 0
     * @return what is wrong with it; empty when it has come
     */
    abstract Optional<Result> take(Line line, DatagramBatch batch, int number) throws IOException;
}
