package dev.foliot.nts;

import dev.foliot.nts.aead.Aead;
import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.aead.SecretNonces;
import dev.foliot.wire.ExtensionField;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpMode;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The server's part of a protected exchange: opens a request, seals its reply. It works in memory of its own, which the
 * request is copied into once, so the packet's place is free for the reply's header meanwhile:
 *
 * <ol>
 *   <li>{@link #find}: which fields are there; no cryptography yet
 *   <li>{@link #open}: whose request it is, and whether it is authentic; the new cookies are made at once
 *   <li>the caller writes the reply's 48 bytes with its transmit timestamp, which is foretold: nobody can alter it later
 *   <li>{@link #seal} puts the fields behind it; or {@link #echo}, behind a kiss of death that nothing protects
 * </ol>
 *
 * <p>No reply is longer than its request. One for each thread. Allocates nothing itself.
 */
public final class NtsServer {
    /** Bytes in the longest request that is looked at: an Ethernet frame's. */
    private static final int LONGEST_REQUEST = 1500;

    /** Cookies that a client can keep (RFC 8915, section 5.7). */
    private static final int MOST_COOKIES = 8;

    /** Behind the packet, the cookie that was opened: with c2s and s2c. */
    private static final int OPENED = LONGEST_REQUEST;

    private static final int C2S = OPENED + CookieSealer.KEYS;

    private final byte[] memory = new byte[OPENED + CookieSealer.LONGEST];
    private final ByteBuffer view = ByteBuffer.wrap(memory);
    private final PacketFields fields = new PacketFields();
    private final Aead[] aeads = new Aead[AeadAlgorithm.values().length];
    private final CookieSealer cookies;
    private final SecretNonces nonces;

    private RequestVerdict verdict = RequestVerdict.PLAIN;
    private AeadAlgorithm algorithm;
    private int requestLength;
    /** Where the client's unique identifier lies, with its header; no bytes when there is none. */
    private int identifier;

    private int identifierLength;
    private int authenticator;
    private int ciphertext;
    /** Bytes of new cookies, with their headers. */
    private int textLength;

    /** @param nonces of this thread */
    public NtsServer(SecretNonces nonces) {
        this.nonces = nonces;
        cookies = new CookieSealer(nonces);
        for (AeadAlgorithm each : AeadAlgorithm.values()) {
            aeads[each.ordinal()] = each.newAead();
        }
    }

    /** The master keys as they are from now on; costs nothing when they have not changed. At first there are none. */
    public void use(MasterKeys keys) {
        cookies.use(keys);
    }

    /** Takes a request: PLAIN, PROTECTED or MALFORMED. */
    public RequestVerdict find(ByteBuffer packet, int offset, int length) {
        identifierLength = 0;
        verdict = length <= LONGEST_REQUEST ? find(packet, offset, length, view) : RequestVerdict.MALFORMED;
        return verdict;
    }

    private RequestVerdict find(ByteBuffer packet, int offset, int length, ByteBuffer into) {
        packet.get(offset, memory, 0, length);
        requestLength = length;
        if (!fields.find(into, length)) {
            return RequestVerdict.MALFORMED;
        }
        takeIdentifier();
        if (fields.cookie == 0 && fields.placeholders == 0 && fields.authenticator == 0) {
            return RequestVerdict.PLAIN;
        }
        boolean complete = fields.cookie != 0
                && fields.authenticator != 0
                && identifierLength != 0
                && fields.packet().mode() == NtpMode.CLIENT;
        return complete ? RequestVerdict.PROTECTED : RequestVerdict.MALFORMED;
    }

    private void takeIdentifier() {
        identifier = fields.uniqueIdentifier;
        int length = identifier == 0 ? 0 : fields.lengthOf(identifier);
        identifierLength = length >= ExtensionField.BODY + NtsField.SHORTEST_IDENTIFIER ? length : 0;
    }

    /** Opens a request that is PROTECTED: AUTHENTIC, UNKNOWN_COOKIE, FORGED or MALFORMED. */
    public RequestVerdict open() {
        require(RequestVerdict.PROTECTED);
        verdict = verify();
        if (verdict == RequestVerdict.AUTHENTIC) {
            prepareReply();
        } else {
            forgetKeys();
        }
        return verdict;
    }

    private RequestVerdict verify() {
        int cookieLength = fields.lengthOf(fields.cookie) - ExtensionField.BODY;
        if (cookieLength > CookieSealer.LONGEST) {
            return RequestVerdict.UNKNOWN_COOKIE;
        }
        // A copy: the authenticator covers the cookie as it came.
        System.arraycopy(memory, fields.cookie + ExtensionField.BODY, memory, OPENED, cookieLength);
        algorithm = cookies.open(memory, OPENED, cookieLength);
        if (algorithm == null) {
            return RequestVerdict.UNKNOWN_COOKIE;
        }
        if (!fields.hasRoomForNonce(algorithm)) {
            return RequestVerdict.MALFORMED;
        }
        Aead aead = aeads[algorithm.ordinal()];
        aead.rekey(memory, C2S);
        int length = aead.open(
                memory,
                0,
                fields.authenticator,
                fields.authenticator + NtsField.NONCE,
                fields.nonceLength,
                fields.ciphertext,
                fields.ciphertextLength);
        if (length == Aead.FORGED) {
            return RequestVerdict.FORGED;
        }
        return countEncryptedPlaceholders(fields.ciphertext, fields.ciphertext + length);
    }

    private RequestVerdict countEncryptedPlaceholders(int start, int end) {
        if (!EncryptedFields.wellFormed(view, start, end)) {
            return RequestVerdict.MALFORMED;
        }
        for (int at = start; at < end; at += EncryptedFields.length(view, at)) {
            if (EncryptedFields.type(view, at) == NtsField.COOKIE_PLACEHOLDER) {
                if (EncryptedFields.length(view, at) != fields.lengthOf(fields.cookie)) {
                    return RequestVerdict.MALFORMED;
                }
                fields.placeholders++;
            }
        }
        return RequestVerdict.AUTHENTIC;
    }

    /** Lays the reply's fields out where they will be, over the request, which has been read. */
    private void prepareReply() {
        System.arraycopy(memory, identifier, memory, NtpHeader.SIZE, identifierLength);
        identifier = NtpHeader.SIZE;
        authenticator = identifier + identifierLength;
        ciphertext = authenticator + NtsField.NONCE + algorithm.nonceLength();
        int cookieLength = CookieSealer.length(algorithm);
        int fieldLength = ExtensionField.BODY + cookieLength;
        // The request had a cookie as long, and room for a nonce as long as this one's: at least one cookie fits.
        int room = requestLength - ciphertext - AeadAlgorithm.TAG_LENGTH;
        int count = Math.min(Math.min(1 + fields.placeholders, MOST_COOKIES), room / fieldLength);
        textLength = count * fieldLength;
        for (int at = ciphertext; at < ciphertext + textLength; at += fieldLength) {
            header(at, NtsField.COOKIE, fieldLength);
            cookies.seal(algorithm, memory, C2S, at + ExtensionField.BODY);
        }
        int sealedLength = AeadAlgorithm.TAG_LENGTH + textLength;
        header(authenticator, NtsField.AUTHENTICATOR, ciphertext + sealedLength - authenticator);
        view.putShort(authenticator + NtsField.NONCE_LENGTH, (short) algorithm.nonceLength());
        view.putShort(authenticator + NtsField.CIPHERTEXT_LENGTH, (short) sealedLength);
    }

    /**
     * Completes the reply to an AUTHENTIC request.
     *
     * @param offset where its 48 bytes stand; there is room for as many bytes as the request had
     * @return bytes in the reply
     */
    public int seal(ByteBuffer packet, int offset) {
        require(RequestVerdict.AUTHENTIC);
        verdict = RequestVerdict.PLAIN;
        packet.get(offset, memory, 0, NtpHeader.SIZE);
        int nonce = authenticator + NtsField.NONCE;
        nonces.next(memory, nonce, algorithm.nonceLength());
        Aead aead = aeads[algorithm.ordinal()];
        aead.rekey(memory, C2S + algorithm.keyLength());
        aead.seal(memory, 0, authenticator, nonce, algorithm.nonceLength(), ciphertext, textLength);
        forgetKeys();
        int length = ciphertext + textLength + AeadAlgorithm.TAG_LENGTH;
        packet.put(offset + NtpHeader.SIZE, memory, NtpHeader.SIZE, length - NtpHeader.SIZE);
        return length;
    }

    /**
     * Completes a reply that nothing protects, such as a NAK: with the request's unique identifier, if it has one, so
     * that nobody can make it up who did not see the request.
     *
     * @param offset where its 48 bytes stand; there is room for as many bytes as the request had
     * @return bytes in the reply
     */
    public int echo(ByteBuffer packet, int offset) {
        packet.put(offset + NtpHeader.SIZE, memory, identifier, identifierLength);
        return NtpHeader.SIZE + identifierLength;
    }

    private void header(int at, int type, int length) {
        view.putShort(at + ExtensionField.TYPE, (short) type);
        view.putShort(at + ExtensionField.LENGTH, (short) length);
    }

    private void forgetKeys() {
        Arrays.fill(memory, OPENED, memory.length, (byte) 0);
    }

    private void require(RequestVerdict wanted) {
        if (verdict != wanted) {
            throw new IllegalStateException("the request is " + verdict + ", not " + wanted);
        }
    }
}
