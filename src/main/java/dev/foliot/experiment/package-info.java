/**
 * The daemon on trial: in a simulated world the truth is known, so how well it keeps time can be measured.
 *
 * <p>Takes a {@link dev.foliot.scenario.Scenario} and a seed; runs the daemon itself in it, in virtual time ({@link
 * dev.foliot.experiment.Trial}) or as a node of clknetsim; gives {@link dev.foliot.experiment.Observations}, figures of
 * them, and the table that sets them beside those of other daemons.
 *
 * <p>Two programs of their own are what a server of NTS is measured with, Foliot or another: {@link
 * dev.foliot.experiment.NtsRequests} and {@link dev.foliot.experiment.KeyExchangeLoad}.
 */
package dev.foliot.experiment;
