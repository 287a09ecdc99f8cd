package dev.foliot.integration;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * ntpsec's ntpd, which takes port 123 wherever it is, and so needs a network namespace of its own. It has not the
 * privilege to set the clock, and does not try.
 */
final class Ntpsec implements ForeignNtsClient {
    private static final List<String> POWERLESS =
            List.of("--bounding-set=-sys_time", "--inh-caps=-all", "--ambient-caps=-all");

    /** Fields of peerstats. */
    private static final int OFFSET = 4;

    private final Path directory;
    private final List<String> command;
    private Child child;

    private Ntpsec(Path directory, List<String> command) {
        this.directory = directory;
        this.command = command;
    }

    static Ntpsec client(Path scratch, List<String> within, NtsFiles files, String keyServer, String algorithm)
            throws IOException {
        return start(
                scratch,
                within,
                List.of(
                        "server " + keyServer + " nts ca " + files.authority() + " aead " + algorithm
                                + " minpoll 0 maxpoll 0 iburst",
                        "statistics peerstats",
                        "filegen peerstats file peerstats type none enable"));
    }

    /** A server of this machine's time. */
    static Ntpsec server(Path scratch, List<String> within, NtsFiles files) throws IOException {
        return start(
                scratch,
                within,
                List.of(
                        "tos orphan 3 orphanwait 1",
                        "nts enable",
                        "nts cert " + files.chain(),
                        "nts key " + files.key()));
    }

    private static Ntpsec start(Path scratch, List<String> within, List<String> lines) throws IOException {
        Path directory = Files.createTempDirectory(scratch, "ntpsec-");
        List<String> all = new ArrayList<>(lines);
        all.addAll(List.of("disable ntp", "statsdir " + directory + "/", "nts cookie " + directory.resolve("cookies")));
        Path configuration = Files.write(directory.resolve("ntp.conf"), all);
        List<String> command = new ArrayList<>(within);
        command.add(program("setpriv"));
        command.addAll(POWERLESS);
        command.addAll(List.of(program("ntpd"), "-n", "-c", configuration.toString()));
        Ntpsec ntpsec = new Ntpsec(directory, command);
        ntpsec.child = Child.start(directory, command);
        return ntpsec;
    }

    /** Another start, with other keys of cookies. */
    void restartWithoutKeys() throws IOException {
        child.close();
        Files.delete(directory.resolve("cookies"));
        child = Child.start(directory, command);
    }

    /** Each measurement is a line of its statistics; what is lost has a line too, with an offset of nothing. */
    @Override
    public int measurements() throws IOException {
        Path statistics = directory.resolve("peerstats");
        return Files.exists(statistics)
                ? (int) Files.readAllLines(statistics).stream()
                        .filter(line -> Double.parseDouble(line.split(" ")[OFFSET]) != 0)
                        .count()
                : 0;
    }

    boolean said(String words) throws IOException {
        return child.account().contains(words);
    }

    @Override
    public String account() {
        try {
            return child.account();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String program(String name) {
        return Child.find(name)
                .map(Path::toString)
                .orElseGet(() -> abort("no " + name + " in the PATH; ./foliot setup gets ntpsec's on Debian"));
    }

    @Override
    public void close() {
        child.close();
    }
}
