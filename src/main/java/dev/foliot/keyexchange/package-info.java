/**
 * NTS key exchange over TLS 1.3 (RFC 8915, section 4): a client's exchange, and a server.
 *
 * <p>Takes names of servers and whose word to take for them, or certificates and master keys; gives keys and cookies, or
 * a sentence that says why not. The messages are {@code nts.ke}'s, TLS is {@code keyexchange.tls}'s; here are the sockets,
 * and what bounds the time and memory that a peer can cost.
 */
package dev.foliot.keyexchange;
