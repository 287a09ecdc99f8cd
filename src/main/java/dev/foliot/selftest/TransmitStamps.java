package dev.foliot.selftest;

import dev.foliot.platform.DatagramBatch;
import java.io.IOException;
import java.util.Optional;

/** Whether the system stamps what is sent, and how truly. */
final class TransmitStamps extends StampCheck {
    TransmitStamps(Machine machine, Family family) {
        super(machine, family, "transmit stamps");
    }

    @Override
    Optional<Result> take(Line line, DatagramBatch batch, int number) throws IOException {
        if (!line.awaitCaller() || line.caller.receiveTransmitStamps(batch) != 1) {
            return Optional.of(missing(number));
        }
        return batch.transmitId(0) == number
                ? Optional.empty()
                : Optional.of(Result.failed("a stamp says that it is of another datagram")
                        .with("datagram", number)
                        .with("stamp_of_datagram", batch.transmitId(0)));
    }

    private static Result missing(int stamped) {
        return stamped == 0
                ? Result.degraded("the system stamps nothing that it sends: this program's own time has to do")
                : Result.failed("a stamp never came").with("stamped", stamped);
    }
}
