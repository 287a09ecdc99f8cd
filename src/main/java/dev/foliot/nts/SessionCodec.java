package dev.foliot.nts;

import dev.foliot.nts.aead.AeadAlgorithm;
import dev.foliot.nts.ke.SessionKeys;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A {@link SessionState} as bytes, to be kept where nobody else can read them. In this order, all numbers in network
 * order, every string of bytes with its length in two bytes before it:
 *
 * <pre>
 * mark                  8 bytes, "FoliotN1"
 * established           8 bytes, seconds of Unix time
 * valid from, until     8 bytes each, the same
 * server, port          string of ASCII, 2 bytes
 * algorithm             2 bytes
 * sets of keys          1 byte: 1, or 2 when there are other keys; of each c2s and s2c, as long as the algorithm's
 * cookies               1 byte: how many; each a string
 * </pre>
 */
public final class SessionCodec {
    private static final byte[] MARK = "FoliotN1".getBytes(StandardCharsets.US_ASCII);

    /** More than any state has: two sets of the longest keys, eight of the longest cookies, a name. */
    private static final int LONGEST = 16 * 1024;

    private SessionCodec() {}

    public static byte[] write(SessionState state) {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST)
                .put(MARK)
                .putLong(state.establishedS())
                .putLong(state.validFromS())
                .putLong(state.validUntilS());
        putString(bytes, state.server().getBytes(StandardCharsets.US_ASCII));
        bytes.putShort((short) state.port());
        bytes.putShort((short) state.keys().algorithm().id());
        bytes.put((byte) (state.otherKeys().isPresent() ? 2 : 1));
        putKeys(bytes, state.keys());
        state.otherKeys().ifPresent(keys -> putKeys(bytes, keys));
        bytes.put((byte) state.cookies().size());
        state.cookies().forEach(cookie -> putString(bytes, cookie));
        byte[] exact = Arrays.copyOf(bytes.array(), bytes.position());
        Arrays.fill(bytes.array(), (byte) 0);
        return exact;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when it is anything else; the message says what and at which byte
     */
    public static SessionState read(byte[] written) {
        ByteBuffer bytes = ByteBuffer.wrap(written);
        try {
            SessionState state = read(bytes);
            if (bytes.hasRemaining()) {
                throw new IllegalArgumentException(bytes.remaining() + " bytes too many");
            }
            return state;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("saved NTS session: it ends at byte " + written.length, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "saved NTS session, before byte " + bytes.position() + ": " + e.getMessage(), e);
        }
    }

    private static SessionState read(ByteBuffer bytes) {
        byte[] mark = new byte[MARK.length];
        bytes.get(mark);
        require(Arrays.equals(mark, MARK), "it does not begin with \"FoliotN1\"");
        long establishedS = bytes.getLong();
        long validFromS = bytes.getLong();
        long validUntilS = bytes.getLong();
        String server = new String(getString(bytes), StandardCharsets.US_ASCII);
        int port = Short.toUnsignedInt(bytes.getShort());
        int id = Short.toUnsignedInt(bytes.getShort());
        AeadAlgorithm algorithm = AeadAlgorithm.of(id)
                .orElseThrow(() -> new IllegalArgumentException("no AEAD algorithm has the number " + id));
        int sets = bytes.get();
        require(sets == 1 || sets == 2, sets + " sets of keys");
        SessionKeys keys = getKeys(bytes, algorithm);
        Optional<SessionKeys> otherKeys = sets == 2 ? Optional.of(getKeys(bytes, algorithm)) : Optional.empty();
        int count = bytes.get();
        require(count >= 0 && count <= CookieJar.CAPACITY, count + " cookies");
        List<byte[]> cookies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cookies.add(getString(bytes));
        }
        return new SessionState(server, port, keys, otherKeys, cookies, establishedS, validFromS, validUntilS);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static void putString(ByteBuffer bytes, byte[] string) {
        bytes.putShort((short) string.length).put(string);
    }

    private static byte[] getString(ByteBuffer bytes) {
        int length = Short.toUnsignedInt(bytes.getShort());
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] string = new byte[length];
        bytes.get(string);
        return string;
    }

    private static void putKeys(ByteBuffer bytes, SessionKeys keys) {
        byte[] both = new byte[2 * keys.algorithm().keyLength()];
        keys.copyTo(both, 0);
        bytes.put(both);
        Arrays.fill(both, (byte) 0);
    }

    private static SessionKeys getKeys(ByteBuffer bytes, AeadAlgorithm algorithm) {
        byte[] c2s = new byte[algorithm.keyLength()];
        byte[] s2c = new byte[algorithm.keyLength()];
        bytes.get(c2s).get(s2c);
        SessionKeys keys = new SessionKeys(algorithm, c2s, s2c);
        Arrays.fill(c2s, (byte) 0);
        Arrays.fill(s2c, (byte) 0);
        return keys;
    }
}
