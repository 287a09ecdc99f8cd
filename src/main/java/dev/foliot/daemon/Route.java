package dev.foliot.daemon;

import dev.foliot.platform.TimestampedSocket;
import java.io.IOException;

/**
 * The way of requests to one server. A source has no other: where keys are to be agreed on first, there is none before, and
 * none but under them.
 */
@FunctionalInterface
interface Route {
    /** A socket for one request. */
    TimestampedSocket connect() throws IOException;
}
