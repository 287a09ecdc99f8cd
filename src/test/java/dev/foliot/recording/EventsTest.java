package dev.foliot.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.platform.ClockState;
import dev.foliot.platform.ClockStatus;
import dev.foliot.platform.KeyExchanges;
import dev.foliot.platform.Resolver;
import dev.foliot.time.ClockReading;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.StampSource;
import dev.foliot.time.ValidityPeriod;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Events come back as they were. */
class EventsTest {
    @Property(tries = 300)
    void everyEventComesBackAsItWas(
            @ForAll long a,
            @ForAll long b,
            @ForAll double real,
            @ForAll int number,
            @ForAll boolean flag,
            @ForAll String text,
            @ForAll byte[] octets,
            @ForAll LeapIndicator leap,
            @ForAll StampSource source)
            throws IOException {
        List<Event> events = events(a, b, real, number, flag, text, octets, leap, source);
        assertEquals(events, throughAFile(events));
    }

    @Example
    void aFrequencyThatIsNotFiniteIsDamage() {
        for (double ppb : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
            RecordingException damage =
                    assertThrows(RecordingException.class, () -> throughAFile(List.of(new Answer.Granted(ppb))));
            assertTrue(damage.getMessage().endsWith("a frequency is not finite"), damage.getMessage());
        }
    }

    /** So that none is forgotten above. */
    @Example
    void theListAboveHasEveryEvent() throws IOException {
        List<Event> events = events(1, 2, 3, 4, true, "", new byte[0], LeapIndicator.NONE, StampSource.NONE);
        TreeSet<String> classes = new TreeSet<>();
        events.forEach(event -> classes.add(event.getClass().getName()));
        TreeSet<String> permitted = new TreeSet<>();
        for (Class<?> kind : List.of(Event.class, Command.class, Answer.class)) {
            for (Class<?> type : kind.getDeclaredClasses()) {
                if (Event.class.isAssignableFrom(type)) {
                    permitted.add(type.getName());
                }
            }
        }
        assertEquals(permitted, classes);
        assertEquals(
                events.size(), events.stream().map(EventTable::tag).distinct().count(), "each has a tag of its own");
    }

    private static List<Event> events(
            long a,
            long b,
            double real,
            int number,
            boolean flag,
            String text,
            byte[] octets,
            LeapIndicator leap,
            StampSource source)
            throws UnknownHostException {
        ClockStatus status = new ClockStatus(leap, a & Long.MAX_VALUE, b & Long.MAX_VALUE);
        String utf8 = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        InetAddress four = InetAddress.getByAddress(new byte[] {(byte) a, (byte) b, 0, 1});
        byte[] sixteen = Arrays.copyOf(octets, 16);
        sixteen[0] = (byte) 0xfe;
        sixteen[1] = (byte) 0x80;
        InetAddress six = Inet6Address.getByAddress(null, sixteen, number & 0xffff);
        Answer.Slot slot = new Answer.Slot(number, b, source, number, ~number, ByteBuffer.wrap(octets));
        return List.of(
                new Answer.Reading(new ClockReading(a, b)),
                new Event.Start(utf8),
                new Event.Turn(a),
                new Event.Finish(),
                new Answer.Suspended(a),
                new Command.Step(a),
                new Command.SetFrequency(real),
                new Command.SetStatus(status),
                new Command.SetTaiOffset(number),
                new Command.AskState(),
                new Command.Connect(new InetSocketAddress(six, number & 0xffff)),
                new Command.BeginExchange(new KeyExchanges.Request(
                        number & Integer.MAX_VALUE,
                        new KeyExchanges.Server(
                                utf8,
                                new InetSocketAddress(four, number & 0xffff),
                                Optional.of(utf8).filter(t -> flag),
                                Optional.of(utf8).filter(t -> !flag)),
                        flag ? OptionalLong.of(b) : OptionalLong.empty())),
                new Command.ConnectUnderKeys(number & Integer.MAX_VALUE),
                new Answer.Exchanged(List.of(
                        new Answer.Agreed(
                                number & Integer.MAX_VALUE,
                                new InetSocketAddress(six, number & 0xffff),
                                new ValidityPeriod(Math.min(a, b), Math.max(a, b)),
                                b & Long.MAX_VALUE),
                        new Answer.NotAgreed(number & Integer.MAX_VALUE, flag, utf8))),
                new Command.Send(number & Integer.MAX_VALUE, 1, number),
                new Command.Await(a),
                new Command.Resolve(utf8),
                new Command.ReadFile(utf8),
                new Command.ReplaceFile(utf8, number),
                new Command.DeleteFile(utf8),
                new Answer.Translation(a),
                new Answer.Done(),
                new Answer.Residue(b),
                new Answer.Granted(real),
                new Answer.State(new ClockState(new Frequency(real), status, number, flag)),
                new Answer.Refused(flag, utf8),
                new Answer.Failed(Answer.Kind.PORT_UNREACHABLE, utf8),
                new Answer.LocalAddress(four, 123),
                new Answer.Slots(List.of(slot, slot)),
                new Answer.Ready(List.of(number & Integer.MAX_VALUE, 0)),
                new Answer.Names(List.of(new Resolver.Answer(utf8, List.of(four, six)))),
                new Answer.RandomNumber(a),
                new Answer.Accepted(real),
                new Answer.Contents(ByteBuffer.wrap(octets)));
    }

    private static List<Event> throughAFile(List<Event> events) throws IOException {
        Encoder encoder = new Encoder();
        Path file = Files.createTempFile("events", "");
        try {
            List<byte[]> blocks = new ArrayList<>();
            for (Event event : events) {
                encoder.event(event);
                blocks.add(encoder.take());
            }
            Blocks.write(file, blocks);
            try (RecordingReader reader = new RecordingReader(file)) {
                Decoder decoder = new Decoder(reader);
                List<Event> read = new ArrayList<>();
                for (int i = 0; i < events.size(); i++) {
                    read.add(decoder.next());
                }
                assertNull(decoder.next());
                return read;
            }
        } finally {
            Files.delete(file);
        }
    }
}
