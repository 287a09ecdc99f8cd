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
import java.util.random.RandomGenerator;

/**
 * An NTP server on a simulated host: it tells the time of the host's clock, right or wrong, and says of itself what its
 * {@link ServerProfile} says. It answers client requests of versions 1 to 4 and nothing else.
 */
public final class SimulatedServer {
    private static final int HEADER_LENGTH = 48;
    private static final int MODE_CLIENT = 3;
    private static final int MODE_SERVER = 4;

    /** How long ago it was set the last time, whenever it is asked. */
    private static final long SET_AGO_NS = 1_000_000_000L;

    private final SimulatedNetwork host;
    private final SimulatedSocket socket;
    private final DatagramBatch requests = new DatagramBatch(8);
    private final DatagramBatch reply = new DatagramBatch(1);
    private final RandomGenerator lowBits;
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
                    if (profile.turnaroundS() > 0) {
                        host.world().after(profile.turnaroundS(), () -> answer(request));
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
        reply.clear(0);
        reply.setLength(0, HEADER_LENGTH);
        reply.setRemote(0, request.from);
        reply.setLocal(0, request.to);
        write(reply.payload(), DatagramBatch.payloadOffset(0), request);
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
    private void write(ByteBuffer packet, int at, Request request) {
        packet.put(at, (byte) (profile.leap().ordinal() << 6 | request.version << 3 | MODE_SERVER));
        packet.put(at + 1, (byte) profile.stratum());
        packet.put(at + 2, (byte) request.poll);
        packet.put(at + 3, (byte) profile.precisionLog2S());
        packet.putInt(at + 4, NtpShort.fromSecondsUp(profile.rootDelayS()));
        packet.putInt(at + 8, NtpShort.fromSecondsUp(profile.rootDispersionS()));
        packet.putInt(at + 12, profile.referenceId());
        long receive = NtpTimestamp.fromUnixNs(request.receiveNs);
        packet.putLong(at + 16, NtpTimestamp.fromUnixNs(request.receiveNs - SET_AGO_NS));
        packet.putLong(at + 24, request.transmit);
        packet.putLong(at + 32, fuzzy(receive));
        packet.putLong(at + 40, fuzzy(NtpTimestamp.fromUnixNs(host.clock().utcNs())));
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
            InetSocketAddress from, InetAddress to, long receiveNs, int version, int poll, long transmit) {
        static Request of(DatagramBatch batch, int slot) {
            ByteBuffer packet = batch.payload();
            int at = DatagramBatch.payloadOffset(slot);
            return new Request(
                    batch.remote(slot),
                    batch.local(slot),
                    batch.stampNs(slot),
                    packet.get(at) >> 3 & 7,
                    packet.get(at + 2),
                    packet.getLong(at + DatagramBatch.NTP_TRANSMIT));
        }
    }
}
