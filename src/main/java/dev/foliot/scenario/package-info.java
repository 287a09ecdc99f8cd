/**
 * Simulated worlds as data: the scenario files of {@code docs/simulation.md}, read strictly, and made into a {@code
 * simulation} with a seed, or into a configuration of clknetsim.
 *
 * <p>Takes JSON; gives {@link dev.foliot.scenario.Scenario scenarios}, and from one of them and a seed a {@link
 * dev.foliot.scenario.ScenarioWorld}: servers, paths and the clock that is to be disciplined, with nobody yet who does.
 */
package dev.foliot.scenario;
