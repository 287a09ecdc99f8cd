/**
 * Authenticated encryption with associated data (RFC 5116), as NTS needs it: packets, extension fields and cookies are
 * sealed and opened where they lie.
 *
 * <p>Takes a key and places in one array. Gives the sealed text in the place of the text, or the other way round, or {@link
 * dev.foliot.nts.aead.Aead#FORGED}. {@link dev.foliot.nts.aead.AeadAlgorithm} knows the algorithms by their numbers on the
 * wire; {@link dev.foliot.nts.aead.SecretNonces} makes nonces. AES is the JDK's, so that processors do it; around it, no
 * branch and no place in memory depends on a secret. Objects are made once, for one thread each, and given a new key for
 * each packet. Nothing is left for the garbage collector but what the JDK leaves of a new key.
 */
package dev.foliot.nts.aead;
