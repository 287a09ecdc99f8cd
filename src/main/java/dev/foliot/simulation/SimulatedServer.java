package dev.foliot.simulation;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.time.NtpShort;
import dev.foliot.time.NtpTimestamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * An NTP server on a simulated host: it tells the time of the host's clock, right or wrong, and says of itself what its
 * {@link ServerProfile} says. It answers client requests of versions 1 to 4 and nothing else, in interleaved mode (RFC
 * 9769) where its profile has it.
 */
public final class SimulatedServer {
    private static final int HEADER_LENGTH = 48;
    private static final int MODE_CLIENT = 3;
    private static final int MODE_SERVER = 4;

    /** Of how many replies it is known when they left. */
    private static final int REMEMBERED = 64;

    /** How long ago it was set the last time, whenever it is asked. */
    private static final long SET_AGO_NS = 1_000_000_000L;

    private final SimulatedNetwork host;
    private final SimulatedSocket socket;
    private final DatagramBatch requests = new DatagramBatch(8);
    private final DatagramBatch reply = new DatagramBatch(1);
    private final RandomGenerator lowBits;

    /** When the latest replies left, by their receive timestamps. */
    private final Map<Long, Long> left = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    private ServerProfile profile;

    /** Starts to listen at {@code local}; tells its time with all the digits that it has. */
    public SimulatedServer(SimulatedNetwork host, InetSocketAddress local, ServerProfile profile) throws IOException {
        this(host, local, profile, () -> 0);
    }

    /**
     * Starts to listen at {@code local}.
     *
     * @param lowBits what the bits of timestamps below the server's precision are mixed with: random numbers, as RFC
     *     5905 (section 6) asks and chrony does
     */
    public SimulatedServer(
            SimulatedNetwork host, InetSocketAddress local, ServerProfile profile, RandomGenerator lowBits)
            throws IOException {
        this.host = host;
        this.lowBits = lowBits;
        this.profile = profile;
        this.socket = host.bind(local);
        socket.onArrival(this::serve);
    }

    /** What it says of itself from now on. */
    public void setProfile(ServerProfile profile) {
        this.profile = profile;
    }

    /** Stops listening: requests find the port unreachable. */
    public void close() {
        socket.close();
    }

    private void serve() {
        try {
            int count = socket.receive(requests);
            for (int slot = 0; slot < count; slot++) {
                if (isRequest(slot) && profile.answers()) {
                    Request request = Request.of(requests, slot);
                    if (profile.sending().turnaroundS() > 0) {
                        host.world().after(profile.sending().turnaroundS(), () -> answer(request));
                    } else {
                        answer(request);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isRequest(int slot) {
        int first = requests.payload().get(DatagramBatch.payloadOffset(slot));
        int version = first >> 3 & 7;
        return requests.length(slot) >= HEADER_LENGTH && (first & 7) == MODE_CLIENT && version >= 1 && version <= 4;
    }

    private void answer(Request request) {
        long readNs = host.clock().utcNs();
        if (profile.sending().lateS() > 0) {
            host.world().after(profile.sending().lateS(), () -> answer(request, readNs));
        } else {
            answer(request, readNs);
        }
    }

    /** @param readNs the time of the clock when it was last looked at */
    private void answer(Request request, long readNs) {
        reply.clear(0);
        reply.setLength(0, HEADER_LENGTH);
        reply.setRemote(0, request.from);
        reply.setLocal(0, request.to);
        write(reply.payload(), DatagramBatch.payloadOffset(0), request, readNs);
        try {
            socket.send(reply, 0, 1);
            discardTransmitStamps();
        } catch (NoRouteToHostException | ClosedChannelException e) {
            // The path or the server went away in the meantime: the reply is lost like any other.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fields of RFC 5905, figure 8. */
    private void write(ByteBuffer packet, int at, Request request, long readNs) {
        packet.put(at, (byte) (profile.leap().ordinal() << 6 | request.version << 3 | MODE_SERVER));
        packet.put(at + 1, (byte) profile.stratum());
        packet.put(at + 2, (byte) request.poll);
        packet.put(at + 3, (byte) profile.precisionLog2S());
        packet.putInt(at + 4, NtpShort.fromSecondsUp(profile.rootDelayS()));
        packet.putInt(at + 8, NtpShort.fromSecondsUp(profile.rootDispersionS()));
        packet.putInt(at + 12, profile.referenceId());
        packet.putLong(at + 16, NtpTimestamp.fromUnixNs(request.receiveNs - SET_AGO_NS));
        long receive = fuzzy(NtpTimestamp.fromUnixNs(request.receiveNs));
        Long previous = profile.sending().interleaved() && request.receive != request.transmit
                ? left.get(request.origin)
                : null;
        packet.putLong(at + 24, previous == null ? request.transmit : request.receive);
        packet.putLong(at + 32, receive);
        packet.putLong(at + 40, previous == null ? fuzzy(NtpTimestamp.fromUnixNs(readNs)) : previous);
        if (profile.sending().interleaved()) {
            left.put(receive, fuzzy(NtpTimestamp.fromUnixNs(host.clock().utcNs())));
        }
    }

    private long fuzzy(long timestamp) {
        int bits = Math.max(0, Integer.SIZE + profile.precisionLog2S());
        return timestamp ^ lowBits.nextLong() & (1L << bits) - 1;
    }

    private void discardTransmitStamps() throws IOException {
        while (socket.receiveTransmitStamps(reply) > 0) {
            // A server has no use for them.
        }
    }

    private record Request(
            InetSocketAddress from,
            InetAddress to,
            long receiveNs,
            int version,
            int poll,
            long origin,
            long receive,
            long transmit) {
        static Request of(DatagramBatch batch, int slot) {
            ByteBuffer packet = batch.payload();
            int at = DatagramBatch.payloadOffset(slot);
            return new Request(
                    batch.remote(slot),
                    batch.local(slot),
                    batch.stampNs(slot),
                    packet.get(at) >> 3 & 7,
                    packet.get(at + 2),
                    packet.getLong(at + 24),
                    packet.getLong(at + 32),
                    packet.getLong(at + DatagramBatch.NTP_TRANSMIT));
        }
    }
}
