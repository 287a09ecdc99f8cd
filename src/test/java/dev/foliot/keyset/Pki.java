package dev.foliot.keyset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authority, and what it vouches for: PEM files in a directory.
 *
 * @param authority its own certificate
 * @param chain a certificate for 127.0.0.1
 * @param key the key of that
 */
record Pki(Path authority, Path chain, Path key) {
    private static final char[] PASSWORD = "only for tests".toCharArray();

    /** Makes all of it anew, with the JDK's keytool. */
    static Pki make(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        Path file = directory.resolve("pki.p12");
        keytool(file, "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c");
        keytool(file, "-alias", "server", "-dname", "CN=server", "-signer", "authority", "-ext", "san=ip:127.0.0.1");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        byte[] key = store.getKey("server", PASSWORD).getEncoded();
        return new Pki(
                pem(
                        directory.resolve("ca.pem"),
                        "CERTIFICATE",
                        store.getCertificate("authority").getEncoded()),
                pem(
                        directory.resolve("server.pem"),
                        "CERTIFICATE",
                        store.getCertificate("server").getEncoded()),
                pem(directory.resolve("key.pem"), "PRIVATE KEY", key));
    }

    private static void keytool(Path file, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-startdate", "-1d", "-validity", "30"));
        command.addAll(
                List.of("-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
        command.addAll(List.of(arguments));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String account = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new AssertionError("keytool: " + account);
        }
    }

    private static Path pem(Path file, String type, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
