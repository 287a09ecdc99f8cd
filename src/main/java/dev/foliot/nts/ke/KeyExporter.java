package dev.foliot.nts.ke;

/** Derives keys from a TLS session that both of its ends come to alike (RFC 5705; RFC 8446, section 7.5). */
@FunctionalInterface
public interface KeyExporter {
    /**
     * @param label ASCII
     * @param length bytes wanted
     */
    byte[] export(String label, byte[] context, int length);
}
