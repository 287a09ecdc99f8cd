package dev.foliot.nts;

import dev.foliot.nts.aead.Aead;
import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.aead.SecretNonces;
import dev.foliot.nts.ke.SessionKeys;
import dev.foliot.wire.ExtensionField;
import dev.foliot.wire.KissCode;
import dev.foliot.wire.NtpHeader;
import dev.foliot.wire.NtpMode;
import dev.foliot.wire.NtpPacketWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The client's part of protected exchanges with one server: protects requests, verifies replies, keeps the cookies. One
 * request is under way at a time, and one authentic reply to it counts; a new request ends the one before.
 *
 * <p>A NAK is not authenticated, so it ends nothing: whoever saw the request can send one. What it does is to make the
 * session ask for another key exchange while no authentic reply comes, and go on with what it has meanwhile (RFC 8915,
 * section 5.7). Not thread-safe.
 */
public final class ClientSession {
    /** Bytes in the longest request: what an IPv6 packet of 1280 bytes has room for, which no link fragments. */
    public static final int LONGEST_REQUEST = 1232;

    /** Bytes in the longest reply that is looked at: an Ethernet frame's. */
    private static final int LONGEST_REPLY = 1500;

    /** Where c2s lies, and s2c behind it: behind the packet, since an AEAD works in one array. */
    private static final int C2S = LONGEST_REPLY;

    private static final int IDENTIFIER_LENGTH = NtsField.SHORTEST_IDENTIFIER;

    /** Four weeks, as chrony has it: so long may a key be of use to whoever gets hold of it. */
    private static final long LONGEST_USE_S = 28 * 86_400L;

    private final SessionState start;
    private final SecretNonces nonces;
    private final CookieJar jar;
    private final PacketFields fields = new PacketFields();
    private final NtpPacketWriter writer = new NtpPacketWriter();
    private final byte[] memory;
    private final ByteBuffer view;
    private final AeadAlgorithm algorithm;
    private final Aead aead;
    private final byte[] identifier = new byte[IDENTIFIER_LENGTH];

    private SessionKeys keys;
    private Optional<SessionKeys> otherKeys;
    private boolean underWay;
    private boolean refused;

    public ClientSession(SessionState start, SecretNonces nonces) {
        this.start = start;
        this.nonces = nonces;
        jar = new CookieJar(start.cookies());
        algorithm = start.keys().algorithm();
        aead = algorithm.newAead();
        memory = new byte[C2S + 2 * algorithm.keyLength()];
        view = ByteBuffer.wrap(memory);
        keys = start.keys();
        otherKeys = start.otherKeys();
        keys.copyTo(memory, C2S);
    }

    /**
     * Protects a request: puts the fields of NTS behind its 48 bytes.
     *
     * @param offset where the request stands; there is room for {@value #LONGEST_REQUEST} bytes
     * @return bytes in the protected request; 0 when no cookie is left: such a request must not be sent
     */
    public int seal(ByteBuffer packet, int offset) {
        underWay = false;
        byte[] cookie = jar.take();
        if (cookie == null) {
            return 0;
        }
        if (refused && otherKeys.isPresent()) {
            tryOtherKeys();
        }
        underWay = true;
        int length = write(packet, offset, cookie);
        packet.put(offset + NtpHeader.SIZE, memory, NtpHeader.SIZE, length - NtpHeader.SIZE);
        return length;
    }

    private int write(ByteBuffer packet, int offset, byte[] cookie) {
        packet.get(offset, memory, 0, NtpHeader.SIZE);
        writer.wrap(view, 0, LONGEST_REQUEST);
        for (int at = 0; at < IDENTIFIER_LENGTH; at += SecretNonces.LONGEST) {
            nonces.next(identifier, at, SecretNonces.LONGEST);
        }
        view.put(writer.appendExtension(NtsField.UNIQUE_IDENTIFIER, IDENTIFIER_LENGTH), identifier);
        view.put(writer.appendExtension(NtsField.COOKIE, cookie.length), cookie);
        int sealed = algorithm.nonceLength() + AeadAlgorithm.TAG_LENGTH;
        int authenticatorLength = NtsField.NONCE + sealed;
        int room = LONGEST_REQUEST - writer.length() - authenticatorLength;
        int missing = CookieJar.CAPACITY - jar.size() - 1;
        int placeholders = Math.min(missing, room / (ExtensionField.BODY + cookie.length));
        for (int i = 0; i < placeholders; i++) {
            writer.appendExtension(NtsField.COOKIE_PLACEHOLDER, cookie.length);
        }
        int authenticator = writer.length();
        writer.appendLastExtension(NtsField.AUTHENTICATOR, authenticatorLength - ExtensionField.BODY);
        int nonce = authenticator + NtsField.NONCE;
        view.putShort(authenticator + NtsField.NONCE_LENGTH, (short) algorithm.nonceLength());
        view.putShort(authenticator + NtsField.CIPHERTEXT_LENGTH, (short) AeadAlgorithm.TAG_LENGTH);
        nonces.next(memory, nonce, algorithm.nonceLength());
        aead.rekey(memory, C2S);
        aead.seal(memory, 0, authenticator, nonce, algorithm.nonceLength(), nonce + algorithm.nonceLength(), 0);
        return writer.length();
    }

