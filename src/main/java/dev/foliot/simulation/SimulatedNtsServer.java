package dev.foliot.simulation;

import dev.foliot.time.ValidityPeriod;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A server that agrees on keys for an NTP server of its world, by a certificate that is valid for a time. */
public final class SimulatedNtsServer {
    private final InetSocketAddress timeServer;
    private ValidityPeriod certificates;
    private Optional<String> refusal = Optional.empty();
    private boolean forged;
    private boolean naksForged;
    private long keysAgeNs;
    private int keys;
    private int exchanges;

    public SimulatedNtsServer(InetSocketAddress timeServer, ValidityPeriod certificates) {
        this.timeServer = timeServer;
        this.certificates = certificates;
    }

    /** From now on it shows another certificate. */
    public void setCertificates(ValidityPeriod others) {
        certificates = others;
    }

    /** From now on every exchange fails; with no reason, none does. */
    public void refuse(Optional<String> reason) {
        refusal = reason;
    }

    /** It forgets its keys: it does not understand those that it has agreed on so far any more. */
    public void forgetKeys() {
        keys++;
    }

    /** Whether somebody on the path replaces its replies by forged ones. */
    public void setForged(boolean forged) {
        this.forged = forged;
    }

    /** Whether somebody on the path replaces its replies by NAKs that are forged. */
    public void setNaksForged(boolean forged) {
        naksForged = forged;
    }

    /** From now on the keys that it agrees on are as old as if an earlier run had kept them. */
    public void setKeysAgeNs(long ageNs) {
        keysAgeNs = ageNs;
    }

    /** How many exchanges have begun. */
    public int exchanges() {
        return exchanges;
    }

    InetSocketAddress timeServer() {
        return timeServer;
    }

    ValidityPeriod certificates() {
        return certificates;
    }

    long keysAgeNs() {
        return keysAgeNs;
    }

    boolean forged() {
        return forged;
    }

    boolean naksForged() {
        return naksForged;
    }

    /** Which keys it has now. */
    int keys() {
        return keys;
    }

    /** An exchange; why it fails, if it does. */
    Optional<String> exchange() {
        exchanges++;
        return refusal;
    }
}
