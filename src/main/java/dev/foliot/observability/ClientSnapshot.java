package dev.foliot.observability;

/**
 * One client of the server at one moment.
 *
 * @param address of the client
 * @param requests how many came since it is remembered, those beyond the limit included
 * @param limited how many of them were beyond the rate limit, or refused
 * @param interleaved how many got an interleaved reply
 * @param version of the latest, 1 to 4
 * @param firstAgeS how long ago the first one came, in seconds
 * @param lastAgeS how long ago the latest one came, in seconds
 */
public record ClientSnapshot(
        String address,
        long requests,
        long limited,
        long interleaved,
        int version,
        double firstAgeS,
        double lastAgeS) {}
