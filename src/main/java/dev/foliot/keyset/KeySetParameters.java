package dev.foliot.keyset;

import dev.foliot.nts.KeyRotationParameters;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the keys of cookies are, and how long they live.
 *
 * @param rotation how long they live, and whether this machine makes new ones
 * @param storage the file that they are kept in; beside etcd it is what is used until etcd answers
 * @param etcd where several machines share them
 */
public record KeySetParameters(KeyRotationParameters rotation, Optional<Path> storage, Optional<EtcdParameters> etcd) {
    /** The keys of one machine, which its clients lose when it starts again. */
    public static final KeySetParameters DEFAULT =
            new KeySetParameters(KeyRotationParameters.DEFAULT, Optional.empty(), Optional.empty());

    public KeySetParameters {
        if (!rotation.makesKeys() && storage.isEmpty() && etcd.isEmpty()) {
            throw new IllegalArgumentException(
                    "key-rotation-interval is 0, so somebody else makes the keys, and neither"
                            + " key-storage-path nor [keyset.etcd] says where they are");
        }
    }
}
