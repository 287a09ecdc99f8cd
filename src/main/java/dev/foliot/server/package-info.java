/**
 * The server's side: whom to answer, and what.
 *
 * <p>Takes a datagram where it lies ({@link dev.foliot.server.Arrival}) and what this machine knows of its own clock
 * ({@link dev.foliot.server.ServerState}, an immutable snapshot that the discipline's side publishes). Gives the reply,
 * written over the request, and an {@link dev.foliot.server.Outcome}, which is counted.
 *
 * <p>A {@link dev.foliot.server.Responder} belongs to one thread, with all that it remembers: a table of clients, which is
 * the rate limit and the statistics, and one of the replies that interleaved clients may ask about. Both are of a size
 * that is set at the start, and give the place of a forged sender rather than that of a client which came back. Nothing
 * here allocates, locks or logs for a packet. Addresses are two numbers ({@link dev.foliot.server.AddressBits}).
 */
package dev.foliot.server;
