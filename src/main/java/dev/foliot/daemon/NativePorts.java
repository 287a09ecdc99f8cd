package dev.foliot.daemon;

import dev.foliot.config.Configuration.ClockControl;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.Poller;
import dev.foliot.platform.SystemClock;
import dev.foliot.platform.UserspaceClock;
import dev.foliot.platform.jni.ClockInterface;
import dev.foliot.platform.jni.NativeClock;
import dev.foliot.platform.jni.NativeNetwork;
import dev.foliot.platform.jni.SystemResolver;
import java.io.IOException;

/** The ports of the operating system that we run on. */
public final class NativePorts {
    private NativePorts() {}

    /**
     * @param control whether this machine's clock is to be steered
     * @throws ClockException when it must be steered, and may not
     */
    public static Ports open(ClockControl control) throws IOException {
        NativeClock kernel = new NativeClock(ClockInterface.NATIVE);
        NativeNetwork network = NativeNetwork.open();
        Poller poller = network.newPoller();
        boolean permitted = kernel.capabilities().steerable();
        if (control == ClockControl.KERNEL && !permitted) {
            throw new ClockException("this process may not steer the clock, and clock.control is \"kernel\"", true);
        }
        boolean steered = control != ClockControl.NONE && permitted;
        SystemClock clock = steered ? kernel : new UserspaceClock(kernel);
        return new Ports(clock, reason(control, permitted), network, new SystemResolver(poller::wakeUp), poller);
    }

    /** For those who only look: the kernel's own clock, whether or not it may be steered. */
    public static Ports openToObserve() throws IOException {
        NativeNetwork network = NativeNetwork.open();
        Poller poller = network.newPoller();
        NativeClock kernel = new NativeClock(ClockInterface.NATIVE);
        return new Ports(kernel, "only observed", network, new SystemResolver(poller::wakeUp), poller);
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
