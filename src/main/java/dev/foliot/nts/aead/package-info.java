/**
 * Authenticated encryption with associated data (RFC 5116), as NTS needs it: packets, extension fields and cookies are
 * sealed and opened where they lie.
 *
 * <p>Takes a key and places in one array. Gives the sealed text in the place of the text, or the other way round, or {@link
 * dev.foliot.nts.aead.Aead#FORGED}. {@link dev.foliot.nts.aead.AeadAlgorithm} knows the algorithms by their numbers on the
 * wire; {@link dev.foliot.nts.aead.SecretNonces} makes nonces. All of AES is the JDK's; only AES-GCM-SIV is Bouncy
 * Castle's. Objects are made once, for one thread each, and given a new key for each packet; AES-SIV and nonces leave next
 * to nothing for the garbage collector.
 */
package dev.foliot.nts.aead;
