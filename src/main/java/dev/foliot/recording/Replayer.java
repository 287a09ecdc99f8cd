package dev.foliot.recording;

import com.google.gson.JsonParseException;
import dev.foliot.platform.KeyExchanges;
import dev.foliot.platform.Network;
import dev.foliot.platform.Orders;
import dev.foliot.platform.Poller;
import dev.foliot.platform.Resolver;
import dev.foliot.platform.StateFiles;
import dev.foliot.platform.SystemClock;
import dev.foliot.time.ClockReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Ports that give the core what a recording says that it was given, in the order in which it asked, and hold what it does
 * against what it did. They throw {@link ReplayDifference} when it does something else, and {@link UncheckedIOException}
 * around a {@link RecordingException} when the recording is damaged.
 */
public final class Replayer implements Tap {
    private final RecordingReader reader;
    private final Decoder decoder;
    private final Head head;
    private final ReplayedSockets sockets = new ReplayedSockets(this);
    private Event peeked;
    private long eventOffset;
    private long turns;
    private long events;
    private long commands;
    private ClockReading latest = new ClockReading(0, 0);

    /** @throws RecordingException when the file is no recording, or not of a core that this program can make */
    public Replayer(Path file) throws IOException {
        this.reader = new RecordingReader(file);
        this.decoder = new Decoder(reader);
        try {
            this.head = readHead();
        } catch (IOException e) {
            reader.close();
            throw e;
        }
    }

    private Head readHead() throws RecordingException {
        eventOffset = decoder.offset();
        if (!(decoder.next() instanceof Event.Start start)) {
            throw decoder.damage("a recording starts with what the core was made of; this one does not");
        }
        try {
            return Head.parse(start.json());
        } catch (JsonParseException e) {
            throw decoder.damage("a core like the recorded one cannot be made: " + e.getMessage());
        }
    }

    /** What the core was made of. */
    public Head head() {
        return head;
    }

    /** How long the next turn may wait; empty when the recording has none. */
    public OptionalLong nextTurn() {
        Event event = peek();
        if (event == null || event instanceof Event.Finish) {
            return OptionalLong.empty();
        }
        if (event instanceof Event.Turn turn) {
            take();
            turns++;
            return OptionalLong.of(turn.longestNs());
        }
        throw difference(event, "does nothing more in this turn");
    }

    /** Whether the daemon leaves the clock to itself next. */
    public boolean finishesNext() {
        return peek() instanceof Event.Finish;
    }

    /** Whether the daemon left the clock to itself after the last turn. */
    public boolean finishes() {
        return take() instanceof Event.Finish;
    }

    /** Nothing may be left. */
    public void end() {
        Event event = peek();
        if (event != null) {
            throw difference(event, "has ended");
        }
    }

    /** The core does something: it must be what comes next. */
    void expect(Command command) {
        Event recorded = take();
        commands++;
        if (!command.equals(recorded)) {
            throw difference(recorded, command.toString());
        }
    }

    /** The core asks for something: what it was told. */
    <A extends Answer> A answer(Class<A> type) {
        Event recorded = take();
        if (!type.isInstance(recorded)) {
            throw difference(recorded, "asks for " + type.getSimpleName());
        }
        return type.cast(recorded);
    }

    /** What it was told, which may be that it did not work. */
    <A extends Answer> A answerOrFailure(Class<A> type) throws IOException {
        if (peek() instanceof Answer.Failed failed) {
            take();
            throw Failures.again(failed);
        }
        return answer(type);
    }

    /** What it was told, if it was told anything of that kind. */
    <A extends Answer> Optional<A> answerIfAny(Class<A> type) {
        return type.isInstance(peek()) ? Optional.of(answer(type)) : Optional.empty();
    }

    /** What comes next, without moving on; null at the end. */
    Event peek() {
        if (peeked == null) {
            try {
                eventOffset = decoder.offset();
                peeked = decoder.next();
            } catch (RecordingException e) {
                throw new UncheckedIOException(e);
            }
        }
        return peeked;
    }

    private Event take() {
        Event event = peek();
        peeked = null;
        if (event != null) {
            events++;
        }
        if (event instanceof Answer.Reading reading) {
            latest = reading.clock();
        }
        return event;
    }

    private ReplayDifference difference(Event recorded, String replayed) {
        return difference(recorded == null ? "the end" : recorded.toString(), replayed);
    }

    /** What differs at the event that was taken last, in words. */
    ReplayDifference difference(String recorded, String replayed) {
        return new ReplayDifference(reader.file() + ", byte " + eventOffset + ": the recording has " + recorded
                + ", the replay " + replayed);
    }

    /** The latest reading of the clock that the core has seen. */
    public ClockReading latest() {
        return latest;
    }

    @Override
    public ClockReading glance(SystemClock clock) {
        return latest;
    }

    @Override
    public Orders orders(Orders orders) {
        return () -> answerIfAny(Answer.Accepted.class)
                .map(accepted -> OptionalDouble.of(accepted.offsetS()))
                .orElse(OptionalDouble.empty());
    }

    public SystemClock clock() {
        return new ReplayedClock(this, head.clock());
    }

    public Network network() {
        return sockets.network();
    }

    public Poller poller() {
        return sockets.poller();
    }

    public Resolver resolver() {
        return new ReplayedResolver(this);
    }

    public KeyExchanges keyExchanges() {
        return new ReplayedKeyExchanges(this, sockets);
    }

    public StateFiles files() {
        return new ReplayedFiles(this);
    }

    public RandomGenerator random() {
        return () -> answer(Answer.RandomNumber.class).bits();
    }

    /** How many turns have begun. */
    public long turns() {
        return turns;
    }

    /** How many events have been replayed. */
    public long events() {
        return events;
    }

    /** How many of them were commands, and the same as recorded. */
    public long commands() {
        return commands;
    }

    /** How much of the file has been read, in bytes. */
    public long bytes() {
        return reader.offset();
    }

    /** Whether the file ends in the midst of a block, which is left away then. */
    public boolean cutOff() {
        return reader.cutOff();
    }

    @Override
    public void close() {
        reader.close();
    }
}
