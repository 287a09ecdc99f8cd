package dev.foliot.control;

import com.google.gson.JsonObject;
import dev.foliot.observability.DaemonSnapshot;
import java.util.function.Supplier;

/** The command {@value #COMMAND}: everything that the daemon shows of itself, a {@link DaemonSnapshot}. */
public final class StatusHandler implements ControlHandler {
    public static final String COMMAND = "status";

    private final Supplier<DaemonSnapshot> published;

    /** @param published gives the latest snapshot, null before there is one; called on the control thread */
    public StatusHandler(Supplier<DaemonSnapshot> published) {
        this.published = published;
    }

    @Override
    public DaemonSnapshot answer(JsonObject request) throws RequestException {
        DaemonSnapshot snapshot = published.get();
        if (snapshot == null) {
            throw new RequestException("the daemon is still starting");
        }
        return snapshot;
    }
}
