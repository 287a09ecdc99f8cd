package dev.foliot.integration;

import dev.foliot.observability.DaemonSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Configurations of {@code foliot daemon} with NTS, and what it tells of it. */
final class NtsDaemon {
    private static final String KEYS = "keys.json";
    private static final Random RANDOM = new Random();

    private NtsDaemon() {}

    /** One that claims to know the time. */
    static DaemonProcess serving(Path scratch, NtsFiles files, String host, int port, int keyPort) throws Exception {
        DaemonProcess daemon = new DaemonProcess(scratch);
        daemon.configure(configuration(List.of(
                "[synchronization]\nlocal-stratum = 10",
                "[serving]\nrate-limit = { interval = 0 }",
                "[keyset]\nkey-storage-path = \"" + KEYS + "\"",
                "[[server]]\nlisten = \"" + host + ":" + port + "\"",
                "[[nts-ke-server]]\nlisten = \"" + host + ":" + keyPort + "\"",
                "certificate-chain-path = \"" + files.chain() + "\"",
                "private-key-path = \"" + files.key() + "\"")));
        return daemon;
    }

    /** Takes its keys of cookies away, and gives it others: cookies from before are worth nothing once it looks. */
    static void replaceKeys(DaemonProcess daemon) throws IOException {
        Path keys = daemon.configuration().resolveSibling(KEYS);
        Path others = daemon.configuration().resolveSibling(KEYS + ".new");
        Files.writeString(others, twoKeys(RANDOM.nextLong()));
        Files.setPosixFilePermissions(others, PosixFilePermissions.fromString("rw-------"));
        Files.move(others, keys, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Of which the second is the next one, far from being used. */
    private static String twoKeys(long secret) {
        return String.format(Locale.ROOT, """
                {"version": 1, "keys": [
                    {"id": "11111111", "used_from_s": 1000000000, "key": "%1$064x"},
                    {"id": "22222222", "used_from_s": 5000000000, "key": "%1$064x"}
                ]}
                """, secret);
    }

    /** One that follows a server whose keys are agreed on at a port of a host. */
    static DaemonProcess following(Path scratch, NtsFiles files, String host, int keyPort) throws Exception {
        DaemonProcess daemon = new DaemonProcess(scratch);
        daemon.configure(configuration(List.of(
                "[[source]]\nmode = \"nts\"\naddress = \"" + host + ":" + keyPort + "\"",
                "certificate-authority = \"" + files.authority() + "\"",
                "poll-interval-limits = { min = 0, max = 0 }")));
        return daemon;
    }

    private static List<String> configuration(List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        all.add("[clock]\ncontrol = \"none\"\ndrift-file = \"\"\nhistory-file = \"\"");
        all.add("[observability]\nobservation-path = \"socket\"");
        return all;
    }

    /** How many exchanges of keys came to a good end. */
    static long agreed(DaemonSnapshot now) {
        return now.server().keyExchange().outcomes().get("agreed");
    }

    /** How many requests came under keys that are not known. */
    static long naks(DaemonSnapshot now) {
        return now.server().outcomes().get("kiss_ntsn");
    }
}
