package dev.foliot.scenario;

import dev.foliot.scenario.Scenario.Client;
import dev.foliot.scenario.Scenario.KernelKind;
import dev.foliot.scenario.Scenario.Server;

/** A scenario as clknetsim's configuration file. */
public final class ClknetsimConfiguration {
    private ClknetsimConfiguration() {}

    /**
     * The text of the file. Expressions stand in it in the order in which {@link ScenarioWorld} makes their streams.
     *
     * @throws UnsupportedOperationException when the scenario has what clknetsim has not; the message says what
     */
    public static String of(Scenario scenario) {
        StringBuilder text = new StringBuilder();
        int client = scenario.servers().size() + 1;
        for (int node = 1; node < client; node++) {
            Server server = scenario.servers().get(node - 1);
            if (!server.profile().equals(Server.USUAL_PROFILE)) {
                throw new UnsupportedOperationException(
                        scenario.id() + ": clknetsim's servers are real ones, which say of themselves what is true");
            }
            if (server.maximumAsymmetry() < 1) {
                throw new UnsupportedOperationException(
                        scenario.id() + ": in clknetsim the daemon is not told how asymmetric a path can be");
            }
            assign(text, node, "offset", Double.toString(server.offsetS()));
            assign(text, node, "freq", server.frequency().lisp());
            assign(text, client, "delay" + node, delay(server.up()));
            assign(text, node, "delay" + client, delay(server.down()));
            int at = node;
            server.jump().ifPresent(jump -> assign(text, at, "step", jump.lisp()));
        }
        Client clock = scenario.client();
        if (clock.suspend().isPresent()) {
            throw new UnsupportedOperationException(scenario.id() + ": clknetsim's machines are never suspended");
        }
        if (clock.quantumNs() != 1 || clock.system() != KernelKind.LINUX) {
            throw new UnsupportedOperationException(
                    scenario.id() + ": clknetsim's clocks are those of Linux, and read to a nanosecond");
        }
        assign(text, client, "offset", Double.toString(clock.offsetS()));
        assign(text, client, "freq", clock.frequency().lisp());
        clock.jump().ifPresent(jump -> assign(text, client, "step", jump.lisp()));
        return text.toString();
    }

    private static void assign(StringBuilder text, int node, String variable, String value) {
        text.append("node")
                .append(node)
                .append('_')
                .append(variable)
                .append(" = ")
                .append(value)
                .append('\n');
    }

    /** A delay must be an expression there, never a plain number. */
    private static String delay(Expression expression) {
        return expression instanceof Expression.Call ? expression.lisp() : "(+ " + expression.lisp() + ")";
    }
}
