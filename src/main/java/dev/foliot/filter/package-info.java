/**
 * One source: what its samples say.
 *
 * <p>Takes {@link dev.foliot.filter.Sample}, single measurements as an association makes them; gives {@link
 * dev.foliot.filter.SourceEstimate}, the offset and the frequency of the free-running clock against that source, with
 * their uncertainty.
 */
package dev.foliot.filter;
