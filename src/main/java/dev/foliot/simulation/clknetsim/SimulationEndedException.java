package dev.foliot.simulation.clknetsim;

/** The simulator asks for nothing more: there is no time left for this node. */
public final class SimulationEndedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean regular;

    private SimulationEndedException(String message, Throwable cause, boolean regular) {
        super(message, cause);
        this.regular = regular;
    }

    static SimulationEndedException regular() {
        return new SimulationEndedException("the simulation is over", null, true);
    }

    static SimulationEndedException broken(String what, Throwable cause) {
        return new SimulationEndedException("the simulator " + what, cause, false);
    }

    /** Whether the simulator has said that this is the end; otherwise it broke off. */
    public boolean isRegular() {
        return regular;
    }
}
