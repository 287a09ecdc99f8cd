package dev.foliot.keyset;

import dev.foliot.nts.MasterKey;
import java.util.List;
import java.util.Optional;

/** Keys that are kept nowhere: this machine's own, and gone with the daemon. */
final class NoStore implements KeyStore {
    @Override
    public Optional<List<MasterKey>> look() {
        return Optional.empty();
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public boolean isOurs() {
        return true;
    }

    @Override
    public boolean replace(List<MasterKey> keys) {
        return true;
    }

    @Override
    public String description() {
        return "memory";
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
