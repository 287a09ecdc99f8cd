package dev.foliot.cli;

import dev.foliot.observability.ClientSnapshot;
import dev.foliot.observability.ClientsSnapshot;

/** The server's clients as a table. */
final class ClientsText {
    private ClientsText() {}

    static String of(ClientsSnapshot snapshot, Palette palette) {
        if (snapshot.clients().isEmpty()) {
            return "Nobody has asked this server yet.\n";
        }
        Table table = new Table()
                .left("Client")
                .right("Requests")
                .right("Limited")
                .right("Interleaved")
                .right("Version");
        table.right("Each").right("Last");
        for (ClientSnapshot client : snapshot.clients()) {
            table.row(
                    line -> client.limited() > 0 ? palette.warning(line) : line,
                    client.address(),
                    String.valueOf(client.requests()),
                    String.valueOf(client.limited()),
                    String.valueOf(client.interleaved()),
                    String.valueOf(client.version()),
                    interval(client),
                    Format.age(client.lastAgeS()));
        }
        int hidden = snapshot.remembered() - snapshot.clients().size();
        return table.render(palette) + (hidden == 0 ? "" : "and " + hidden + " more; --count shows more of them\n");
    }

    /** The mean time between requests; one request has none. */
    private static String interval(ClientSnapshot client) {
        double meanS = (client.firstAgeS() - client.lastAgeS()) / (client.requests() - 1);
        return client.requests() < 2 ? Format.UNKNOWN : Format.interval(meanS);
    }
}
