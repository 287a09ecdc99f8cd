/**
 * What the daemon shows of itself: immutable snapshots, made by the loop, read by everyone else.
 *
 * <p>Takes what the domain packages know; gives {@link dev.foliot.observability.DaemonSnapshot}. Names carry units, and
 * are those of the JSON that {@code --json} prints: a contract.
 */
package dev.foliot.observability;
