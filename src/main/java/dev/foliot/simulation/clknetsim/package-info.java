/**
 * The ports of {@code platform} as a node of clknetsim, the simulator that chrony's own tests use: the daemon's loop runs
 * there unchanged, beside other daemons, each in a process of its own.
 *
 * <p>Takes a channel to the simulator, whose every message is one request or one reply of its protocol ({@code
 * protocol.h}, clknetsim 134028f); gives a clock, a network, a poller and a resolver. True time stands still but in the
 * poller's wait, so what the clock shows is known from the latest reply. One thread uses all of it.
 */
package dev.foliot.simulation.clknetsim;
