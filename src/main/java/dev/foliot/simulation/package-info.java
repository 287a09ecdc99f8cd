/**
 * A world in virtual time: the ports of {@code platform} again, over oscillators, networks and servers that are models,
 * so that the daemon's own loop runs in it unchanged, faster than life and the same to the last bit each time.
 *
 * <p>Takes a seed, {@link dev.foliot.simulation.Signal signals} for every frequency and every delay, and the programme
 * of what happens when; gives clocks, sockets, pollers and resolvers whose truth is known ({@link
 * dev.foliot.simulation.SimulatedClock#errorS}).
 *
 * <p>Nothing here has a thread or reads the machine's clock. Whoever waits in {@link
 * dev.foliot.simulation.SimulatedPoller#await} makes time pass; the work that nodes do takes none. The models and their
 * random streams are those of clknetsim, so that figures compare.
 */
package dev.foliot.simulation;
