package dev.foliot.keyset;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An etcd, and what stands in it.
 *
 * @param endpoints where its members answer; each is tried
 * @param prefix what the names of the keys there begin with
 * @param login by whom we are known there
 * @param certificateAuthority whom to believe its certificates (PEM); as the JVM does unless given
 * @param client our own certificate
 */
public record EtcdParameters(
        List<URI> endpoints,
        String prefix,
        Optional<Login> login,
        Optional<Path> certificateAuthority,
        Optional<ClientCertificate> client) {
    public static final String DEFAULT_PREFIX = "/foliot/nts/";

    public static final int MOST_ENDPOINTS = 16;
    private static final int LONGEST_PREFIX = 256;

    /** @param passwordFile read whenever we log in */
    public record Login(String username, Path passwordFile) {}

    /**
     * @param chain the certificate, and those between it and its authority (PEM)
     * @param key its private key (PEM, PKCS #8, not encrypted)
     */
    public record ClientCertificate(Path chain, Path key) {}

    public EtcdParameters {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty() || endpoints.size() > MOST_ENDPOINTS) {
            throw new IllegalArgumentException(
                    "endpoints has " + endpoints.size() + " addresses, not 1 to " + MOST_ENDPOINTS);
        }
        if (prefix.isEmpty() || prefix.length() > LONGEST_PREFIX) {
            throw new IllegalArgumentException(
                    "prefix has " + prefix.length() + " characters, not 1 to " + LONGEST_PREFIX);
        }
    }
}
