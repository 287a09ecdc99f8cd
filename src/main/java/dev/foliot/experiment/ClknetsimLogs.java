package dev.foliot.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What clknetsim wrote down of a simulation: each second the clocks' errors, and every packet. */
final class ClknetsimLogs {
    private ClknetsimLogs() {}

    /**
     * Reads the files {@code offset}, {@code freq} and {@code packets} of its options -o, -f and -p.
     *
     * @param client how many nodes come before the client
     * @param durationS how long it lasted
     */
    static Observations read(Path directory, int client, int durationS) throws IOException {
        Observations observations = new Observations(durationS + 1);
        try (BufferedReader offsets = Files.newBufferedReader(directory.resolve("offset"));
                BufferedReader frequencies = Files.newBufferedReader(directory.resolve("freq"));
                BufferedReader packets = Files.newBufferedReader(directory.resolve("packets"))) {
            String sender = String.valueOf(client + 1);
            String offset;
            String packet = packets.readLine();
            long sent = 0;
            while ((offset = offsets.readLine()) != null) {
                // A packet of this very second comes after its line in the other files.
                while (packet != null && Double.parseDouble(column(packet, 0)) < observations.seconds()) {
                    sent += column(packet, 1).equals(sender) ? 1 : 0;
                    packet = packets.readLine();
                }
                observations.add(
                        Double.parseDouble(column(offset, client)),
                        Double.parseDouble(column(frequencies.readLine(), client)),
                        Double.NaN,
                        sent);
            }
        }
        return observations;
    }

    private static String column(String line, int index) {
        int from = 0;
        for (int i = 0; i < index; i++) {
            from = line.indexOf('\t', from) + 1;
        }
        int to = line.indexOf('\t', from);
        return to < 0 ? line.substring(from) : line.substring(from, to);
    }
}
