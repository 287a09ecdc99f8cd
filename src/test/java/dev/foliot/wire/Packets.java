package dev.foliot.wire;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Packets as tests write them: hexadecimal, spaces allowed. */
final class Packets {
    /** The shortest version 4 request: leap 0, version 4, mode 3, all else zero. */
    static final String PLAIN = "23" + "00".repeat(47);

    private Packets() {}

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** Moves a view to these bytes, which lie amid others so that a wrong offset shows. */
    static PacketFault wrap(NtpPacketView view, byte[] packet) {
        int before = 7;
        ByteBuffer memory = ByteBuffer.allocateDirect(before + packet.length + 9);
        for (int i = 0; i < memory.capacity(); i++) {
            memory.put(i, (byte) 0xa5);
        }
        memory.put(before, packet);
        return view.wrap(memory, before, packet.length);
    }

    /** A view of a packet that has to be well-formed. */
    static NtpPacketView view(byte[] packet) {
        NtpPacketView view = new NtpPacketView();
        PacketFault fault = wrap(view, packet);
        if (fault != null) {
            throw new AssertionError("not a packet: " + fault);
        }
        return view;
    }

    static NtpPacketView view(String hex) {
        return view(bytes(hex));
    }

    static PacketFault fault(String hex) {
        return wrap(new NtpPacketView(), bytes(hex));
    }

    /** An extension field of this length, which says so itself, with a body of 0xee. */
    static String field(int type, int length) {
        return String.format("%04x%04x", type, length) + "ee".repeat(length - 4);
    }
}
