package dev.foliot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foliot.platform.Poller;
import dev.foliot.platform.Resolver.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedResolverTest {
    private static final InetAddress FIRST = TestWorld.address("192.0.2.1");
    private static final InetAddress SECOND = TestWorld.address("2001:db8::2");

    private final SimulatedNames names = new SimulatedNames();
    private TestWorld world;
    private Poller poller;
    private SimulatedResolver resolver;

    @BeforeEach
    void openResolver() throws IOException {
        world = TestWorld.ofPerfectClocks();
        poller = world.clientHost.newPoller();
        resolver = new SimulatedResolver(world.world, names, poller);
    }

    @Test
    void answerComesAfterItsLatencyAndWakesThePoller() {
        names.define("ntp.example", FIRST, SECOND);
        resolver.resolve("ntp.example");
        assertEquals(List.of(), resolver.answers());
        poller.await(60_000_000_000L);

        assertEquals(0.01, world.world.nowS());
        assertEquals(List.of(new Answer("ntp.example", List.of(FIRST, SECOND))), resolver.answers());
        assertEquals(List.of(), resolver.answers());
    }

    @Test
    void unknownNameHasNoAddresses() {
        resolver.resolve("nowhere.example");
        world.world.run(1);

        assertEquals(List.of(new Answer("nowhere.example", List.of())), resolver.answers());
    }

    @Test
    void askingAgainWhileUnderWayDoesNothingAndLaterAsksAnew() {
        names.define("ntp.example", FIRST);
        resolver.resolve("ntp.example");
        resolver.resolve("ntp.example");
        world.world.run(1);
        assertEquals(1, resolver.answers().size());

        names.define("ntp.example", SECOND);
        resolver.resolve("ntp.example");
        world.world.run(1);
        assertEquals(List.of(new Answer("ntp.example", List.of(SECOND))), resolver.answers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::2", "::1"})
    void addressIsItsOwnAnswer(String literal) {
        resolver.resolve(literal);

        assertEquals(List.of(new Answer(literal, List.of(TestWorld.address(literal)))), resolver.answers());
    }

    @Test
    void closedResolverAnswersNothing() {
        names.define("ntp.example", FIRST);
        resolver.resolve("ntp.example");
        resolver.close();
        world.world.run(1);

        assertEquals(List.of(), resolver.answers());
    }
}
