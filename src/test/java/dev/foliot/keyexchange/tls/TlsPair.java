package dev.foliot.keyexchange.tls;

import java.nio.ByteBuffer;

/** Two engines, and what would be the network between them. */
final class TlsPair {
    final TlsEngine client;
    final TlsEngine server;
    private final int piece;

    /** @param piece how many bytes arrive at once at most */
    TlsPair(TlsEngine client, TlsEngine server, int piece) {
        this.client = client;
        this.server = server;
        this.piece = piece;
    }

    /** Carries bytes to and fro until neither has any. */
    TlsPair run() {
        boolean moved = true;
        while (moved) {
            moved = carry(client, server) + carry(server, client) > 0;
        }
        return this;
    }

    static byte[] read(TlsEngine engine) {
        byte[] buffer = new byte[100_000];
        int length = engine.read(buffer, 0, buffer.length);
        byte[] read = new byte[length];
        System.arraycopy(buffer, 0, read, 0, length);
        return read;
    }

    static byte[] output(TlsEngine engine) {
        ByteBuffer buffer = ByteBuffer.allocate(100_000);
        engine.send(buffer);
        byte[] output = new byte[buffer.flip().remaining()];
        buffer.get(output);
        return output;
    }

    /** @return how many bytes that were */
    int carry(TlsEngine from, TlsEngine to) {
        int carried = 0;
        while (from.hasOutput()) {
            ByteBuffer buffer = ByteBuffer.allocate(piece);
            from.send(buffer);
            to.receive(buffer.array(), 0, buffer.position());
            carried += buffer.position();
        }
        return carried;
    }
}
