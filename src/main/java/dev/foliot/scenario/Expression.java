package dev.foliot.scenario;

import dev.foliot.simulation.RandomStreams;
import dev.foliot.simulation.Signal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A number that changes, written in the language of clknetsim's configuration: a delay, drawn for each packet, or a
 * frequency, drawn each second.
 */
public sealed interface Expression {
    /** Zero. */
    Expression ZERO = new Constant(0);

    /**
     * Makes the signal. Its random streams are made in the order in which their functions stand in the text, as
     * clknetsim does, so that the same seed gives the same numbers.
     */
    Signal signal(RandomStreams streams);

    /** As clknetsim writes it. */
    String lisp();

    /** Always the same number. */
    record Constant(double value) implements Expression {
        @Override
        public Signal signal(RandomStreams streams) {
            return Signal.constant(value);
        }

        @Override
        public String lisp() {
            return Double.toString(value);
        }
    }

    /** True time in seconds; known where a packet is sent, and so in delays alone. */
    record Time() implements Expression {
        @Override
        public Signal signal(RandomStreams streams) {
            return Signal.time();
        }

        @Override
        public String lisp() {
            return "time";
        }
    }

    /** A function of other expressions, as many as it takes. */
    record Call(Function function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public Signal signal(RandomStreams streams) {
            return function.signal(arguments, streams);
        }

        @Override
        public String lisp() {
            String words = arguments.stream().map(a -> " " + a.lisp()).collect(Collectors.joining());
            return "(" + function.word() + words + ")";
        }
    }
}
