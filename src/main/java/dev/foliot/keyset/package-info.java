/**
 * Keeps the keys of NTS cookies where they outlive the daemon, and where other machines find them.
 *
 * <p>Takes what {@link dev.foliot.nts.KeyRotation} decides, a file or an etcd, and the time; gives
 * {@link dev.foliot.nts.MasterKeys} for the server's threads to read. One thread of its own does all the waiting.
 */
package dev.foliot.keyset;
