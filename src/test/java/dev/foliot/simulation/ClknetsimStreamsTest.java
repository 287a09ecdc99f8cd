package dev.foliot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Against what {@code CLKNETSIM_RANDOM_SEED=n clknetsim -G EXPRESSION} (git 134028f) prints, to its ten digits. */
class ClknetsimStreamsTest {
    private static final double TEN_DIGITS = 1e-9;

    @Test
    void uniformNumbersAreClknetsims() {
        assertDraws(
                new ClknetsimStreams(7).uniform(),
                2.626137712e-01,
                2.245643669e-01,
                8.780275397e-01,
                9.405546994e-01,
                2.752770723e-01,
                8.073294953e-01);
    }

    @Test
    void exponentialNumbersAreClknetsims() {
        assertDraws(
                new ClknetsimStreams(7).exponential(),
                1.337070877e+00,
                1.493592901e+00,
                1.300773195e-01,
                6.128547199e-02,
                1.289977153e+00,
                2.140233975e-01);
    }

    @Test
    void normalNumbersAreClknetsims() {
        assertDraws(
                new ClknetsimStreams(7).normal(),
                -7.368891088e-01,
                -6.162721404e-01,
                -1.711138266e+00,
                -5.107178331e-01,
                -5.959205296e-01,
                -2.000368500e-01);
    }

    @Test
    void wanderIsStillClknetsimsAfterTenThousandSeconds() {
        Signal wander = Signal.accumulated(new ClknetsimStreams(7).normal().times(1e-9));
        for (int i = 0; i < 9998; i++) {
            wander.next(i);
        }
        assertDraws(wander, 6.205780705e-08, 6.347325128e-08);
    }

    @Test
    void streamsTakeTheirSeedsInTheOrderTheyAreMade() {
        ClknetsimStreams streams = new ClknetsimStreams(7);
        Signal sum = Signal.sum(
                streams.uniform(),
                streams.exponential().times(10),
                streams.normal().times(100));
        assertDraws(sum, 3.175811852e+01, -9.860014489e+01, 2.313295051e+01, -7.750870167e+01, 1.580759095e+02);
    }

    /** Of the delay of scenario d1, with a spike at the 23rd packet. */
    @Test
    void spikyDelaysAreClknetsims() {
        ClknetsimStreams streams = new ClknetsimStreams(101);
        Signal delay = Signal.sum(
                Signal.constant(0.02),
                streams.exponential().times(0.001),
                Signal.product(
                        Signal.constant(0.02),
                        streams.exponential(),
                        streams.exponential(),
                        Signal.equal(Signal.constant(0.05), streams.uniform(), Signal.constant(0))));
        assertDraws(delay, 2.092695632e-02, 2.076389343e-02, 2.047283905e-02, 2.064626933e-02);
        for (int i = 4; i < 21; i++) {
            delay.next(i);
        }
        assertDraws(delay, 2.149009299e-02, 3.809911922e-02, 2.273682447e-02);
    }

    @Test
    void sineCountsItsDraws() {
        assertDraws(Signal.sine(7), 0.0, 7.818314825e-01, 9.749279122e-01, 4.338837391e-01);
    }

    private static void assertDraws(Signal signal, double... expected) {
        for (double value : expected) {
            assertEquals(value, signal.next(0), Math.abs(value) * TEN_DIGITS);
        }
    }
}
