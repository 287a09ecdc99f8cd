/**
 * Across sources: who is right, and what they say together.
 *
 * <p>Takes {@link dev.foliot.filter.SourceEstimate} of every source, gives one {@link
 * dev.foliot.selection.ClockEstimate} or the reason why there is none, and for every source the part that it played.
 */
package dev.foliot.selection;
