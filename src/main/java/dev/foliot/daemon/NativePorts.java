package dev.foliot.daemon;

import dev.foliot.config.Configuration.ClockControl;
import dev.foliot.ntsclient.SessionFiles;
import dev.foliot.ntsclient.TlsKeyExchanges;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.DiskFiles;
import dev.foliot.platform.Network;
import dev.foliot.platform.Poller;
import dev.foliot.platform.SystemClock;
import dev.foliot.platform.UserspaceClock;
import dev.foliot.platform.jni.ClockInterface;
import dev.foliot.platform.jni.NativeClock;
import dev.foliot.platform.jni.NativeNetwork;
import dev.foliot.platform.jni.SystemResolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The ports of the operating system that we run on. */
public final class NativePorts {
    private NativePorts() {}

    /**
     * @param control whether this machine's clock is to be steered
     * @throws ClockException when it must be steered, and may not
     */
    public static Ports open(ClockControl control) throws IOException {
        return open(control, Optional.empty());
    }

    /**
     * As the other one.
     *
     * @param sessions a directory in which keys and cookies are kept for the next run; without it they are not
     */
    public static Ports open(ClockControl control, Optional<Path> sessions) throws IOException {
        NativeClock kernel = new NativeClock(ClockInterface.NATIVE);
        NativeNetwork network = NativeNetwork.open();
        Poller poller = network.newPoller();
        boolean permitted = kernel.capabilities().steerable();
        if (control == ClockControl.KERNEL && !permitted) {
            throw new ClockException("this process may not steer the clock, and clock.control is \"kernel\"", true);
        }
        boolean steered = control != ClockControl.NONE && permitted;
        SystemClock clock = steered ? kernel : new UserspaceClock(kernel);
        return ports(clock, reason(control, permitted), network, poller, sessions);
    }

    /** For those who only look: the kernel's own clock, whether or not it may be steered. */
    public static Ports openToObserve() throws IOException {
        NativeNetwork network = NativeNetwork.open();
        Poller poller = network.newPoller();
        NativeClock kernel = new NativeClock(ClockInterface.NATIVE);
        return ports(kernel, "only observed", network, poller, Optional.empty());
    }

    private static Ports ports(
            SystemClock clock, String control, Network network, Poller poller, Optional<Path> sessions) {
        SessionFiles files = new SessionFiles(sessions);
        files.discardOld();
        return new Ports(
                clock,
                control,
                network,
                new SystemResolver(poller::wakeUp),
                poller,
                new DiskFiles(),
                new TlsKeyExchanges(network, poller::wakeUp, files),
                Version.BUILT_UTC_NS);
    }

    private static String reason(ClockControl control, boolean permitted) {
        if (control == ClockControl.NONE) {
            return "clock.control is \"none\": this machine's clock is left alone";
        }
        return permitted
                ? "this machine's clock is steered"
                : "no permission to steer this machine's clock (CAP_SYS_TIME)";
    }
}
