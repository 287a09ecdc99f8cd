package dev.foliot.daemon;

import dev.foliot.server.ClientCopy;
import dev.foliot.server.ClientStatistics;
import dev.foliot.server.Responder;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Where one thread asks for a copy of the clients of another, which makes it bit by bit and never waits. */
final class ClientsRequest {
    private static final int LONGEST_WAIT_MS = 2000;

    private final Supplier<ClientCopy> newCopy;
    private final Runnable wakeLoop;
    private final AtomicReference<Order> order = new AtomicReference<>();

    private record Order(ClientCopy copy, CountDownLatch complete) {}

    /**
     * @param newCopy makes empty copies, on the thread that asks
     * @param wakeLoop makes the loop take its next turn now
     */
    ClientsRequest(Supplier<ClientCopy> newCopy, Runnable wakeLoop) {
        this.newCopy = newCopy;
        this.wakeLoop = wakeLoop;
    }

    /** The loop's side: goes on with the copy that is asked for; returns whether there is more to do at once. */
    boolean work(Responder responder) {
        Order current = order.get();
        if (current == null) {
            return false;
        }
        if (!responder.copyClients(current.copy)) {
            return true;
        }
        // Who gave up waiting may have asked anew.
        order.compareAndSet(current, null);
        current.complete.countDown();
        return false;
    }

    /** The clients, within {@value #LONGEST_WAIT_MS} ms. */
    synchronized List<ClientStatistics> get() throws InterruptedException, TimeoutException {
        Order mine = new Order(newCopy.get(), new CountDownLatch(1));
        order.set(mine);
        wakeLoop.run();
        if (!mine.complete.await(LONGEST_WAIT_MS, TimeUnit.MILLISECONDS)) {
            throw new TimeoutException("a thread of the server has not answered for " + LONGEST_WAIT_MS + " ms");
        }
        return mine.copy.statistics();
    }
}
