package dev.foliot.experiment;

import dev.foliot.keyexchange.KeyExchangeException;
import dev.foliot.keyexchange.certificate.CertificateFileException;
import dev.foliot.nts.aead.AeadAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Exchanges keys with a server as fast as it and this program can, each time with a full handshake, and says what that
 * cost the server. Three stages, one after another: the first 50 after its start, those until it is warm, those then.
 */
public final class KeyExchangeLoad {
    private static final int COLD = 50;

    /** A server that answers so seldom does not get warm. */
    private static final int MOST_FAILURES = 100;

    private final KeyServer server;
    private final String[] usage;
    private final int threads;
    private final ExecutorService executor;
    private final AtomicInteger failures = new AtomicInteger();

    private KeyExchangeLoad(KeyServer server, int threads, String[] usage) {
        this.server = server;
        this.threads = threads;
        this.usage = usage;
        executor = Executors.newFixedThreadPool(threads);
    }

    /**
     * ADDRESS AUTHORITY THREADS COUNT USAGE...: of the key exchange server; a PEM file; exchanges at once; exchanges in
     * the last stage, which twice as many go before, 25 at least; the command that says what the server has used, as
     * {@code run_us}.
     */
    public static void main(String[] arguments)
            throws IOException, CertificateFileException, ExecutionException, InterruptedException {
        int count = Integer.parseInt(arguments[3]);
        KeyExchangeLoad load = new KeyExchangeLoad(
                new KeyServer(arguments[0], Path.of(arguments[1]), AeadAlgorithm.AES_SIV_CMAC_256),
                Integer.parseInt(arguments[2]),
                Arrays.copyOfRange(arguments, 4, arguments.length));
        try {
            load.stage("cold", COLD);
            load.stage("warm_up", 2 * count - COLD);
            load.stage("warm", count);
            System.out.printf("failed %d%n", load.failures.get());
        } finally {
            load.executor.shutdownNow();
        }
    }

    private void stage(String name, int count) throws IOException, ExecutionException, InterruptedException {
        double usedUs = usedUs();
        long startNs = System.nanoTime();
        AtomicInteger left = new AtomicInteger(count);
        for (Future<?> each : IntStream.range(0, threads)
                .mapToObj(i -> executor.submit(() -> exchange(left)))
                .toList()) {
            each.get();
        }
        double seconds = (System.nanoTime() - startNs) * 1e-9;
        System.out.printf(Locale.ROOT, "%s_cpu_us %.3f%n", name, (usedUs() - usedUs) / count);
        System.out.printf(Locale.ROOT, "%s_exchanges_per_s %.3f%n", name, count / seconds);
    }

    /** Until there are so many that succeeded. */
    private void exchange(AtomicInteger left) {
        while (left.getAndDecrement() > 0) {
            try {
                server.exchange();
            } catch (KeyExchangeException e) {
                left.incrementAndGet();
                if (failures.incrementAndGet() > MOST_FAILURES) {
                    throw new IllegalStateException("too many exchanges fail", e);
                }
            }
        }
    }

    private double usedUs() throws IOException {
        Process process = new ProcessBuilder(usage)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return said.lines()
                .filter(line -> line.startsWith("run_us "))
                .mapToDouble(line -> Double.parseDouble(line.substring("run_us ".length())))
                .findFirst()
                .orElseThrow(() -> new IOException(String.join(" ", usage) + " says nothing of run_us"));
    }
}
