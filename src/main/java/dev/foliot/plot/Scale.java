package dev.foliot.plot;

import java.util.List;

/** An axis: where values lie on it, and which are marked. */
public interface Scale {
    /** Where a value lies: 0 at the axis's beginning, 1 at its end; beyond for values beyond. */
    double position(double value);

    /** The marks, in order. */
    List<Tick> ticks();

    /** What the labels are in, for the panel's title; may be empty. */
    String unit();
}
