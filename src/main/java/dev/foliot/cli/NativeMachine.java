package dev.foliot.cli;

import dev.foliot.platform.jni.ClockInterface;
import dev.foliot.platform.jni.NativeClock;
import dev.foliot.platform.jni.NativeNetwork;
import dev.foliot.selftest.Machine;
import dev.foliot.selftest.Timeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The machine that this runs on. */
final class NativeMachine {
    private NativeMachine() {}

    static Machine open() throws IOException {
        NativeClock clock = new NativeClock(ClockInterface.NATIVE);
        List<InetAddress> addresses = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();
        return new Machine(
                clock,
                clock::readRaw,
                NativeNetwork.open(),
                NativeNetwork.openSharingPorts(),
                addresses,
                new RealTime());
    }

    private static final class RealTime implements Timeline {
        @Override
        public void pass(long durationNs) throws InterruptedException {
            long endNs = System.nanoTime() + durationNs;
            for (long leftNs = durationNs; leftNs > 0; leftNs = endNs - System.nanoTime()) {
                TimeUnit.NANOSECONDS.sleep(leftNs);
            }
        }

        @Override
        public void after(long delayNs, Runnable action) {
            Thread thread = new Thread(() -> {
                try {
                    pass(delayNs);
                    action.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
    }
}
