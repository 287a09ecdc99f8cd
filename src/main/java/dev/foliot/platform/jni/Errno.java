package dev.foliot.platform.jni;

import dev.foliot.platform.Addresses;
import dev.foliot.platform.ClockException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;

/** Turns what native functions return into exceptions: the one place that knows what a negative value means. */
final class Errno {
    private static final int TEXT_CAPACITY = 256;

    private Errno() {}

    /**
     * @param call what was tried, for the message
     * @return {@code result} when it is not negative
     */
    static int checkSocket(String call, int result) throws IOException {
        if (result >= 0) {
            return result;
        }
        String message = message(call, result);
        throw switch (ErrnoNatives.kind(-result)) {
            case ErrnoNatives.CONNECTION_REFUSED -> new PortUnreachableException(message);
            case ErrnoNatives.UNREACHABLE -> new NoRouteToHostException(message);
            case ErrnoNatives.ADDRESS_NOT_AVAILABLE -> new BindException(message);
            default -> new SocketException(message);
        };
    }

    /** As {@link #checkSocket}, for binding to an address: no permission for it is one more reason not to get it. */
    static int checkBind(InetSocketAddress local, int result) throws IOException {
        String call = "bind to " + Addresses.text(local);
        if (result < 0 && ErrnoNatives.kind(-result) == ErrnoNatives.PERMISSION) {
            throw new BindException(message(call, result));
        }
        return checkSocket(call, result);
    }

    static int checkClock(String call, int result) throws ClockException {
        if (result >= 0) {
            return result;
        }
        throw new ClockException(message(call, result), ErrnoNatives.kind(-result) == ErrnoNatives.PERMISSION);
    }

    /** For what cannot fail unless this program is wrong. */
    static int checkNever(String call, int result) {
        if (result >= 0) {
            return result;
        }
        throw new IllegalStateException(message(call, result));
    }

    /** The call, and what the system says of the error. */
    private static String message(String call, int result) {
        ByteBuffer text = ByteBuffer.allocateDirect(TEXT_CAPACITY);
        byte[] bytes = new byte[ErrnoNatives.text(-result, text)];
        text.get(bytes);
        return call + ": " + new String(bytes, Charset.defaultCharset()) + " (errno " + -result + ")";
    }
}
