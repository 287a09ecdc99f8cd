package dev.foliot.simulation.clknetsim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * The simulator's side of the protocol for one node, with the clock of clknetsim and packets that a test lets arrive. It
 * keeps every request, and asserts the lengths that the simulator asserts.
 */
final class FakeSimulator implements MessageChannel {
    private static final int NOMINAL_TICK = 10_000;

    final List<byte[]> requests = new ArrayList<>();
    final double oscillator;
    double trueS;
    double realS;
    double monotonicS;
    /** When it ends. */
    double endS = Double.POSITIVE_INFINITY;
    /** From then on it is gone, without a word. */
    boolean gone;

    private final Deque<Packet> packets = new ArrayDeque<>();
    private final Deque<byte[]> replies = new ArrayDeque<>();
    private long frequency;
    private long tick = NOMINAL_TICK;
    private int status = Timex.STATUS_UNSYNCHRONISED;
    private long maxError = 16_000_000;
    private long estimatedError = 16_000_000;
    private int tai;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Packet(double atTrueS, int fromNode, int fromPort, int toPort, byte[] payload) {}

    /** @param oscillator the relative frequency error of the node's clock */
    FakeSimulator(double oscillator) {
        this.oscillator = oscillator;
    }

    /** Lets a packet arrive at a true time; later ones are told later. */
    void arrive(double atTrueS, int fromNode, int fromPort, int toPort, byte[] payload) {
        packets.add(new Packet(atTrueS, fromNode, fromPort, toPort, payload));
    }

    /** The latest request of a type, in hexadecimal. */
    String latest(int type) {
        for (int i = requests.size() - 1; i >= 0; i--) {
            if (requests.get(i)[0] == type) {
                return HexFormat.of().formatHex(requests.get(i));
            }
        }
        throw new AssertionError("no request of type " + type);
    }

    @Override
    public void send(byte[] message, int length) {
        byte[] bytes = new byte[length];
        System.arraycopy(message, 0, bytes, 0, length);
        requests.add(bytes);
        if (gone) {
            return;
        }
        ByteBuffer request = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int type = request.getInt(0);
        switch (type) {
            case 1 -> reply(length, 4, buffer(8).putInt(0, 1).putInt(4, 1));
            case 2 -> reply(length, 4, time(buffer(40), 0));
            case 4 -> reply(length, 216, adjtimex(request));
            case 6 -> reply(length, 16, select(request.getDouble(8)));
            case 7 -> requireLength(length, 24 + request.getInt(28));
            case 8 -> reply(length, 0, receive());
            default -> throw new AssertionError("request of type " + type);
        }
    }

    @Override
    public int receive(byte[] buffer) {
        if (gone) {
            return -1;
        }
        byte[] reply = replies.remove();
        System.arraycopy(reply, 0, buffer, 0, reply.length);
        return reply.length;
    }

    private void reply(int length, int dataLength, ByteBuffer reply) {
        requireLength(length, dataLength);
        byte[] bytes = new byte[reply.capacity()];
        reply.get(0, bytes);
        replies.add(bytes);
    }

    private static void requireLength(int length, int dataLength) {
        if (length != 8 + dataLength) {
            throw new AssertionError("a request of " + length + " bytes; the simulator would have aborted");
        }
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    private ByteBuffer time(ByteBuffer reply, int at) {
        return reply.putDouble(at, realS).putDouble(at + 8, monotonicS);
    }

    private double rate() {
        return (1 + oscillator) * ((double) tick / NOMINAL_TICK + frequency / 65536e6);
    }

    private ByteBuffer select(double timeoutS) {
        double wakeS = trueS + Math.max(0, timeoutS) / rate();
        double packetS = packets.isEmpty() ? Double.POSITIVE_INFINITY : packets.peek().atTrueS;
        int event = packetS < wakeS ? 1 : 0;
        double nextS = Math.min(wakeS, packetS);
        if (nextS >= endS) {
            event = 3;
            nextS = endS;
        }
        pass(Math.max(0, nextS - trueS));
        return time(buffer(64).putInt(0, event), 24);
    }

    /** Second by second, as the kernel counts. */
    private void pass(double seconds) {
        double untilS = trueS + seconds;
        while (trueS < untilS) {
            double nextS = Math.min(untilS, Math.floor(trueS) + 1);
            realS += (nextS - trueS) * rate();
            monotonicS += (nextS - trueS) * rate();
            trueS = nextS;
            if (nextS == Math.floor(nextS)) {
                maxError = Math.min(16_000_000, maxError + 500);
            }
        }
    }

    private ByteBuffer adjtimex(ByteBuffer request) {
        int modes = request.getInt(16);
        if ((modes & Timex.MODE_FREQUENCY) != 0) {
            frequency = request.getLong(32);
        }
        if ((modes & Timex.MODE_TICK) != 0) {
            tick = request.getLong(104);
        }
        if ((modes & Timex.MODE_MAX_ERROR) != 0) {
            maxError = Math.min(16_000_000, request.getLong(40));
        }
        if ((modes & Timex.MODE_ESTIMATED_ERROR) != 0) {
            estimatedError = Math.min(16_000_000, request.getLong(48));
        }
        if ((modes & Timex.MODE_STATUS) != 0) {
            status = request.getInt(56);
        }
        if ((modes & Timex.MODE_TAI) != 0) {
            tai = (int) request.getLong(64);
        }
        if ((modes & Timex.MODE_SET_OFFSET) != 0) {
            realS += request.getLong(88) + request.getLong(96) * 1e-9;
            maxError = 16_000_000;
        }
        return buffer(216)
                .putInt(0, 0)
                .putLong(8 + 16, frequency)
                .putLong(8 + 24, maxError)
                .putLong(8 + 32, estimatedError)
                .putInt(8 + 40, status)
                .putLong(8 + 88, tick)
                .putInt(8 + 160, tai);
    }

    private ByteBuffer receive() {
        Packet packet = packets.remove();
        ByteBuffer reply = buffer(24 + packet.payload.length)
                .putInt(0, 1)
                .putInt(8, packet.fromNode)
                .putInt(12, packet.fromPort)
                .putInt(16, packet.toPort)
                .putInt(20, packet.payload.length);
        return reply.put(24, packet.payload);
    }
}
