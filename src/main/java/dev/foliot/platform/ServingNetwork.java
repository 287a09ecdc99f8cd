package dev.foliot.platform;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** A network that one can serve on. */
public interface ServingNetwork extends Network {
    /**
     * Sockets that listen at {@code local}, for as many threads. Where the system can, all that comes from one address
     * comes to one of them, whatever port it is from: Linux; FreeBSD goes by the port too; macOS gives all to one. Each has
     * room for a burst, as much as the system permits.
     *
     * @param count at least 1
     * @throws java.net.BindException when the address is in use, or is not ours
     */
    List<ServingSocket> listen(InetSocketAddress local, int count) throws IOException;
}
