package dev.foliot.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.association.RejectReason;
import dev.foliot.association.SourceParameters;
import dev.foliot.filter.FilterParameters;
import dev.foliot.filter.PlacedSample;
import dev.foliot.filter.Sample;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.OscillatorStability;
import dev.foliot.time.StampSource;
import dev.foliot.time.SteeringLedger;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;

class ServerSourceTest {
    private final ServerSource source = new ServerSource(
            SourceParameters.server("192.0.2.1", 123),
            new InetSocketAddress("192.0.2.1", 123),
            () -> {
                throw new IOException("no network here");
            },
            FilterParameters.DEFAULT,
            -25,
            0);

    @Test
    void anErrorIsNewsOnceUntilAReplyHasComeInBetween() {
        assertTrue(source.countError("Network is unreachable"));
        assertFalse(source.countError("Network is unreachable"));
        assertTrue(source.countError("Connection refused"));
        assertTrue(source.countError("Network is unreachable"));

        source.countReceived(false);

        assertTrue(source.countError("Network is unreachable"), "the next outage");
        assertFalse(source.countError("Network is unreachable"));
    }

    /** Back and forth, every twelve samples: it is followed each time, and logged once in an hour. */
    @Test
    void aServerThatJumpsAllTheTimeDoesNotFillTheLog() {
        int lines = linesLogged(() -> {
            SteeringLedger ledger = new SteeringLedger(0, Frequency.ZERO);
            for (int i = 0; i < 200; i++) {
                double offsetS = i / 20 % 2 == 0 ? 0 : 1;
                source.add(PlacedSample.of(sample(i * 16_000_000_000L, offsetS), ledger), ledger);
                if (i % 20 == 19) {
                    double followedS = source.estimate.orElseThrow().offsetS(i * 16_000_000_000L, ledger);
                    assertEquals(offsetS, followedS, 1e-3, "after sample " + i);
                }
            }
        });
        assertEquals(1, lines);
    }

    @Test
    void whyAnAnswerWasNotBelievedIsToldForAsLongAsAnswersCome() {
        source.countSent();
        source.countRejected(RejectReason.LOOP);
        assertEquals("loop", latestRejected());
        source.countSent();
        assertEquals("loop", latestRejected(), "this one may be answered yet");
        source.countSent();
        assertNull(latestRejected());
        source.countRejected(RejectReason.ORIGIN_MISMATCH);
        assertEquals("origin_mismatch", latestRejected());
        source.countError("Connection refused");
        assertNull(latestRejected());
    }

    private String latestRejected() {
        return source.snapshot(0, new SteeringLedger(0, Frequency.ZERO), OscillatorStability.DEFAULT)
                .latestRejected();
    }

    @Test
    void aKissIsLoggedTheFirstTime() {
        assertEquals(1, linesLogged(() -> {
            for (int i = 0; i < 10; i++) {
                source.countRejected(RejectReason.KISS_RATE);
            }
        }));
        assertEquals(0, linesLogged(() -> source.countRejected(RejectReason.ORIGIN_MISMATCH)));
        assertEquals(1, linesLogged(() -> source.countRejected(RejectReason.KISS_DENY)));
    }

    private static int linesLogged(Runnable what) {
        Logger logger = Logger.getLogger(ServerSource.class.getName());
        List<LogRecord> logged = new ArrayList<>();
        Handler handler = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord line) {
                logged.add(line);
            }
        };
        logger.addHandler(handler);
        try {
            what.run();
        } finally {
            logger.removeHandler(handler);
        }
        return logged.size();
    }

    private static Sample sample(long monotonicNs, double offsetS) {
        return new Sample(
                monotonicNs,
                offsetS,
                0.01,
                1e-6,
                0,
                0,
                1,
                LeapIndicator.NONE,
                0,
                StampSource.KERNEL,
                StampSource.KERNEL);
    }
}
