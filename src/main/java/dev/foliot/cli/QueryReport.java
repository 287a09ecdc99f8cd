package dev.foliot.cli;

import java.util.List;
import java.util.Map;

/**
 * All that was measured of one server.
 *
 * @param host as typed
 * @param address IP address and port, null when the name did not resolve
 * @param samples in the order of their requests
 * @param summary of these
 * @param rejected datagrams that were not believed, by reason (names of {@code RejectReason} in lower case)
 * @param error what went wrong last, or null
 */
record QueryReport(
        String host,
        String address,
        List<QuerySample> samples,
        QuerySummary summary,
        Map<String, Integer> rejected,
        String error) {
    /** What {@code --json} prints. */
    record Document(List<QueryReport> servers) {}
}
