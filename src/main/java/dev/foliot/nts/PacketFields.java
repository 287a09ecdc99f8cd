package dev.foliot.nts;

import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.wire.NtpPacketView;
import java.nio.ByteBuffer;

/**
 * Finds the fields of NTS in a packet that begins at the first byte of its memory. What comes behind the authenticator is
 * not authenticated, and counts as absent. Positions are those of fields, 0 when there is none. Allocates nothing.
 */
final class PacketFields {
    private final NtpPacketView packet = new NtpPacketView();
    private ByteBuffer memory;
    private boolean wellFormed;
    private int cookies;

    int uniqueIdentifier;
    int cookie;
    /** How many placeholders there are, each as long as the cookie. */
    int placeholders;

    int authenticator;
    int nonceLength;
    int ciphertext;
    int ciphertextLength;

    /**
     * Finds the fields; they mean nothing when this returns false.
     *
     * @return whether it is a packet, in which no field is there twice that may be there once
     */
    boolean find(ByteBuffer memory, int length) {
        this.memory = memory;
        uniqueIdentifier = 0;
        cookie = 0;
        cookies = 0;
        placeholders = 0;
        authenticator = 0;
        wellFormed = packet.wrap(memory, 0, length) == null;
        for (int at = packet.extensionsStart();
                wellFormed && at < packet.extensionsEnd();
                at += packet.extensionLength(at)) {
            take(packet.extensionType(at), at);
        }
        return wellFormed && cookies <= 1 && placeholdersFit();
    }

    /** The packet that was found to be well-formed. */
    NtpPacketView packet() {
        return packet;
    }

    int lengthOf(int field) {
        return packet.extensionLength(field);
    }

    /**
     * Whether a client's request leaves room for the server's nonce, however short its own is, lest the reply be longer
     * than the request (RFC 8915, section 5.6).
     */
    boolean hasRoomForNonce(AeadAlgorithm algorithm) {
        int room = Math.max(NtsField.padded(nonceLength), algorithm.nonceLength());
        return NtsField.NONCE + room + NtsField.padded(ciphertextLength) <= packet.extensionLength(authenticator);
    }

    private void take(int type, int at) {
        if (type == NtsField.AUTHENTICATOR) {
            wellFormed = authenticator == 0 && takeAuthenticator(at);
        } else if (authenticator == 0) {
            switch (type) {
                case NtsField.UNIQUE_IDENTIFIER -> {
                    wellFormed = uniqueIdentifier == 0;
                    uniqueIdentifier = at;
                }
                case NtsField.COOKIE -> {
                    cookies++;
                    cookie = at;
                }
                case NtsField.COOKIE_PLACEHOLDER -> placeholders++;
                default -> {}
            }
        }
    }

    private boolean takeAuthenticator(int at) {
        authenticator = at;
        nonceLength = Short.toUnsignedInt(memory.getShort(at + NtsField.NONCE_LENGTH));
        ciphertextLength = Short.toUnsignedInt(memory.getShort(at + NtsField.CIPHERTEXT_LENGTH));
        ciphertext = at + NtsField.NONCE + NtsField.padded(nonceLength);
        return ciphertextLength >= AeadAlgorithm.TAG_LENGTH
                && ciphertext + NtsField.padded(ciphertextLength) <= at + packet.extensionLength(at);
    }

    /** Placeholders are as long as the cookie, which may stand behind them. */
    private boolean placeholdersFit() {
        int end = authenticator == 0 ? packet.extensionsEnd() : authenticator;
        for (int at = packet.extensionsStart(); placeholders > 0 && at < end; at += packet.extensionLength(at)) {
            boolean placeholder = packet.extensionType(at) == NtsField.COOKIE_PLACEHOLDER;
            if (placeholder && (cookie == 0 || lengthOf(at) != lengthOf(cookie))) {
                return false;
            }
        }
        return true;
    }
}
