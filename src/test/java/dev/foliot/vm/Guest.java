package dev.foliot.vm;

import dev.foliot.control.Json;
import dev.foliot.observability.DaemonSnapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The virtual machine that src/test/vm/make-initramfs.sh has made: a Debian kernel, the package, and a shell at the
 * second serial port, which is QEMU's standard input and output here.
 */
final class Guest implements AutoCloseable {
    private static final int TO_BOOT_S = 180;
    private static final int TO_ANSWER_S = 60;
    private static final Path IMAGES = Path.of(System.getProperty("foliot.vm"));

    private final Process machine;
    private final Writer input;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final InetSocketAddress clock;
    private final Path log;

    /** @param rtc what its hardware clock shows when it is switched on */
    Guest(String name, Instant rtc) throws Exception {
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        clock = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        log = IMAGES.resolve(name + ".log");
        machine = new ProcessBuilder(command(rtc, port, IMAGES.resolve(name + ".console")))
                .redirectError(IMAGES.resolve(name + ".qemu").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(machine::destroyForcibly));
        input = machine.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "guest-output");
        reader.setDaemon(true);
        reader.start();
        await("ready", TO_BOOT_S);
    }

    private static List<String> command(Instant rtc, int port, Path console) {
        String base = DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(rtc.atOffset(ZoneOffset.UTC));
        return List.of(
                "qemu-system-x86_64",
                "-accel",
                "tcg",
                "-machine",
                "q35,hpet=on",
                "-cpu",
                "max",
                "-m",
                "768",
                "-nodefaults",
                "-display",
                "none",
                "-no-reboot",
                "-kernel",
                IMAGES.resolve("vmlinuz").toString(),
                "-initrd",
                IMAGES.resolve("initrd").toString(),
                "-append",
                "console=ttyS0 clocksource=hpet panic=1",
                "-rtc",
                "base=" + base,
                "-serial",
                "file:" + console,
                "-serial",
                "stdio",
                "-serial",
                "null",
                "-netdev",
                "user,id=network,hostfwd=udp:127.0.0.1:" + port + "-10.0.2.15:123",
                "-device",
                "virtio-net-pci,netdev=network",
                "-device",
                "e1000e");
    }

    /** Where its chronyd tells the time. */
    InetSocketAddress clock() {
        return clock;
    }

    /** Runs a line of shell. */
    String run(String line) throws Exception {
        input.write(line + "\n");
        input.flush();
        return await("=", TO_ANSWER_S);
    }

    /** Writes the configuration, and starts the daemon as its unit does: as a user who may steer the clock, no more. */
    void startDaemon(List<String> configuration) throws Exception {
        String lines = configuration.stream().map(line -> "'" + line + "'").collect(Collectors.joining(" "));
        run("printf '%s\\n' " + lines + " >/etc/foliot/foliot.toml");
        run("start_daemon");
    }

    /** Ends the daemon by SIGTERM; its exit status. */
    int stopDaemon() throws Exception {
        return Integer.parseInt(run("stop_daemon").strip());
    }

    /** Whether a line of shell succeeds. */
    boolean holds(String line) throws Exception {
        return run("if " + line + " >/dev/null; then echo yes; fi").startsWith("yes");
    }

    boolean daemonRuns() throws Exception {
        return !holds("test -e /run/foliot/exit");
    }

    KernelState kernel() throws Exception {
        return KernelState.parse(run(KernelState.COMMAND));
    }

    /** What {@code foliot status} says. */
    DaemonSnapshot status() throws Exception {
        return Json.fromJson(Json.parse(run("foliot status --json")), DaemonSnapshot.class);
    }

    private void read() {
        try (BufferedReader reader = machine.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.add(line);
            }
        } catch (IOException e) {
            output.add("the machine is off: " + e.getMessage());
        }
    }

    /** All lines before one that starts with {@code end}. */
    private String await(String end, int limitS) throws Exception {
        StringBuilder lines = new StringBuilder();
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitS);
        while (true) {
            String line = output.poll(endNs - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new AssertionError("the guest does not answer; " + lines);
            }
            if (line.startsWith(end)) {
                return lines.toString();
            }
            lines.append(line).append('\n');
        }
    }

    /** Keeps what the daemon has logged, and switches the machine off. */
    @Override
    public void close() {
        try {
            Files.writeString(log, run("cat /run/foliot/log"));
        } catch (Exception | AssertionError e) {
            System.out.println("no log of the daemon: " + e.getMessage());
        } finally {
            machine.destroyForcibly();
        }
    }
}
