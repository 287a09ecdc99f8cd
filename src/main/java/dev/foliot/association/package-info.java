/**
 * The client's side of the conversation with one source: when to ask, what to ask, whether to believe the answer.
 *
 * <p>Takes the time, random numbers, replies ({@link dev.foliot.wire}) and their timestamps; gives actions: send a
 * request, give it up, deliver a {@link dev.foliot.filter.Sample}, reject with a {@link
 * dev.foliot.association.RejectReason}. Performs nothing itself.
 */
package dev.foliot.association;
