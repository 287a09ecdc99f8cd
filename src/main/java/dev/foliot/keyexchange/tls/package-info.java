/**
 * TLS 1.3 as NTS needs it, without I/O: bytes in, bytes out, and keys exported.
 *
 * <p>Takes what the peer has sent; gives what is to be sent to it, and what it said. Two libraries do the work, of which
 * {@link dev.foliot.keyexchange.tls.TlsLibrary} knows the better one: Java's own cannot export keys before Java 25.
 */
package dev.foliot.keyexchange.tls;
