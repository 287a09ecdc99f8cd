package dev.foliot.daemon;

import dev.foliot.association.SourceParameters.Mode;
import dev.foliot.simulation.ClockQuirks;
import dev.foliot.simulation.ServerProfile;
import dev.foliot.simulation.SimulatedNtsServer;
import dev.foliot.time.ValidityPeriod;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What may happen to a daemon, from the start of one whose clock is half a second behind.
 *
 * @param events makes the world, and lets it go on
 */
record Story(String name, Events events) {
    /** What happens. */
    @FunctionalInterface
    interface Events {
        void happenTo(SimulatedDaemon simulation) throws IOException;
    }

    static List<Story> all() {
        return List.of(
                new Story("step and slew", Story::stepAndSlew),
                new Story("liar and outage", Story::liarAndOutage),
                new Story("refused step", Story::refusedStep),
                new Story("foreign step", Story::foreignStep),
                new Story("suspend", Story::suspend),
                new Story("names and kisses", Story::namesAndKisses),
                new Story("nobody listens", Story::nobodyListens),
                new Story("stand in", Story::standIn),
                new Story("panic", Story::panic),
                new Story("keys", Story::keys));
    }

    private static void stepAndSlew(SimulatedDaemon simulation) throws IOException {
        simulation.addServer(0, 1e-4);
        simulation.useServers(4, 6, true);
        simulation.run(3600);
    }

    private static void liarAndOutage(SimulatedDaemon simulation) throws IOException {
        for (int i = 0; i < 4; i++) {
            simulation.addServer(i == 3 ? 0.5 : 0, 1e-3);
        }
        simulation.useServers(4, 6, true);
        simulation.run(600);
        simulation.servers.forEach(server -> server.setProfile(ServerProfile.silent()));
        simulation.run(1800);
        simulation.servers.forEach(server -> server.setProfile(ServerProfile.good()));
        simulation.run(600);
    }

    private static void refusedStep(SimulatedDaemon simulation) throws IOException {
        simulation.followOneServer();
        simulation.clock.setQuirks(ClockQuirks.REFUSES);
        simulation.run(120);
        simulation.clock.setQuirks(ClockQuirks.NONE);
        simulation.run(120);
    }

    private static void foreignStep(SimulatedDaemon simulation) throws IOException {
        simulation.followOneServer();
        simulation.run(300);
        simulation.clock.step(3_000_000_000L);
        simulation.run(60);
    }

    private static void suspend(SimulatedDaemon simulation) throws IOException {
        simulation.addServer(0, 1e-4);
        simulation.useServers(4, 4, true);
        simulation.run(300);
        simulation.clock.suspend(3600, -0.7);
        simulation.run(3700);
        simulation.clock.suspend(10, 0.2);
        simulation.run(70);
    }

    private static void namesAndKisses(SimulatedDaemon simulation) throws IOException {
        simulation.addServer(0, 1e-4).setProfile(ServerProfile.kiss("DENY"));
        simulation.addServer(0, 1e-4).setProfile(ServerProfile.kiss("RATE"));
        simulation.addServer(0, 1e-4);
        simulation.names.define(
                "pool.example",
                SimulatedDaemon.address("192.0.2.1"),
                SimulatedDaemon.address("192.0.2.2"),
                SimulatedDaemon.address("192.0.2.3"));
        simulation.addSource(Mode.POOL, "pool.example", 2, 4, 6, true);
        simulation.addSource(Mode.SERVER, "never.example", 1, 4, 6, true);
        simulation.run(2000);
    }

    private static void nobodyListens(SimulatedDaemon simulation) throws IOException {
        simulation.addServer(0, 1e-4);
        simulation.addSource(Mode.SERVER, "192.0.2.77", 1, 4, 6, true);
        simulation.useServers(4, 6, true);
        simulation.run(300);
    }

    private static void standIn(SimulatedDaemon simulation) throws IOException {
        simulation.standIn();
        simulation.addServer(0, 1e-4);
        simulation.useServers(4, 6, true);
        simulation.run(1000);
    }

    private static void panic(SimulatedDaemon simulation) throws IOException {
        simulation.addServer(0, 1e-4);
        simulation.useServers(4, 4, true);
        simulation.run(300);
        simulation.setServer(0, 2000);
        simulation.run(600);
        simulation.accept(1000);
        simulation.accept(2000);
        simulation.run(300);
    }

    @Override
    public String toString() {
        return name;
    }

    /** What can happen between keys and a certificate: a wrong clock, an old certificate, keys forgotten, forgers, silence. */
    private static void keys(SimulatedDaemon simulation) throws IOException {
        long startS = SimulatedDaemon.START_UTC_NS / 1_000_000_000L;
        ValidityPeriod valid = ValidityPeriod.ofSeconds(startS - 86_400, startS + 86_400);
        simulation.addServer(0, 1e-4);
        simulation.addServer(0, 1e-4);
        simulation.addServer(0.2, 1e-3);
        SimulatedNtsServer first = simulation.addKeyServer(0, valid);
        SimulatedNtsServer second = simulation.addKeyServer(1, valid);
        SimulatedNtsServer old =
                simulation.addKeyServer(2, ValidityPeriod.ofSeconds(startS - 172_800, startS - 86_400));
        for (int i = 1; i <= 3; i++) {
            simulation.addNtsSource(Mode.NTS, "192.0.2." + i, 1);
        }
        simulation.run(200);
        first.forgetKeys();
        second.refuse(Optional.of("no longer"));
        simulation.run(200);
        first.setForged(true);
        second.forgetKeys();
        old.setCertificates(valid);
        simulation.run(200);
        first.setForged(false);
        second.refuse(Optional.empty());
        simulation.servers.get(2).setProfile(ServerProfile.silent());
        simulation.run(600);
    }
}
