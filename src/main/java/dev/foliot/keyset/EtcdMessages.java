package dev.foliot.keyset;

import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What is said to an etcd and what it says, as far as it is of interest here: the messages of its gRPC interface in the
 * JSON of protocol buffers. Names and values are in base 64 there; what is zero, false or empty is left out.
 */
final class EtcdMessages {
    private EtcdMessages() {}

    static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    record AuthenticateRequest(String name, String password) {}

    record AuthenticateResponse(String token) {}

    record LeaseGrantRequest(@SerializedName("TTL") long ttlS) {}

    record LeaseRequest(@SerializedName("ID") String id) {}

    record LeaseResponse(
            @SerializedName("ID") String id,
            @SerializedName("TTL") long ttlS) {}

    /** The gateway has a stream of these, one for our one request. */
    record KeepAliveResponse(LeaseResponse result) {
        /** For how long the lease goes on, in seconds; 0: there is no such lease any more. */
        long ttlS() {
            return result == null ? 0 : result.ttlS;
        }
    }

    record Nothing() {}

    record RangeRequest(String key) {}

    /** @param lease its number; null: it stays until it is deleted */
    record PutRequest(String key, String value, String lease) {}

    record Compare(String key, String target, String result, Long modRevision, Long createRevision) {
        static Compare created(String key, long revision) {
            return new Compare(encoded(key), "CREATE", "EQUAL", null, revision);
        }

        static Compare modified(String key, long revision) {
            return new Compare(encoded(key), "MOD", "EQUAL", revision, null);
        }
    }

    /** One of the two. */
    record Operation(RangeRequest requestRange, PutRequest requestPut) {
        static Operation range(String key) {
            return new Operation(new RangeRequest(encoded(key)), null);
        }

        static Operation put(String key, String value, String lease) {
            return new Operation(null, new PutRequest(encoded(key), encoded(value), lease));
        }
    }

    record Transaction(List<Compare> compare, List<Operation> success) {}

    record Header(long revision) {}

    record KeyValue(long createRevision, long modRevision, String value, String lease) {
        String text() throws IOException {
            try {
                return value == null ? "" : new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new IOException("a value that is not in base 64", e);
            }
        }
    }

    record RangeResponse(List<KeyValue> kvs) {}

    record OperationResponse(RangeResponse responseRange) {}

    record TransactionResponse(Header header, boolean succeeded, List<OperationResponse> responses) {
        /** How often etcd had changed when it did this. */
        long revision() throws IOException {
            if (header == null) {
                throw new IOException("etcd has answered without a revision");
            }
            return header.revision;
        }

        /** What the operation has found, which was to find one key. */
        Optional<KeyValue> found(int operation) throws IOException {
            if (responses == null || operation >= responses.size()) {
                throw new IOException("etcd has not answered all that it was asked");
            }
            OperationResponse response = responses.get(operation);
            RangeResponse range = response == null ? null : response.responseRange;
            return range == null || range.kvs == null || range.kvs.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(range.kvs.get(0));
        }
    }
}
