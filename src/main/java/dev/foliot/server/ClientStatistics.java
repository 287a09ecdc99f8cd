package dev.foliot.server;

import java.net.InetAddress;

/**
 * What a server knows of one client.
 *
 * @param address of the client
 * @param requests how many came since it is remembered, those beyond the limit included
 * @param limited how many of them were beyond the rate limit, or refused
 * @param interleaved how many got an interleaved reply
 * @param version of the latest, 1 to 4
 * @param sinceFirstS how long ago the first one came, in seconds
 * @param sinceLastS how long ago the latest one came, in seconds
 */
public record ClientStatistics(
        InetAddress address,
        long requests,
        long limited,
        long interleaved,
        int version,
        double sinceFirstS,
        double sinceLastS) {}
