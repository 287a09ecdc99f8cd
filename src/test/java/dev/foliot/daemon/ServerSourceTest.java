package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.association.SourceParameters;
import dev.foliot.filter.FilterParameters;
import dev.foliot.filter.Sample;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.StampSource;
import dev.foliot.time.SteeringLedger;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ServerSourceTest {
    private final ServerSource source = new ServerSource(
            SourceParameters.server("192.0.2.1", 123),
            new InetSocketAddress("192.0.2.1", 123),
            FilterParameters.DEFAULT,
            -25,
            0);

    @Test
    void anErrorIsNewsOnceUntilAReplyHasComeInBetween() {
        assertTrue(source.countError("Network is unreachable"));
        assertFalse(source.countError("Network is unreachable"));
        assertTrue(source.countError("Connection refused"));
        assertTrue(source.countError("Network is unreachable"));

        source.add(sample(), new SteeringLedger(0, Frequency.ZERO));

        assertTrue(source.countError("Network is unreachable"), "the next outage");
        assertFalse(source.countError("Network is unreachable"));
    }

    private static Sample sample() {
        return new Sample(0, 0, 0.01, 1e-6, 0, 0, 1, LeapIndicator.NONE, 0, StampSource.KERNEL, StampSource.KERNEL);
    }
}
