package dev.foliot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.foliot.platform.DatagramBatch;
import dev.foliot.time.Frequency;
import dev.foliot.time.LeapIndicator;
import dev.foliot.time.NtpTimestamp;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedServerTest {
    @ParameterizedTest
    @CsvSource({"0.030, 0.010, 10000000", "0.010, 0.030, -10000000", "0.0123, 0.0123, 0", "0.000050, 0.000010, 20000"})
    void offsetAcrossAnAsymmetricPathIsHalfTheDifferenceOfTheDelays(double up, double down, long expectedNs)
            throws IOException {
        TestWorld world = TestWorld.ofPerfectClocks();
        world.join(Delays.constant(up), Delays.constant(down));

        assertEquals(OptionalLong.of(expectedNs), world.measureNs());
    }

    @Test
    void offsetOfTheClientIsMeasuredExactly() throws Exception {
        TestWorld world = TestWorld.ofPerfectClocks();
        world.clientClock.step(-123_456_789);

        assertEquals(OptionalLong.of(123_456_789), world.measureNs());
    }

    @Test
    void driftingServerDriftsAway() throws IOException {
        TestWorld world = new TestWorld(Oscillators.constant(Frequency.ofPpm(1)), Signal.constant(0));
        world.world.run(40_000);

        // 40 ms in 40000 s, and 1e-6 of the 10 ms to the server; half a nanosecond of rounding at each end.
        assertEquals(40_000_010.0, (double) world.measureNs().orElseThrow(), 1.0);
    }

    @Test
    void turnaroundIsInTheTimestampsAndDoesNotMoveTheOffset() throws IOException {
        TestWorld world = TestWorld.ofPerfectClocks();
        world.server.setProfile(ServerProfile.good().withTurnaround(0.002));

        assertEquals(OptionalLong.of(0), world.measureNs());
        long receiveNs = NtpTimestamp.toUnixNs(world.replyLong(32), TestWorld.START_UTC_NS);
        long transmitNs = NtpTimestamp.toUnixNs(world.replyLong(40), TestWorld.START_UTC_NS);
        assertEquals(2_000_000, transmitNs - receiveNs);
    }

    @Test
    void replyHasTheFieldsOfTheProfile() throws IOException {
        TestWorld world = TestWorld.ofPerfectClocks();
        world.server.setProfile(ServerProfile.good()
                .withLeap(LeapIndicator.INSERT)
                .withStratum(3)
                .withReferenceId(0x0a000001)
                .withRoot(0.5, 0.25));
        world.measureNs().orElseThrow();

        assertEquals(1 << 6 | 4 << 3 | 4, world.replyByte(0));
        assertEquals(3, world.replyByte(1));
        assertEquals(0x8000, world.replyInt(4));
        assertEquals(0x4000, world.replyInt(8));
        assertEquals(0x0a000001, world.replyInt(12));
        assertEquals(NtpTimestamp.fromUnixNs(world.transmitNs()) & ~1L, world.replyLong(24), "origin");
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3, 48, 1", "1, 3, 48, 1", "4, 3, 68, 1", "4, 4, 48, 0",
        "4, 1, 48, 0", "0, 3, 48, 0", "5, 3, 48, 0", "4, 3, 47, 0"
    })
    void clientRequestsOfKnownVersionsAreAnsweredAndNothingElse(int version, int mode, int length, int answers)
            throws IOException {
        TestWorld world = TestWorld.ofPerfectClocks();
        DatagramBatch batch = new DatagramBatch(1);
        batch.setLength(0, length);
        batch.payload().put(DatagramBatch.payloadOffset(0), (byte) (version << 3 | mode));
        batch.payload().put(DatagramBatch.payloadOffset(0) + 2, (byte) 9);
        SimulatedSocket client = world.clientHost.connect(TestWorld.SERVER);
        client.send(batch, 0, 1);
        world.world.run(1);

        assertEquals(answers, client.receive(batch));
        if (answers > 0) {
            assertEquals(version << 3 | 4, batch.payload().get(DatagramBatch.payloadOffset(0)));
            assertEquals(9, batch.payload().get(DatagramBatch.payloadOffset(0) + 2), "poll");
            assertEquals(48, batch.length(0));
        }
    }

    @Test
    void kissIsOfStratumZeroWithItsCode() throws IOException {
        TestWorld world = TestWorld.ofPerfectClocks();
        world.server.setProfile(ServerProfile.kiss("RATE"));
        world.measureNs().orElseThrow();

        assertEquals(0, world.replyByte(1));
        assertEquals(0x52415445, world.replyInt(12));
    }

    @Test
    void unsynchronisedServerSaysSo() throws IOException {
        TestWorld world = TestWorld.ofPerfectClocks();
        world.server.setProfile(ServerProfile.unsynchronised());
        world.measureNs().orElseThrow();

        assertEquals(3, world.replyByte(0) >> 6);
        assertEquals(0, world.replyByte(1));
        assertEquals(0, world.replyInt(12));
    }

    @Test
    void silentServerDoesNotAnswerUntilItSpeaksAgain() throws IOException {
        TestWorld world = TestWorld.ofPerfectClocks();
        world.server.setProfile(ServerProfile.silent());
        assertEquals(OptionalLong.empty(), world.measureNs());
        world.server.setProfile(ServerProfile.good());
        assertEquals(OptionalLong.of(0), world.measureNs());
        assertEquals(1, world.serverHost.datagramsSent());
    }

    @Test
    void closedServerIsUnreachable() throws IOException {
        TestWorld world = TestWorld.ofPerfectClocks();
        world.server.close();

        assertThrows(PortUnreachableException.class, world::measureNs);
    }

    @Test
    void serverThatClosesBeforeItsReplyIsReadyDoesNotSendIt() throws IOException {
        TestWorld world = TestWorld.ofPerfectClocks();
        world.server.setProfile(ServerProfile.good().withTurnaround(0.5));
        world.world.after(0.3, world.server::close);

        assertEquals(OptionalLong.empty(), world.measureNs());
    }

    @Test
    void profileOutOfRangeIsRefused() {
        ServerProfile good = ServerProfile.good();

        assertThrows(IllegalArgumentException.class, () -> good.withStratum(256));
        assertThrows(IllegalArgumentException.class, () -> good.withRoot(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> ServerProfile.kiss("DENIED"));
    }
}
