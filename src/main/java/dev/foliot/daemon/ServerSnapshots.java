package dev.foliot.daemon;

import dev.foliot.control.RequestException;
import dev.foliot.observability.ClientSnapshot;
import dev.foliot.observability.DaemonSnapshot;
import dev.foliot.observability.ServerSnapshot;
import dev.foliot.platform.Addresses;
import dev.foliot.server.ClientStatistics;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Makes snapshots of a server, on any thread but the server's. */
public final class ServerSnapshots {
    private ServerSnapshots() {}

    /** A daemon's snapshot with what its server has done; null when that is null. */
    public static DaemonSnapshot added(DaemonSnapshot daemon, TimeServer server) {
        List<String> listen = server.addresses().stream().map(Addresses::text).toList();
        return daemon == null
                ? null
                : daemon.withServer(ServerSnapshot.of(listen, server.threads(), server.stratum(), server.totals()));
    }

    /**
     * Those whom the server remembers.
     *
     * @throws RequestException when it does not tell in time: a part would pass for the whole
     */
    public static List<ClientSnapshot> clients(TimeServer server) throws RequestException {
        try {
            return server.clients().stream().map(ServerSnapshots::client).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestException("the daemon is ending");
        } catch (TimeoutException e) {
            throw new RequestException(e.getMessage() + "; try again");
        }
    }

    private static ClientSnapshot client(ClientStatistics client) {
        return new ClientSnapshot(
                Addresses.text(client.address()),
                client.requests(),
                client.limited(),
                client.interleaved(),
                client.version(),
                client.sinceFirstS(),
                client.sinceLastS());
    }
}
