/**
 * Takes servers to agree on keys with; gives sessions whose sockets protect and verify: the port {@code
 * platform.KeyExchanges}, by TLS and over a true network. Here, and not above, are keys, cookies and certificates.
 */
package dev.foliot.ntsclient;
