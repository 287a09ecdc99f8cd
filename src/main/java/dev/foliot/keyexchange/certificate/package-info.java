/**
 * Certificates: a server's own, read from an administrator's files, and the check of those that a server shows.
 *
 * <p>Takes PEM files, chains of certificates and, where it is known, the time; gives identities to serve under, or the
 * span of time in which a chain holds, or a sentence that says what is wrong.
 */
package dev.foliot.keyexchange.certificate;
