package dev.foliot.keyset;

import java.io.IOException;

/** An etcd has answered, and does not want to; another of its members would say the same. */
final class EtcdRefusal extends IOException {
    private static final long serialVersionUID = 1;

    /** Of HTTP; what it says of gRPC's codes is what the gateway makes of them. */
    private final int status;

    EtcdRefusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Who we said we were is not known, or not any more. */
    boolean unauthenticated() {
        return status == 401;
    }
}
