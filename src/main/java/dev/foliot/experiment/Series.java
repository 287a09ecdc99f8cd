package dev.foliot.experiment;

import dev.foliot.scenario.Scenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Many trials, on all processors. The order of the results does not depend on which is done first. */
public final class Series implements AutoCloseable {
    /** What a trial needs at most while its figures are made, for each byte of its recording. */
    private static final int WORKING_ROOM = 3;

    private static final int MEBIBYTE = 1 << 20;

    private final Laboratory laboratory;
    private final ExecutorService workers;
    /** Half of what this process may have, in mebibytes; trials wait for their share of it. */
    private final int memoryMib = (int) Math.min(1 << 16, Runtime.getRuntime().maxMemory() / 2 / MEBIBYTE);

    private final Semaphore memory = new Semaphore(memoryMib);

    public Series(Laboratory laboratory) {
        this.laboratory = laboratory;
        this.workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    }

    /** Trials that are under way. */
    public static final class Pending {
        private final List<Future<Figures>> futures;

        private Pending(List<Future<Figures>> futures) {
            this.futures = futures;
        }

        /** The figures of each seed, in the order asked for, once all are there. */
        public List<Figures> await() throws IOException, InterruptedException {
            List<Figures> figures = new ArrayList<>();
            for (Future<Figures> future : futures) {
                try {
                    figures.add(future.get());
                } catch (ExecutionException e) {
                    throw rethrown(e.getCause());
                }
            }
            return figures;
        }

        private static IOException rethrown(Throwable cause) {
            if (cause instanceof RuntimeException fault) {
                throw fault;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            return cause instanceof IOException io ? io : new IOException(cause);
        }
    }

    /** Starts a trial of each seed. */
    public Pending start(Scenario scenario, List<Integer> seeds) {
        List<Future<Figures>> futures = new ArrayList<>();
        for (int seed : seeds) {
            futures.add(workers.submit(() -> trial(scenario, seed)));
        }
        return new Pending(futures);
    }

    private Figures trial(Scenario scenario, int seed) throws IOException, InterruptedException {
        long bytes = (long) scenario.durationS() * Observations.BYTES_PER_SECOND * WORKING_ROOM;
        int share = (int) Math.min(memoryMib, bytes / MEBIBYTE + 1);
        memory.acquire(share);
        try {
            return Figures.of(scenario, seed, laboratory.run(scenario, seed));
        } finally {
            memory.release(share);
        }
    }

    /** Gives up what is still under way. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
