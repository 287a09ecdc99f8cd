package dev.foliot.control;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** The command {@value #COMMAND}: a person accepts the correction that panic thresholds have stopped. */
public final class AcceptHandler implements ControlHandler {
    public static final String COMMAND = "accept";

    /** The parameter: by how much the clock is to be moved, as the person was told. */
    public static final String OFFSET = "offset_s";

    private final DoubleFunction<Optional<String>> acceptance;

    /** @param acceptance does it, or tells what stands against it; called on the control thread */
    public AcceptHandler(DoubleFunction<Optional<String>> acceptance) {
        this.acceptance = acceptance;
    }

    /**
     * What came of it.
     *
     * @param objection why the clock was not moved, for a person; null when it was
     */
    public record Reply(boolean accepted, String objection) {}

    @Override
    public boolean privileged() {
        return true;
    }

    @Override
    public Reply answer(JsonObject request) throws RequestException {
        if (!(request.get(OFFSET) instanceof JsonPrimitive offset) || !offset.isNumber()) {
            throw new RequestException(OFFSET + " is missing, or no number");
        }
        Optional<String> objection = acceptance.apply(offset.getAsDouble());
        return new Reply(objection.isEmpty(), objection.orElse(null));
    }
}
