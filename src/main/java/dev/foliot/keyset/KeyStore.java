package dev.foliot.keyset;

import dev.foliot.nts.MasterKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where keys are kept. For one thread. */
interface KeyStore extends AutoCloseable {
    /**
     * Looks what is there now.
     *
     * @return the keys, if they may be others than at the last look
     * @throws IOException when that cannot be told, or what is there makes no sense: the keys known so far hold
     */
    Optional<List<MasterKey>> look() throws IOException;

    /** Whether the last look found that there are no keys yet. */
    boolean isEmpty();

    /** Whether new keys are to come from this machine, as of the last look. */
    boolean isOurs();

    /**
     * Puts keys in the place of those that the last look has found.
     *
     * @return whether they hold now; false: another machine was faster, and the next look finds what it has put there
     * @throws IOException when that is not known; the next look tells
     */
    boolean replace(List<MasterKey> keys) throws IOException;

    /** What it is, for a person. */
    String description();

    @Override
    void close();
}
