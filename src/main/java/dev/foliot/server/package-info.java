/**
 * The server's side: what to answer.
 *
 * <p>Takes a request where it lies and what this machine knows of its own clock ({@link dev.foliot.server.ServerState},
 * an immutable snapshot that the discipline's side publishes); gives the reply, written over it, or the reason why
 * there is none.
 */
package dev.foliot.server;
