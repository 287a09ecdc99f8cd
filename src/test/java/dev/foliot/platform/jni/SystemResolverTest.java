package dev.foliot.platform.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.platform.Resolver.Answer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemResolverTest {
    private final Semaphore wakeUps = new Semaphore(0);
    private final Semaphore slowServer = new Semaphore(0);
    private final AtomicInteger lookups = new AtomicInteger();
    private SystemResolver resolver = new SystemResolver(wakeUps::release, this::lookUp);

    @AfterEach
    void close() {
        slowServer.release();
        resolver.close();
    }

    private InetAddress[] lookUp(String name) throws UnknownHostException {
        lookups.incrementAndGet();
        if (name.startsWith("slow")) {
            awaitSlowServer();
        }
        if (name.endsWith(".invalid")) {
            throw new UnknownHostException(name);
        }
        return new InetAddress[] {InetAddress.getByName("192.0.2.2"), InetAddress.getByName("192.0.2.1")};
    }

    /** As a real look-up, this one cannot be interrupted. */
    private void awaitSlowServer() {
        slowServer.acquireUninterruptibly();
        slowServer.release();
    }

    private List<Answer> awaitAnswers(int count) throws InterruptedException {
        assertTrue(wakeUps.tryAcquire(count, 10, TimeUnit.SECONDS), "not woken up");
        return resolver.answers();
    }

    @Test
    void addressesComeInTheOrderOfTheSystem() throws Exception {
        resolver.resolve("pool.example");
        List<InetAddress> addresses = List.of(InetAddress.getByName("192.0.2.2"), InetAddress.getByName("192.0.2.1"));

        assertEquals(List.of(new Answer("pool.example", addresses)), awaitAnswers(1));
        assertEquals(List.of(), resolver.answers());
    }

    @Test
    void nameThatDoesNotResolveHasNoAddresses() throws Exception {
        resolver.resolve("ntp.invalid");

        assertEquals(List.of(new Answer("ntp.invalid", List.of())), awaitAnswers(1));
    }

    @Test
    void nameUnderWayIsNotAskedForTwice() throws Exception {
        resolver.resolve("slow.invalid");
        resolver.resolve("slow.invalid");
        slowServer.release();
        awaitAnswers(1);
        resolver.resolve("last.invalid");

        assertEquals(1, awaitAnswers(1).size());
        assertEquals(2, lookups.get());
    }

    @Test
    void answeredNameMayBeAskedForAgain() throws Exception {
        resolver.resolve("ntp.invalid");
        awaitAnswers(1);
        resolver.resolve("ntp.invalid");

        assertEquals(1, awaitAnswers(1).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "0.0.0.0", "255.255.255.255", "2001:db8::1", "::"})
    void addressIsItsOwnAnswerWithoutWaitingForOthers(String address) throws Exception {
        resolver.close();
        resolver = new SystemResolver(wakeUps::release, name -> {
            if (name.startsWith("slow")) {
                awaitSlowServer();
            }
            return InetAddress.getAllByName(name);
        });
        resolver.resolve("slow.invalid");
        resolver.resolve(address);

        assertEquals(List.of(new Answer(address, List.of(InetAddress.getByName(address)))), awaitAnswers(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"256.0.0.1", "1.2.3", "1.2.3.4.5", "1.2.3.4x", "time.example", "localhost", ""})
    void otherNamesAreNotTakenForAddresses(String name) {
        assertFalse(SystemResolver.isAddress(name));
    }

    @Test
    void emptyNameIsNotTheLoopbackAddress() throws Exception {
        resolver.resolve("");

        assertEquals(List.of(new Answer("", List.of())), awaitAnswers(1));
    }

    @Test
    void namesBeyondTheLimitDoNotResolve() throws Exception {
        resolver.resolve("slow.example");
        while (lookups.get() == 0) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < SystemResolver.MAX_UNDER_WAY; i++) {
            resolver.resolve("waiting" + i);
        }
        assertEquals(List.of(), resolver.answers());
        resolver.resolve("one.too.many");

        assertEquals(List.of(new Answer("one.too.many", List.of())), awaitAnswers(1));
        slowServer.release();
        assertEquals(
                SystemResolver.MAX_UNDER_WAY + 1,
                awaitAnswers(SystemResolver.MAX_UNDER_WAY + 1).size());
    }

    @Test
    void closedResolverWakesNobodyUp() throws Exception {
        resolver.resolve("slow.example");
        while (lookups.get() == 0) {
            Thread.onSpinWait();
        }
        resolver.close();
        slowServer.release();

        assertFalse(wakeUps.tryAcquire(100, TimeUnit.MILLISECONDS));
    }

    /** Without a network: the hosts file answers. */
    @Test
    void systemKnowsItself() throws Exception {
        resolver.close();
        resolver = new SystemResolver(wakeUps::release);
        resolver.resolve("localhost");
        List<InetAddress> addresses = new ArrayList<>(awaitAnswers(1).get(0).addresses());

        assertTrue(addresses.contains(InetAddress.getByName("127.0.0.1")), addresses::toString);
    }

    @Test
    void answersAreNotKeptForEver() {
        String before = Security.getProperty(SystemResolver.CACHE_TTL);
        try {
            assertEquals("30", ttlAfter("-1"));
            assertEquals("7", ttlAfter("7"));
        } finally {
            Security.setProperty(SystemResolver.CACHE_TTL, before == null ? "30" : before);
        }
    }

    private String ttlAfter(String configured) {
        Security.setProperty(SystemResolver.CACHE_TTL, configured);
        new SystemResolver(wakeUps::release, this::lookUp).close();
        return Security.getProperty(SystemResolver.CACHE_TTL);
    }
}