    /**
     * Verifies a reply, and keeps its cookies. The packet stays as it is; of an authentic one the first 48 bytes may be
     * believed, of any other nothing.
     */
    public ReplyVerdict open(ByteBuffer packet, int offset, int length) {
        if (!underWay) {
            return ReplyVerdict.UNASKED;
        }
        if (length > LONGEST_REPLY) {
            return ReplyVerdict.MALFORMED;
        }
        packet.get(offset, memory, 0, length);
        if (!fields.find(view, length) || fields.packet().mode() != NtpMode.SERVER) {
            return ReplyVerdict.MALFORMED;
        }
        if (!answersTheRequest()) {
            return ReplyVerdict.ANOTHER_REQUEST;
        }
        return fields.authenticator == 0 ? unprotected(fields.packet().kissCode()) : verify();
    }

    private boolean answersTheRequest() {
        int at = fields.uniqueIdentifier;
        int body = at + ExtensionField.BODY;
        return at != 0
                && fields.lengthOf(at) == ExtensionField.BODY + IDENTIFIER_LENGTH
                && Arrays.equals(identifier, 0, IDENTIFIER_LENGTH, memory, body, body + IDENTIFIER_LENGTH);
    }

    private ReplyVerdict unprotected(KissCode code) {
        return switch (code) {
            case NO_KISS -> ReplyVerdict.UNPROTECTED;
            case NTSN -> {
                refused = true;
                yield ReplyVerdict.NAK;
            }
            default -> ReplyVerdict.KISS;
        };
    }

    private ReplyVerdict verify() {
        int start = fields.ciphertext;
        aead.rekey(memory, C2S + algorithm.keyLength());
        int length = aead.open(
                memory,
                0,
                fields.authenticator,
                fields.authenticator + NtsField.NONCE,
                fields.nonceLength,
                start,
                fields.ciphertextLength);
        if (length == Aead.FORGED) {
            return ReplyVerdict.FORGED;
        }
        if (!EncryptedFields.wellFormed(view, start, start + length)) {
            return ReplyVerdict.MALFORMED;
        }
        keepCookies(start, start + length);
        underWay = false;
        refused = false;
        forgetOtherKeys();
        return ReplyVerdict.AUTHENTIC;
    }

    private void keepCookies(int start, int end) {
        for (int at = start; at < end; at += EncryptedFields.length(view, at)) {
            if (EncryptedFields.type(view, at) == NtsField.COOKIE) {
                int body = at + ExtensionField.BODY;
                jar.add(Arrays.copyOfRange(memory, body, at + EncryptedFields.length(view, at)));
            }
        }
    }

    /** Whether there must be another key exchange; to be asked when the next request is due. */
    public KeyExchangeNeed need(long unixS) {
        if (jar.size() == 0) {
            return KeyExchangeNeed.NO_COOKIES;
        }
        if (refused && otherKeys.isEmpty()) {
            return KeyExchangeNeed.REFUSED;
        }
        return unixS - start.establishedS() > LONGEST_USE_S ? KeyExchangeNeed.OLD : KeyExchangeNeed.NONE;
    }

    /** How many cookies are left. */
    public int cookies() {
        return jar.size();
    }

    public AeadAlgorithm algorithm() {
        return algorithm;
    }

    /** What is left, to be kept across a restart. */
    public SessionState state() {
        return start.with(keys, otherKeys, jar.all());
    }

    /** Zeroes the keys, also those in the state that it began with. Nothing may be asked of the session any more. */
    public void destroy() {
        keys.destroy();
        forgetOtherKeys();
        aead.destroy();
        Arrays.fill(memory, (byte) 0);
    }

    private void tryOtherKeys() {
        keys.destroy();
        keys = otherKeys.orElseThrow();
        otherKeys = Optional.empty();
        keys.copyTo(memory, C2S);
        refused = false;
    }

    private void forgetOtherKeys() {
        otherKeys.ifPresent(SessionKeys::destroy);
        otherKeys = Optional.empty();
    }
}
