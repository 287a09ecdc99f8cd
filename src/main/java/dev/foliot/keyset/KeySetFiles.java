package dev.foliot.keyset;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the files that a key set names, as a keeper of the keys would, for whoever wants to know before it does. */
public final class KeySetFiles {
    private final Map<Path, String> problems = new LinkedHashMap<>();

    /** What is read of a file. */
    @FunctionalInterface
    private interface Reading {
        void read() throws IOException, GeneralSecurityException;
    }

    private KeySetFiles() {}

    /** What is wrong with which file, for a person; a file that will be made at the start need not be there. */
    public static Map<Path, String> problems(KeySetParameters parameters) {
        KeySetFiles files = new KeySetFiles();
        boolean made = parameters.rotation().makesKeys() || parameters.etcd().isPresent();
        parameters.storage().ifPresent(file -> files.check(file, () -> new FileStore(file, made).look()));
        parameters.etcd().ifPresent(files::check);
        return files.problems;
    }

    private void check(EtcdParameters etcd) {
        etcd.login().ifPresent(login -> check(login.passwordFile(), () -> EtcdClient.password(login)));
        etcd.certificateAuthority().ifPresent(file -> check(file, () -> EtcdTls.trust(Optional.of(file))));
        etcd.client().ifPresent(client -> {
            if (check(client.chain(), () -> EtcdTls.certificates(client.chain()))) {
                check(client.key(), () -> EtcdTls.keys(Optional.of(client)));
            }
        });
    }

    private boolean check(Path file, Reading reading) {
        try {
            reading.read();
            return true;
        } catch (IOException | GeneralSecurityException e) {
            problems.put(file, Reason.of(e));
            return false;
        }
    }
}
