package dev.foliot.simulation.clknetsim;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * The socket that file descriptor 0 is, in both directions. Java cannot connect a socket that keeps messages apart, so
 * whoever starts it does; one {@code read} or {@code write} of the system is one message then.
 */
public final class StandardInputChannel implements MessageChannel {
    private final FileInputStream in = new FileInputStream(FileDescriptor.in);
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.in);

    @Override
    public void send(byte[] message, int length) throws IOException {
        out.write(message, 0, length);
    }

    @Override
    public int receive(byte[] buffer) throws IOException {
        return in.read(buffer);
    }
}
