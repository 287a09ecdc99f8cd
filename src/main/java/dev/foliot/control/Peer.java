package dev.foliot.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/** Who is at the other end of a connection: the kernel tells, so that nobody can say that he is somebody else. */
final class Peer {
    private final SocketChannel connection;
    private final UserPrincipal owner;

    /** @param owner the daemon's own user */
    Peer(SocketChannel connection, UserPrincipal owner) {
        this.connection = connection;
        this.owner = owner;
    }

    /** Whether it may tell the daemon what to do: root, and the daemon's own user; nobody where the kernel does not tell. */
    boolean mayOrder() {
        try {
            UserPrincipal user =
                    connection.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
            return user.equals(owner) || user.equals(root());
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static UserPrincipal root() throws IOException {
        return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("root");
    }
}
