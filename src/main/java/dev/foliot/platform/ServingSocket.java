package dev.foliot.platform;

import java.io.IOException;

/** A socket that listens, and replies to what it receives where it lies. */
public interface ServingSocket extends TimestampedSocket {
    /**
     * Sends the first {@code count} slots as far as it can, but those with {@link DatagramBatch#FLAG_SKIP}. One that
     * cannot be sent holds up no other: {@link DatagramBatch#sendError} says what it failed from. Allocates nothing.
     *
     * <p>A slot's STAMP_NS, and with {@link DatagramBatch#FLAG_STAMP_TRANSMIT} its packet, gets the time at which it is
     * expected to leave: {@code leadNs} after the clock is read, right before the system call, and {@code paceNs} later
     * for each datagram that the same call sends before it.
     *
     * @param leadNs with what has to be added to the kernel's clock when another one is served
     * @param paceNs 0 to 1,000,000
     * @return how many were sent
     */
    int reply(DatagramBatch batch, int count, long leadNs, int paceNs);

    /**
     * How many requests the system has dropped, modulo 2^32, since they found no room while this thread was busy
     * elsewhere (or, seldom, were damaged); -1 where it does not tell: anywhere but on Linux.
     */
    long lost();

    /**
     * Fills slots from 0 with the stamps of replies that asked for one ({@link DatagramBatch#FLAG_STAMP_REQUEST}), and
     * with what left: the payload ends with the reply's bytes. They come after the reply, in any order, or never.
     *
     * @return how many; 0 when none is waiting, or the system takes none
     */
    @Override
    int receiveTransmitStamps(DatagramBatch batch) throws IOException;
}
