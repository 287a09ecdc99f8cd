package dev.foliot.simulation;

/** A world was described that cannot be: the model, not the program, is wrong. */
public final class ImpossibleWorldException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ImpossibleWorldException(String message) {
        super(message);
    }
}
