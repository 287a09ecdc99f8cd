package dev.foliot.observability;

/**
 * How a source is authenticated (RFC 8915), at one moment. What is not known is null.
 *
 * @param keyServer where keys are agreed on: IP address and port; null for a source that is not authenticated
 * @param keyed whether there are keys
 * @param keysAgeS time since they were agreed on
 * @param certificatesUntilUtcNs when the first of the certificates that they rest on ends, in nanoseconds since the Unix
 *     epoch
 * @param algorithm by which packets are protected
 * @param cookies how many are left; each request takes one, each reply brings one
 * @param failures exchanges of keys that came to nothing
 * @param lastFailure why the latest exchange did; null when it did not
 */
public record NtsSnapshot(
        String keyServer,
        boolean keyed,
        Double keysAgeS,
        Long certificatesUntilUtcNs,
        String algorithm,
        Integer cookies,
        long failures,
        String lastFailure) {
    /** Not at all. */
    public static final NtsSnapshot NONE = new NtsSnapshot(null, false, null, null, null, null, 0, null);
}
