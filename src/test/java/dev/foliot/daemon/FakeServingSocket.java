package dev.foliot.daemon;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.ServingSocket;
import java.net.InetSocketAddress;

/** The parts of a server's socket that tests are not about: nothing was lost, nothing is stamped. */
abstract class FakeServingSocket implements ServingSocket {
    @Override
    public long lost() {
        return -1;
    }

    @Override
    public int receiveTransmitStamps(DatagramBatch batch) {
        return 0;
    }

    @Override
    public int send(DatagramBatch batch, int first, int count) {
        throw new AssertionError("a server replies");
    }

    @Override
    public InetSocketAddress localAddress() {
        return new InetSocketAddress(123);
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return null;
    }

    @Override
    public void close() {}
}
