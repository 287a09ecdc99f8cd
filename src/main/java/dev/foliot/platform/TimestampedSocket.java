package dev.foliot.platform;

import dev.foliot.time.StampSource;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A UDP socket whose datagrams carry the time at which they crossed the machine's border, as near to the wire as the
 * system can tell. Nothing here blocks. Every implementation passes {@code TimestampedSocketContract}.
 */
public interface TimestampedSocket extends AutoCloseable {
    /** This end, with the port that the system chose. */
    InetSocketAddress localAddress();

    /** The other end of a connected socket, or null. */
    InetSocketAddress remoteAddress();

    /**
     * Fills slots of {@code batch} from 0 with datagrams that have arrived. Each has a stamp: where the system gave
     * none, the time right after the call, marked {@link StampSource#DAEMON}.
     *
     * @return how many; 0 when none is waiting
     * @throws java.net.PortUnreachableException when the network said that nobody listens at the other end of a
     *     connected socket
     */
    int receive(DatagramBatch batch) throws IOException;

    /**
     * Sends slots {@code first} to {@code first + count - 1}. A slot's STAMP_NS gets the time right before the system
     * call; with {@link DatagramBatch#FLAG_STAMP_TRANSMIT} the packet gets it too.
     *
     * @return how many were sent, from the first on; fewer than {@code count} when the system has no room now
     * @throws IOException when the first one could not be sent
     */
    int send(DatagramBatch batch, int first, int count) throws IOException;

    /**
     * Fills slots from 0 with the stamps that the system took of datagrams sent: TRANSMIT_ID and the stamp, no payload.
     * They come after the send, in any order, or never.
     *
     * @return how many; 0 when none is waiting, or the system takes none
     */
    int receiveTransmitStamps(DatagramBatch batch) throws IOException;

    /** What a poller watches: this socket, or the one that it stands in front of. */
    default TimestampedSocket watched() {
        return this;
    }

    @Override
    void close();
}
