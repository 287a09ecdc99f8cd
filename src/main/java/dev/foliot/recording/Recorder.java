package dev.foliot.recording;

import dev.foliot.platform.KeyExchanges;
import dev.foliot.platform.Network;
import dev.foliot.platform.Orders;
import dev.foliot.platform.Poller;
import dev.foliot.platform.Resolver;
import dev.foliot.platform.StateFiles;
import dev.foliot.platform.SystemClock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * Records what passes between the core and its ports. What the core does in a turn is handed over to be written when the
 * turn is over, as one block; the turn that a crash interrupts is lost.
 */
public final class Recorder implements Tap {
    private final Encoder encoder = new Encoder();
    private final RecordingWriter writer;
    private final RecordedSockets sockets = new RecordedSockets(this);

    /**
     * Starts a recording. A file that cannot be written is no reason to fail: {@link #state} says so, and the log.
     *
     * @param file where to write; recordings of earlier runs under its name are kept under others
     * @param limitBytes of all of them together
     * @throws FileAlreadyExistsException when the file exists, and is no recording
     */
    public Recorder(Path file, long limitBytes) throws FileAlreadyExistsException {
        RecordingFiles files = new RecordingFiles(file);
        files.requireOurs();
        this.writer = new RecordingWriter(files, limitBytes);
    }

    /** Takes an event down. */
    void add(Event event) {
        if (writer.active()) {
            encoder.event(event);
        }
    }

    @Override
    public void start(Head head) {
        add(new Event.Start(head.json()));
    }

    @Override
    public void turn(long longestNs) {
        write();
        add(new Event.Turn(longestNs));
    }

    @Override
    public void finish() {
        write();
        add(new Event.Finish());
    }

    private void write() {
        if (!encoder.isEmpty()) {
            writer.write(encoder.take());
        }
    }

    @Override
    public SystemClock clock(SystemClock clock) {
        return new RecordedClock(this, clock);
    }

    @Override
    public Network network(Network network) {
        return sockets.network(network);
    }

    @Override
    public Poller poller(Poller poller) {
        return sockets.poller(poller);
    }

    @Override
    public Resolver resolver(Resolver resolver) {
        return new RecordedResolver(this, resolver);
    }

    @Override
    public KeyExchanges keyExchanges(KeyExchanges exchanges) {
        return new RecordedKeyExchanges(this, sockets, exchanges);
    }

    @Override
    public StateFiles files(StateFiles files) {
        return new RecordedFiles(this, files);
    }

    @Override
    public Orders orders(Orders orders) {
        return () -> {
            OptionalDouble acceptedS = orders.acceptedOffsetS();
            acceptedS.ifPresent(offsetS -> add(new Answer.Accepted(offsetS)));
            return acceptedS;
        };
    }

    @Override
    public RandomGenerator random(RandomGenerator random) {
        return () -> {
            long bits = random.nextLong();
            add(new Answer.RandomNumber(bits));
            return bits;
        };
    }

    @Override
    public Optional<RecordingState> state() {
        return Optional.of(writer.state());
    }

    /** Writes what is left. */
    @Override
    public void close() {
        write();
        writer.close();
    }
}
