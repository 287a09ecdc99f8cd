/**
 * What to do to the clock.
 *
 * <p>Takes {@link dev.foliot.selection.ClockEstimate}, gives {@link dev.foliot.discipline.ClockCommand}: step,
 * frequency, status. Whoever performs a command tells what came of it through the {@link
 * dev.foliot.time.SteeringLedger}.
 */
package dev.foliot.discipline;
