package dev.foliot.integration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** chronyd with NTS, as a server or as a client. */
final class NtsChronyd implements ForeignNtsClient {
    private static final String HOST = "127.0.0.1";

    /** Field of {@code chronyc -c ntpdata}. */
    private static final int GOOD = 33;

    private final Chronyd chronyd;

    private NtsChronyd(Chronyd chronyd) {
        this.chronyd = chronyd;
    }

    /** A line of {@code chronyc -c authdata}. */
    record AuthData(String mode, int algorithm, int keyBits, int naks, int cookies, int cookieLength) {}

    static NtsChronyd client(Path scratch, NtsFiles files, int keyPort, int algorithm) throws Exception {
        List<String> lines = new ArrayList<>(algorithms(scratch, algorithm));
        lines.add("server " + HOST + " nts ntsport " + keyPort + " iburst minpoll -1 maxpoll -1");
        lines.add("ntstrustedcerts " + files.authority());
        return new NtsChronyd(Chronyd.start(scratch, List.of(), 0, lines));
    }

    /** A server whose keys of cookies are lost whenever it ends. */
    static NtsChronyd server(Path scratch, NtsFiles files, int keyPort, int algorithm) throws Exception {
        List<String> lines = new ArrayList<>(algorithms(scratch, algorithm));
        lines.addAll(List.of("bindaddress " + HOST, "allow", "local stratum 3", "ntsport " + keyPort));
        lines.addAll(List.of("ntsservercert " + files.chain(), "ntsserverkey " + files.key()));
        return new NtsChronyd(Chronyd.start(scratch, List.of(), Chronyd.freePort(), lines));
    }

    /** What makes it use this algorithm alone; an old chronyd has but one. */
    private static List<String> algorithms(Path scratch, int algorithm) throws Exception {
        String line = "ntsaeads " + algorithm;
        if (Chronyd.understands(scratch, line)) {
            return List.of(line);
        }
        assumeTrue(algorithm == 15, "this chronyd has no algorithm " + algorithm);
        return List.of();
    }

    AuthData authData() throws Exception {
        String[] data = chronyd.tell("authdata").strip().split(",");
        return new AuthData(
                data[1],
                Integer.parseInt(data[3]),
                Integer.parseInt(data[4]),
                Integer.parseInt(data[7]),
                Integer.parseInt(data[8]),
                Integer.parseInt(data[9]));
    }

    @Override
    public int measurements() throws Exception {
        String[] data = chronyd.tell("ntpdata", HOST).strip().split(",");
        return data.length <= GOOD ? 0 : Integer.parseInt(data[GOOD]);
    }

    /** As a crash would, and at once again. */
    void restart() throws Exception {
        chronyd.kill();
        chronyd.restart();
    }

    @Override
    public String account() {
        try {
            return chronyd.tell("authdata") + chronyd.tell("ntpdata");
        } catch (Exception e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        chronyd.close();
    }
}
