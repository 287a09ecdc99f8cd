/**
 * Wiring, loops, lifecycle: everything that acts.
 *
 * <p>Takes a {@link dev.foliot.config.Configuration} and the ports of {@link dev.foliot.platform}; performs the actions
 * that the domain packages decide on, and publishes what they know. The only caller of the clock port is {@link
 * dev.foliot.daemon.ClockDriver}; the only thread that touches any of it is the one that runs {@link
 * dev.foliot.daemon.ClientLoop}.
 */
package dev.foliot.daemon;
