package dev.foliot.simulation;

/**
 * The streams that clknetsim draws for a seed ({@code CLKNETSIM_RANDOM_SEED}), number for number, when they are made in
 * the order of its configuration file. There each stream is the C library's smallest generator, and takes its seed from
 * the C library's default one.
 */
public final class ClknetsimStreams implements RandomStreams {
    private final SeedSource seeds;

    /** @param seed as given to {@code srandom(3)}; 0 counts as 1 there */
    public ClknetsimStreams(int seed) {
        this.seeds = new SeedSource(seed);
    }

    @Override
    public Signal uniform() {
        Congruential generator = new Congruential(seeds.next());
        // Two draws make one number: the second one's 31 bits, and below them a fraction from the first.
        return trueS -> {
            double fraction = (generator.next() + 1) / 2147483649.0;
            return (generator.next() + fraction) / 2147483648.0;
        };
    }

    /** glibc's {@code random(3)} with a state of 16 bytes (TYPE_0): a linear congruential generator of 31 bits. */
    private static final class Congruential {
        private int state;

        Congruential(int seed) {
            state = seed == 0 ? 1 : seed;
        }

        int next() {
            state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff;
            return state;
        }
    }

    /**
     * glibc's {@code random(3)} as a program starts with it (TYPE_3): an additive feedback generator, x^31 + x^3 + 1.
     */
    private static final class SeedSource {
        private static final int DEGREE = 31;
        private static final int SEPARATION = 3;
        private static final int DISCARDED = 10 * DEGREE;

        private final int[] state = new int[DEGREE];
        private int front = SEPARATION;
        private int rear;

        SeedSource(int seed) {
            // Filled by the "minimal standard" generator, 16807 x mod 2^31 - 1, in signed arithmetic.
            state[0] = seed == 0 ? 1 : seed;
            for (int i = 1; i < DEGREE; i++) {
                int remainder = (int) (16_807L * state[i - 1] % 2_147_483_647);
                state[i] = remainder < 0 ? remainder + 2_147_483_647 : remainder;
            }
            for (int i = 0; i < DISCARDED; i++) {
                next();
            }
        }

        int next() {
            state[front] += state[rear];
            int result = state[front] >>> 1;
            front = (front + 1) % DEGREE;
            rear = (rear + 1) % DEGREE;
            return result;
        }
    }
}
