package dev.foliot.recording;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Which tag stands before which event in a recording, and how what follows it is read. docs/recording.md has it too. */
final class EventTable {
    private static final Map<Class<? extends Event>, Integer> TAGS = new HashMap<>();
    private static final Map<Integer, Rest> RESTS = new HashMap<>();

    static {
        row(1, Event.Start.class, in -> new Event.Start(in.text()));
        row(2, Event.Turn.class, in -> new Event.Turn(in.signed()));
        row(3, Event.Finish.class, in -> new Event.Finish());

        row(10, Command.Step.class, in -> new Command.Step(in.signed()));
        row(11, Command.SetFrequency.class, in -> new Command.SetFrequency(in.real()));
        row(12, Command.SetStatus.class, in -> new Command.SetStatus(Command.SetStatus.status(in)));
        row(13, Command.SetTaiOffset.class, in -> new Command.SetTaiOffset((int) in.signed()));
        row(14, Command.AskState.class, in -> new Command.AskState());
        row(
                15,
                Command.Connect.class,
                in -> new Command.Connect(new InetSocketAddress(in.address(), in.unsigned(0xffff))));
        row(
                16,
                Command.Send.class,
                in -> new Command.Send(in.unsigned(Integer.MAX_VALUE), in.unsigned(0xffff), (int) in.unsigned()));
        row(17, Command.Await.class, in -> new Command.Await(in.monotonic()));
        row(18, Command.Resolve.class, in -> new Command.Resolve(in.text()));
        row(19, Command.ReadFile.class, in -> new Command.ReadFile(in.text()));
        row(20, Command.ReplaceFile.class, in -> new Command.ReplaceFile(in.text(), (int) in.unsigned()));
        row(21, Command.DeleteFile.class, in -> new Command.DeleteFile(in.text()));
        row(22, Command.BeginExchange.class, Command.BeginExchange::decode);
        row(23, Command.ConnectUnderKeys.class, in -> new Command.ConnectUnderKeys(in.unsigned(Integer.MAX_VALUE)));

        row(40, Answer.Reading.class, in -> new Answer.Reading(in.reading()));
        row(41, Answer.Translation.class, in -> new Answer.Translation(in.signed()));
        row(42, Answer.Done.class, in -> new Answer.Done());
        row(43, Answer.Residue.class, in -> new Answer.Residue(in.signed()));
        row(44, Answer.Granted.class, in -> new Answer.Granted(in.ppb()));
        row(45, Answer.State.class, in -> Answer.State.decode(in));
        row(46, Answer.Refused.class, in -> new Answer.Refused(in.flag(), in.text()));
        row(47, Answer.Failed.class, in -> new Answer.Failed(in.constant(Answer.Kind.values()), in.text()));
        row(48, Answer.LocalAddress.class, in -> new Answer.LocalAddress(in.address(), in.unsigned(0xffff)));
        row(49, Answer.Slots.class, in -> new Answer.Slots(in.list(() -> Answer.Slot.decode(in))));
        row(50, Answer.Ready.class, in -> new Answer.Ready(in.list(() -> in.unsigned(Integer.MAX_VALUE))));
        row(51, Answer.Names.class, in -> new Answer.Names(in.list(() -> Answer.Names.one(in))));
        row(52, Answer.RandomNumber.class, in -> new Answer.RandomNumber(in.word()));
        row(
                53,
                Answer.Contents.class,
                in -> new Answer.Contents(ByteBuffer.wrap(in.octets()).asReadOnlyBuffer()));
        row(54, Answer.Suspended.class, in -> new Answer.Suspended(in.signed()));
        row(55, Answer.Accepted.class, in -> new Answer.Accepted(in.real()));
        row(56, Answer.Exchanged.class, in -> new Answer.Exchanged(in.list(() -> Answer.Exchange.decode(in))));
    }

    /** Reads an event whose tag has been read. */
    @FunctionalInterface
    private interface Rest {
        Event read(Decoder in) throws RecordingException;
    }

    private EventTable() {}

    private static void row(int tag, Class<? extends Event> type, Rest rest) {
        TAGS.put(type, tag);
        RESTS.put(tag, rest);
    }

    /** What stands before the event in the file, one byte. */
    static int tag(Event event) {
        return TAGS.get(event.getClass());
    }

    /** Reads the event that comes next. */
    static Event read(Decoder in) throws RecordingException {
        int tag = in.octet();
        Rest rest = RESTS.get(tag);
        if (rest == null) {
            throw in.damage("there is no event " + tag);
        }
        return rest.read(in);
    }
}
