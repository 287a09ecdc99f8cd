package dev.foliot.nts.ke;

import dev.foliot.nts.aead.AeadAlgorithm;
import java.util.Arrays;

/**
 * The keys of one client and one server: c2s for what the client sends, s2c for what the server sends.
 *
 * <p>Both sides export them from the TLS session with the protocol, the algorithm and the direction as context (RFC 8915,
 * section 5.1). For AES-128-GCM-SIV there are two ways. chrony 4.4 to 4.6 have the number of AES-SIV-CMAC-256, 15, in that
 * context although 30 was agreed on, and newer versions keep to that unless both sides sent record 1024
 * (chrony-project.org/doc/spec/nts-compliant-128gcm.html). So without the record such keys are {@linkplain
 * #exportCompatible compatible}; with it, and for every other algorithm, they are {@linkplain #exportCompliant compliant}.
 */
public final class SessionKeys {
    private static final String LABEL = "EXPORTER-network-time-security";

    private static final byte C2S = 0;
    private static final byte S2C = 1;

    private final AeadAlgorithm algorithm;
    private final byte[] c2s;
    private final byte[] s2c;

    /** Copies the keys, each as long as the algorithm has them. */
    public SessionKeys(AeadAlgorithm algorithm, byte[] c2s, byte[] s2c) {
        if (c2s.length != algorithm.keyLength() || s2c.length != algorithm.keyLength()) {
            throw new IllegalArgumentException(algorithm + " has keys of " + algorithm.keyLength() + " bytes, not "
                    + c2s.length + " and " + s2c.length);
        }
        this.algorithm = algorithm;
        this.c2s = c2s.clone();
        this.s2c = s2c.clone();
    }

    /** The keys as RFC 8915 has them. */
    public static SessionKeys exportCompliant(KeyExporter exporter, AeadAlgorithm algorithm) {
        return export(exporter, algorithm, algorithm.id());
    }

    /** The keys as chrony 4.4 to 4.6 have them, with the number 15 whatever the algorithm. */
    public static SessionKeys exportCompatible(KeyExporter exporter, AeadAlgorithm algorithm) {
        return export(exporter, algorithm, AeadAlgorithm.AES_SIV_CMAC_256.id());
    }

    private static SessionKeys export(KeyExporter exporter, AeadAlgorithm algorithm, int id) {
        byte[] c2s = exporter.export(LABEL, context(id, C2S), algorithm.keyLength());
        byte[] s2c = exporter.export(LABEL, context(id, S2C), algorithm.keyLength());
        SessionKeys keys = new SessionKeys(algorithm, c2s, s2c);
        Arrays.fill(c2s, (byte) 0);
        Arrays.fill(s2c, (byte) 0);
        return keys;
    }

    private static byte[] context(int id, byte direction) {
        return new byte[] {0, RecordFields.NTPV4, (byte) (id >> Byte.SIZE), (byte) id, direction};
    }

    public AeadAlgorithm algorithm() {
        return algorithm;
    }

    /** Copies c2s and, behind it, s2c. */
    public void copyTo(byte[] memory, int offset) {
        System.arraycopy(c2s, 0, memory, offset, c2s.length);
        System.arraycopy(s2c, 0, memory, offset + c2s.length, s2c.length);
    }

    /** Zeroes the keys, which are of no use any more. */
    public void destroy() {
        Arrays.fill(c2s, (byte) 0);
        Arrays.fill(s2c, (byte) 0);
    }
}
