package dev.foliot.keyset;

import dev.foliot.keyset.EtcdMessages.Compare;
import dev.foliot.keyset.EtcdMessages.KeepAliveResponse;
import dev.foliot.keyset.EtcdMessages.KeyValue;
import dev.foliot.keyset.EtcdMessages.LeaseGrantRequest;
import dev.foliot.keyset.EtcdMessages.LeaseRequest;
import dev.foliot.keyset.EtcdMessages.LeaseResponse;
import dev.foliot.keyset.EtcdMessages.Nothing;
import dev.foliot.keyset.EtcdMessages.Operation;
import dev.foliot.keyset.EtcdMessages.Transaction;
import dev.foliot.keyset.EtcdMessages.TransactionResponse;
import dev.foliot.nts.MasterKey;
import dev.foliot.platform.SecretFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keys in an etcd, for every machine that knows where. Two of its keys are ours: {@code keys}, the text that a file would
 * hold; and {@code rotator}, the name of the machine that makes new keys, which goes away with its lease. Whoever finds no
 * rotator becomes it, if no other does so first.
 *
 * <p>The lease only saves work and arguments: keys are replaced in a transaction that fails when they are not those that
 * were read before, or when the rotator is another one. So there is one list of keys, whatever clocks, leases and networks
 * do.
 */
final class EtcdStore implements KeyStore {
    private static final String KEYS = "keys";
    private static final String ROTATOR = "rotator";

    /** In the place of a number of changes. */
    private static final long UNKNOWN = -1;

    private final EtcdParameters parameters;
    private final boolean mayRotate;
    private final Supplier<String> self;
    private final long leaseS;
    private EtcdClient client;
    private List<SecretFile.Stamp> clientFiles = List.of();
    /** Of {@code keys}, as etcd counts changes; 0: there are none. */
    private long revision = UNKNOWN;

    private String lease = "";
    private Optional<String> rotator = Optional.empty();
    /** When we became the rotator, as etcd counts; 0: we are not. */
    private long election;

    /**
     * @param mayRotate whether this machine makes keys when no other does; otherwise it never writes
     * @param self the name of this machine, for whoever looks who the rotator is
     * @param leaseS how long a machine stays the rotator after it was last heard of, in seconds
     */
    EtcdStore(EtcdParameters parameters, boolean mayRotate, Supplier<String> self, long leaseS) {
        this.parameters = parameters;
        this.mayRotate = mayRotate;
        this.self = self;
        this.leaseS = leaseS;
    }

    @Override
    public Optional<List<MasterKey>> look() throws IOException {
        election = 0;
        List<SecretFile.Stamp> files = EtcdTls.stamps(parameters);
        if (client == null || !files.equals(clientFiles)) {
            client = new EtcdClient(parameters);
            clientFiles = files;
        }
        TransactionResponse read =
                transaction(List.of(), List.of(Operation.range(name(KEYS)), Operation.range(name(ROTATOR))));
        stand(read.found(1));
        return take(read.found(0));
    }

    private Optional<List<MasterKey>> take(Optional<KeyValue> found) throws IOException {
        if (found.isEmpty()) {
            revision = 0;
            return Optional.empty();
        }
        if (found.get().modRevision() == revision) {
            return Optional.empty();
        }
        revision = UNKNOWN;
        List<MasterKey> keys;
        try {
            keys = KeyText.read(found.get().text());
        } catch (IOException e) {
            throw new IOException(name(KEYS) + " in etcd does not hold keys: " + e.getMessage(), e);
        }
        revision = found.get().modRevision();
        return Optional.of(keys);
    }

    /** Is the rotator, stays it or becomes it, if it may; {@link #election} says so then. */
    private void stand(Optional<KeyValue> found) throws IOException {
        rotator = found.isEmpty()
                ? Optional.empty()
                : Optional.of(Reason.quoted(found.get().text()));
        if (!mayRotate) {
            return;
        }
        if (found.isEmpty()) {
            run();
        } else if (!lease.isEmpty() && lease.equals(found.get().lease()) && keepAlive()) {
            election = found.get().createRevision();
        }
    }

    private void run() throws IOException {
        if (lease.isEmpty() || !keepAlive()) {
            lease = client.call("lease/grant", new LeaseGrantRequest(leaseS), LeaseResponse.class)
                    .id();
        }
        String own = self.get();
        TransactionResponse response = transaction(
                List.of(Compare.created(name(ROTATOR), 0)), List.of(Operation.put(name(ROTATOR), own, lease)));
        if (response.succeeded()) {
            election = response.revision();
            rotator = Optional.of(own);
        }
    }

    /** Whether the lease is still there; it has been prolonged then. */
    private boolean keepAlive() throws IOException {
        if (client.call("lease/keepalive", new LeaseRequest(lease), KeepAliveResponse.class)
                        .ttlS()
                > 0) {
            return true;
        }
        lease = "";
        return false;
    }

    @Override
    public boolean isEmpty() {
        return revision == 0;
    }

    @Override
    public boolean isOurs() {
        return election > 0 && revision >= 0;
    }

    @Override
    public boolean replace(List<MasterKey> keys) throws IOException {
        List<Compare> conditions =
                List.of(Compare.modified(name(KEYS), revision), Compare.created(name(ROTATOR), election));
        // Until the answer has come it is not known what is there, and nothing else may be put in its place.
        revision = UNKNOWN;
        TransactionResponse response =
                transaction(conditions, List.of(Operation.put(name(KEYS), KeyText.write(keys), null)));
        if (!response.succeeded()) {
            return false;
        }
        revision = response.revision();
        return true;
    }

    private TransactionResponse transaction(List<Compare> conditions, List<Operation> operations) throws IOException {
        return client.call("kv/txn", new Transaction(conditions, operations), TransactionResponse.class);
    }

    private String name(String key) {
        return parameters.prefix() + key;
    }

    @Override
    public String description() {
        return "etcd " + parameters.endpoints().get(0)
                + rotator.map(r -> ", rotated by " + r).orElse("");
    }

    /** Another machine need not wait for our lease to end. */
    @Override
    public void close() {
        if (election == 0) {
            return;
        }
        try {
            client.callOne("lease/revoke", new LeaseRequest(lease), Nothing.class);
        } catch (IOException e) {
            // It ends by itself.
        }
    }
}
