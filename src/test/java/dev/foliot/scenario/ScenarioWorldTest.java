package dev.foliot.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.platform.Poller;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.simulation.NodeAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ScenarioWorldTest {
    private static final Scenario F3 = BuiltInScenarios.compared().find("f3").orElseThrow();

    /** Of four servers' delays and the oscillator, whose streams are made last, in clknetsim with seed 7. */
    @Test
    void oscillatorIsThatOfClknetsim() {
        ScenarioWorld world = new ScenarioWorld(F3, 7);
        world.world().run(1000);
        assertEquals(9.946531e-06, world.clock().oscillatorError().ratio(), 5e-13);
    }

    @Test
    void delaysAreThoseOfClknetsim() throws IOException {
        ScenarioWorld world = new ScenarioWorld(F3, 7);
        double[] roundTripsS = {
            5.133707e-03 + 5.017004e-03,
            1.026736e-02 + 1.078203e-02,
            1.060100e-02 + 1.389642e-02,
            3.393202e-02 + 3.577163e-02
        };
        for (int i = 0; i < roundTripsS.length; i++) {
            double startS = world.world().nowS();
            ask(world, i + 1);
            // Until it is woken up: once when the request's stamp is there, once by the reply.
            assertEquals(roundTripsS[i], world.world().nowS() - startS, 2e-8);
        }
    }

    private static void ask(ScenarioWorld world, int node) throws IOException {
        DatagramBatch batch = new DatagramBatch(1);
        batch.setLength(0, 48);
        batch.payload().put(DatagramBatch.payloadOffset(0), (byte) 0x23);
        try (Poller poller = world.host().newPoller();
                TimestampedSocket socket = world.host().connect(new InetSocketAddress(NodeAddress.of(node), 123))) {
            poller.add(socket);
            socket.send(batch, 0, 1);
            assertEquals(1, socket.receiveTransmitStamps(batch));
            assertEquals(1, poller.await(Long.MAX_VALUE / 2000).size());
            assertEquals(1, socket.receive(batch));
        }
    }

    @Test
    void serverAndClientMayBeSetBySomebody() throws ScenarioException {
        Scenario scenario = ScenarioReader.read("f", """
                        {"format": "clk-scenarios/1", "scenarios": [{"id": "x", "title": "x",
                         "servers": [{"offset": 0, "freq": 0}], "up": 0.01, "down": 0.01,
                         "client": {"offset": 0, "freq": 0, "poll": [4, 4],
                                    "jump": ["*", 2.5, ["equal", 0, ["sum", 1], 100]]},
                         "duration": 200, "settle": 1, "threshold": 1}]}
                        """).find("x").orElseThrow();
        ScenarioWorld world = new ScenarioWorld(scenario, 1);
        world.world().run(98.5);
        assertEquals(0, world.clock().errorS());
        world.world().run(1);
        assertEquals(2.5, world.clock().errorS(), 1e-9);
    }

    @Test
    void machineIsSuspendedAndWakesWithTheErrorDrawn() throws ScenarioException {
        Scenario scenario = ScenarioReader.read("f", """
                        {"format": "clk-scenarios/1", "scenarios": [{"id": "x", "title": "x",
                         "servers": [{"offset": 0, "freq": 0}], "up": 0.01, "down": 0.01,
                         "client": {"offset": 0, "freq": 0, "poll": [4, 4], "suspend": {
                            "duration": ["*", 30, ["equal", 0, ["sum", 1], 100]], "error": ["*", 0.25, ["sum", 1]]}},
                         "duration": 200, "settle": 1, "threshold": 1}]}
                        """).find("x").orElseThrow();
        ScenarioWorld world = new ScenarioWorld(scenario, 1);
        world.world().run(128.5);
        assertEquals(OptionalLong.of(0), world.clock().suspendedNs());
        world.world().run(1);
        assertEquals(OptionalLong.of(30_000_000_000L), world.clock().suspendedNs());
        assertEquals(0.25, world.clock().errorS(), 1e-9, "drawn once");
    }

    @Test
    void sameWorldForClknetsim() {
        Scenario b1f = BuiltInScenarios.compared().find("b1f").orElseThrow();
        assertEquals("""
                node1_offset = 0.0
                node1_freq = 0.0
                node2_delay1 = (+ 0.01 (* 1.0E-4 (exponential)))
                node1_delay2 = (+ 0.01 (* 1.0E-4 (exponential)))
                node2_offset = 0.05
                node2_freq = (+ 1.0E-5 (sum (* 1.0E-9 (normal))))
                """, ClknetsimConfiguration.of(b1f));
    }

    @Test
    void whatClknetsimCannotIsNotLeftOut() {
        for (String id : new String[] {"v-crier", "v-macos", "v-declared", "v-suspend"}) {
            Scenario scenario = BuiltInScenarios.variants().find(id).orElseThrow();
            String message = assertThrows(
                            UnsupportedOperationException.class, () -> ClknetsimConfiguration.of(scenario))
                    .getMessage();
            assertTrue(message.matches(id + ": .*clknetsim.*"), message);
        }
    }
}
