/**
 * Network Time Security in NTP packets (RFC 8915, sections 5 to 7): the extension fields, the cookies and the keys that
 * they are sealed with, the client's session, the server's opening and sealing.
 *
 * <p>Takes packets as they lie in memory, and keys that a key exchange agreed on ({@link dev.foliot.nts.ke}). Gives
 * packets that nobody can alter unseen, or the one reason why a packet is not to be believed. No clock, no chance of its
 * own: nonces come from the {@link dev.foliot.nts.aead.SecretNonces} that are handed in.
 */
package dev.foliot.nts;
