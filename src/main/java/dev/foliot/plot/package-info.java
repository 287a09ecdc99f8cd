/**
 * Plots: curves over a common time axis, panel below panel, as one SVG file that is legible on light and dark
 * backgrounds.
 *
 * <p>Takes one value for each second; gives text. Knows nothing of clocks.
 */
package dev.foliot.plot;
