package dev.foliot.platform.jni;

import dev.foliot.platform.Resolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/**
 * Looks names up through the JDK, and so through the operating system ({@code /etc/hosts}, {@code nsswitch.conf},
 * DNS), on one daemon thread.
 *
 * <p>The JDK keeps an answer for 30 s by default, and a failure for 10 s. That does no harm here: a source is given
 * up only after several polls, which take longer, so that whoever asks again gets addresses that are fresh. What
 * would do harm is a Java installation told to keep answers for ever ({@value #CACHE_TTL} below 0), since a pool's
 * dead servers would come back for ever too; making the first resolver turns that into the default. It works because
 * the JDK reads the property at the first look-up of the process.
 */
public final class SystemResolver implements Resolver {
    static final String CACHE_TTL = "networkaddress.cache.ttl";
    private static final String DEFAULT_CACHE_TTL_S = "30";

    /** Names under way: many more than a configuration has. Beyond it, names do not resolve. */
    static final int MAX_UNDER_WAY = 256;

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4_ADDRESS = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    /** A way to look a name up, which may take its time. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] addressesOf(String name) throws UnknownHostException;
    }

    private final Runnable wakeUp;
    private final Lookup lookup;
    private final BlockingQueue<String> questions = new ArrayBlockingQueue<>(MAX_UNDER_WAY);
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /** @param wakeUp called, on any thread, when an answer has come: {@link dev.foliot.platform.Poller#wakeUp} */
    public SystemResolver(Runnable wakeUp) {
        this(wakeUp, InetAddress::getAllByName);
    }

    SystemResolver(Runnable wakeUp, Lookup lookup) {
        limitCache();
        this.wakeUp = wakeUp;
        this.lookup = lookup;
        this.thread = new Thread(this::answerQuestions, "foliot-resolver");
        thread.setDaemon(true);
        thread.start();
    }

    private static void limitCache() {
        String ttl = Security.getProperty(CACHE_TTL);
        if (ttl != null && ttl.strip().startsWith("-")) {
            Security.setProperty(CACHE_TTL, DEFAULT_CACHE_TTL_S);
        }
    }

    @Override
    public void resolve(String name) {
        if (!underWay.add(name)) {
            return;
        }
        if (isAddress(name)) {
            // Does not queue behind names whose servers are silent.
            answer(name, addressesOf(name));
        } else if (name.isEmpty() || !questions.offer(name)) {
            // The JDK takes no name for the loopback address.
            answer(name, List.of());
        }
    }

    /**
     * Whether {@code name} is an IP address, which the JDK then reads without asking anybody. No host name has a
     * colon.
     */
    static boolean isAddress(String name) {
        return name.indexOf(':') >= 0 || IPV4_ADDRESS.matcher(name).matches();
    }

    private void answerQuestions() {
        try {
            while (!closed) {
                String name = questions.take();
                answer(name, addressesOf(name));
            }
        } catch (InterruptedException e) {
            // close() ends the thread this way.
        }
    }

    private List<InetAddress> addressesOf(String name) {
        try {
            return Arrays.asList(lookup.addressesOf(name));
        } catch (UnknownHostException | RuntimeException e) {
            // A name that the JDK chokes on must not end the thread: the others are still to be looked up.
            return List.of();
        }
    }

    private void answer(String name, List<InetAddress> addresses) {
        answers.add(new Answer(name, addresses));
        underWay.remove(name);
        if (!closed) {
            wakeUp.run();
        }
    }

    @Override
    public List<Answer> answers() {
        List<Answer> taken = new ArrayList<>();
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            taken.add(answer);
        }
        return taken;
    }

    /** A look-up under way cannot be ended; its answer is not announced any more. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
