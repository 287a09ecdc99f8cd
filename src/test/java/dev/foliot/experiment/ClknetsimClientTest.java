package dev.foliot.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.foliot.simulation.clknetsim.MessageChannel;
import dev.foliot.simulation.clknetsim.SimulationEndedException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClknetsimClientTest {
    private static final MessageChannel GONE = new MessageChannel() {
        @Override
        public void send(byte[] message, int length) {}

        @Override
        public int receive(byte[] buffer) {
            return -1;
        }
    };

    private final Map<String, String> environment = new HashMap<>(
            Map.of("CLKNETSIM_NODE", "2", "SCEN_SERVERS", "1", "SCEN_MINPOLL", "6", "SCEN_MAXPOLL", "10"));

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            CLKNETSIM_NODE, none, CLKNETSIM_NODE is not set
            CLKNETSIM_NODE, 0, 'CLKNETSIM_NODE: "0" is not a whole number from 1 to 255'
            SCEN_SERVERS, many, 'SCEN_SERVERS: "many" is not a whole number from 1 to 254'
            SCEN_MAXPOLL, 5, 'SCEN_MAXPOLL: "5" is not a whole number from 6 to 17'
            SCEN_IBURST, yes, 'SCEN_IBURST: "yes" is not a whole number from 0 to 1'
            SCEN_STEP, NaN, 'SCEN_STEP: "NaN" is not a number of seconds'
            """)
    void wrongVariableIsNamed(String name, String value, String complaint) {
        environment.put(name, value);
        environment.values().removeIf(v -> v == null);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new ClknetsimClient(environment).run(GONE));
        assertEquals(complaint, e.getMessage());
    }

    @Test
    void simulatorThatIsNotThereIsSaidSo() {
        SimulationEndedException e =
                assertThrows(SimulationEndedException.class, () -> new ClknetsimClient(environment).run(GONE));
        assertEquals("the simulator has gone", e.getMessage());
    }
}
