package dev.foliot.platform.jni;

import dev.foliot.platform.ServiceManager;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A service manager that gave us a socket for messages: systemd, by the protocol of sd_notify(3). A message that does not
 * get through is lost, without a word and without delay: a clock does not stop over it, and there are others to come.
 */
public final class NotifySocket implements ServiceManager {
    private final ByteBuffer address;
    private final long watchdogNs;

    private NotifySocket(String address, long watchdogNs) {
        NativeLibrary.load();
        this.address = direct(address);
        this.watchdogNs = watchdogNs;
    }

    /**
     * The manager of this process, if it has one.
     *
     * @param environment the process's
     * @param processId its own: what the environment says of a watchdog may be meant for a parent
     */
    public static ServiceManager find(Map<String, String> environment, long processId) {
        String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        return socket.isEmpty() ? NONE : new NotifySocket(socket, watchdogNs(environment, processId));
    }

    private static long watchdogNs(Map<String, String> environment, long processId) {
        try {
            long watched = Long.parseLong(environment.getOrDefault("WATCHDOG_PID", String.valueOf(processId)));
            long intervalUs = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
            return watched == processId && intervalUs > 0 ? Math.multiplyExact(intervalUs, 1000) : UNWATCHED;
        } catch (ArithmeticException | NumberFormatException e) {
            return UNWATCHED;
        }
    }

    @Override
    public long watchdogNs() {
        return watchdogNs;
    }

    @Override
    public void ready() {
        send("READY=1");
    }

    @Override
    public void status(String line) {
        send("STATUS=" + line.replace('\n', ' '));
    }

    @Override
    public void alive() {
        send("WATCHDOG=1");
    }

    @Override
    public void stopping() {
        send("STOPPING=1");
    }

    private void send(String message) {
        ByteBuffer bytes = direct(message);
        int unusedResult = NotifyNatives.send(address, address.capacity(), bytes, bytes.capacity());
    }

    private static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes);
    }
}
