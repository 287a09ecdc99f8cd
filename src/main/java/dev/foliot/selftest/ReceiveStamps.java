package dev.foliot.selftest;

import dev.foliot.platform.DatagramBatch;
import java.io.IOException;
import java.util.Optional;

/** Who stamps what is received, and how truly. */
final class ReceiveStamps extends StampCheck {
    ReceiveStamps(Machine machine, Family family) {
        super(machine, family, "receive stamps");
    }

    @Override
    Optional<Result> take(Line line, DatagramBatch batch, int number) throws IOException {
        return line.awaitListener() && line.listener.receive(batch) == 1
                ? Optional.empty()
                : Optional.of(Result.failed("a datagram on loopback never came").with("datagrams", number));
    }
}
