package dev.foliot.association;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the servers behind one configured source, and keeps as many in use as wanted: looks its name up, again and
 * again while that fails, and replaces servers that no longer answer, first by others known under the name, then by
 * looking it up anew. While there is no other, a server that does not answer stays in use: it may answer again, and
 * what was learnt from it still holds.
 *
 * <p>A source given as an IP address is looked up once, to the same address, and never replaced.
 */
public final class SourceDirectory {
    /** Unanswered polls after which a server is given up; the shift register of reachability has emptied by then. */
    public static final int DEAD_AFTER_POLLS = 8;

    private static final long NEVER = Long.MAX_VALUE;
    private static final long FIRST_RETRY_NS = 2_000_000_000L;
    private static final long LONGEST_RETRY_NS = 256_000_000_000L;

    private final SourceParameters parameters;
    private final Set<InetAddress> active = new LinkedHashSet<>();
    private final Deque<InetAddress> spare = new ArrayDeque<>();
    private final Set<InetAddress> dead = new HashSet<>();
    private final Set<InetAddress> irreplaceable = new LinkedHashSet<>();
    private boolean lookingUp;
    private long retryNs = FIRST_RETRY_NS;
    private long deadlineNs;

    /** @param startNs when to look the name up for the first time, on the monotonic scale */
    public SourceDirectory(SourceParameters parameters, long startNs) {
        this.parameters = parameters;
        this.deadlineNs = startNs;
    }

    public SourceParameters parameters() {
        return parameters;
    }

    /** When {@link #onDeadline} wants to be called, on the monotonic scale; {@code Long.MAX_VALUE} when not at all. */
    public long deadlineNs() {
        return deadlineNs;
    }

    /** The servers in use, in the order in which they came into use. */
    public Set<InetAddress> active() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(active));
    }

    /**
     * How many servers are to be in use: as many as are wanted, or as there are under the name, if it has been found to
     * mean fewer.
     */
    public int expected() {
        int known = active.size() + spare.size();
        return known == 0 ? parameters.count() : Math.min(parameters.count(), known);
    }

    public List<DirectoryAction> onDeadline(long monotonicNs) {
        if (monotonicNs < deadlineNs) {
            return List.of();
        }
        deadlineNs = NEVER;
        lookingUp = true;
        return List.of(new DirectoryAction.Resolve(parameters.host()));
    }

    /** The name's addresses have come; none when it does not resolve. */
    public List<DirectoryAction> onAnswer(List<InetAddress> addresses, long monotonicNs) {
        lookingUp = false;
        spare.clear();
        for (InetAddress address : addresses) {
            if (!active.contains(address) && !parameters.ignore().contains(address) && !spare.contains(address)) {
                spare.add(address);
            }
        }
        spareTheDead();
        List<DirectoryAction> actions = fill();
        while (!irreplaceable.isEmpty() && !spare.isEmpty()) {
            actions.addAll(replace(irreplaceable.iterator().next()));
        }
        boolean content = active.size() == parameters.count() && irreplaceable.isEmpty();
        irreplaceable.clear();
        if (content || isLiteral() && !active.isEmpty()) {
            retryNs = FIRST_RETRY_NS;
        } else {
            retryLater(monotonicNs);
        }
        return actions;
    }

    /**
     * A server in use has not answered for {@link #DEAD_AFTER_POLLS} polls, or will not serve us; told again and again
     * as long as that is so.
     */
    public List<DirectoryAction> onDead(InetAddress address, long monotonicNs) {
        if (isLiteral() || !active.contains(address)) {
            return List.of();
        }
        dead.add(address);
        if (!spare.isEmpty()) {
            return replace(address);
        }
        irreplaceable.add(address);
        if (deadlineNs == NEVER && !lookingUp) {
            retryLater(monotonicNs);
        }
        return List.of();
    }

    private List<DirectoryAction> replace(InetAddress address) {
        active.remove(address);
        irreplaceable.remove(address);
        List<DirectoryAction> actions = new ArrayList<>();
        actions.add(new DirectoryAction.Stop(address));
        actions.addAll(fill());
        return actions;
    }

    /** Puts servers that have failed before behind the others; when there are only such, all get another chance. */
    private void spareTheDead() {
        List<InetAddress> failed = spare.stream().filter(dead::contains).toList();
        if (!failed.isEmpty() && failed.size() == spare.size()) {
            dead.clear();
        }
        spare.removeAll(failed);
        spare.addAll(failed);
    }

    private List<DirectoryAction> fill() {
        List<DirectoryAction> actions = new ArrayList<>();
        while (active.size() < parameters.count() && !spare.isEmpty()) {
            InetAddress next = spare.poll();
            active.add(next);
            actions.add(new DirectoryAction.Start(next));
        }
        return actions;
    }

    private void retryLater(long monotonicNs) {
        deadlineNs = monotonicNs + retryNs;
        retryNs = Math.min(LONGEST_RETRY_NS, 2 * retryNs);
    }

    /** An IP address is what no name can be: it has a colon, or nothing but digits and dots. */
    private boolean isLiteral() {
        String host = parameters.host();
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    }
}
