package dev.foliot.platform.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.platform.ClockException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** With Linux's numbers; the library itself asks the C compiler for those of its system. */
@EnabledOnOs(OS.LINUX)
class ErrnoTest {
    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final int EINVAL = 22;
    private static final int ENETDOWN = 100;
    private static final int EADDRINUSE = 98;
    private static final int EADDRNOTAVAIL = 99;
    private static final int ENETUNREACH = 101;
    private static final int ECONNREFUSED = 111;
    private static final int EHOSTDOWN = 112;
    private static final int EHOSTUNREACH = 113;

    private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 123);

    @BeforeAll
    static void loadLibrary() {
        NativeLibrary.load();
    }

    @Test
    void successIsPassedOn() throws IOException {
        assertEquals(0, Errno.checkSocket("x", 0));
        assertEquals(7, Errno.checkBind(LOCAL, 7));
        assertEquals(7, Errno.checkClock("x", 7));
        assertEquals(7, Errno.checkNever("x", 7));
    }

    @Test
    void messageNamesTheCallAndTheSystemsText() {
        IOException error = assertThrows(IOException.class, () -> Errno.checkSocket("send to x", -ENOENT));

        assertEquals("send to x: No such file or directory (errno 2)", error.getMessage());
    }

    @Test
    void socketErrorsHaveTheExceptionsOfTheJdk() {
        assertSocketException(PortUnreachableException.class, ECONNREFUSED);
        assertSocketException(NoRouteToHostException.class, ENETUNREACH);
        assertSocketException(NoRouteToHostException.class, EHOSTUNREACH);
        assertSocketException(NoRouteToHostException.class, ENETDOWN);
        assertSocketException(NoRouteToHostException.class, EHOSTDOWN);
        assertSocketException(BindException.class, EADDRNOTAVAIL);
        assertSocketException(SocketException.class, EINVAL);
        assertSocketException(SocketException.class, EACCES);
    }

    private static void assertSocketException(Class<? extends IOException> expected, int errno) {
        IOException error = assertThrows(IOException.class, () -> Errno.checkSocket("x", -errno));
        assertEquals(expected, error.getClass(), error.getMessage());
    }

    @Test
    void bindThatIsRefusedNamesTheAddress() {
        for (int errno : new int[] {EADDRINUSE, EADDRNOTAVAIL, EACCES, EPERM}) {
            IOException error = assertThrows(IOException.class, () -> Errno.checkBind(LOCAL, -errno));
            assertInstanceOf(BindException.class, error);
            assertTrue(error.getMessage().contains("127.0.0.1:123"), error.getMessage());
        }
        IOException other = assertThrows(IOException.class, () -> Errno.checkBind(LOCAL, -EINVAL));
        assertEquals(SocketException.class, other.getClass());
    }

    @Test
    void clockErrorsTellWhetherPermissionIsLacking() {
        assertTrue(clockException(EPERM).permission());
        assertTrue(clockException(EACCES).permission());
        assertFalse(clockException(EINVAL).permission());
    }

    private static ClockException clockException(int errno) {
        return assertThrows(ClockException.class, () -> Errno.checkClock("step", -errno));
    }

    @Test
    void unknownNumberHasAMessageToo() {
        IOException error = assertThrows(IOException.class, () -> Errno.checkSocket("x", -99_999));

        assertTrue(error.getMessage().contains("99999"), error.getMessage());
    }
}
