package dev.foliot.daemon;

import dev.foliot.server.ClientCopy;
import dev.foliot.server.ClientStatistics;
import dev.foliot.server.Responder;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where one thread asks for a copy of the clients of another, which makes it bit by bit and never waits. */
final class ClientsRequest {
    private static final int LONGEST_WAIT_S = 2;

    private final int capacity;
    private final Runnable wakeLoop;
    private volatile Order order;

    private record Order(ClientCopy copy, CountDownLatch complete) {}

    /**
     * @param capacity how many clients there can be
     * @param wakeLoop makes the loop take its next turn now
     */
    ClientsRequest(int capacity, Runnable wakeLoop) {
        this.capacity = capacity;
        this.wakeLoop = wakeLoop;
    }

    /** The loop's side: goes on with the copy that is asked for; returns whether there is more to do at once. */
    boolean work(Responder responder) {
        Order current = order;
        if (current == null) {
            return false;
        }
        if (!responder.copyClients(current.copy)) {
            return true;
        }
        order = null;
        current.complete.countDown();
        return false;
    }

    /** The clients; none when the loop does not answer in time. */
    synchronized List<ClientStatistics> get() throws InterruptedException {
        Order mine = new Order(new ClientCopy(capacity), new CountDownLatch(1));
        order = mine;
        wakeLoop.run();
        boolean complete = mine.complete.await(LONGEST_WAIT_S, TimeUnit.SECONDS);
        return complete ? mine.copy.statistics() : List.of();
    }
}
