package dev.foliot.scenario;

import dev.foliot.simulation.RandomStreams;
import dev.foliot.simulation.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The functions of clknetsim's expressions, apart from the one that reads a file. */
public enum Function {
    ADD("+", 0, Function.ANY),
    MULTIPLY("*", 0, Function.ANY),
    /** The remainder, with the sign of the first argument, of its division by each further one in turn. */
    MODULO("%", 1, Function.ANY),
    /** The sum of everything drawn so far. */
    SUM("sum", 1, Function.ANY),
    MINIMUM("min", 1, Function.ANY),
    MAXIMUM("max", 1, Function.ANY),
    /** 1 when all arguments but the first are equal within the first, else 0. */
    EQUAL("equal", 1, Function.ANY),
    UNIFORM("uniform", 0, 0),
    NORMAL("normal", 0, 0),
    EXPONENTIAL("exponential", 0, 0),
    POISSON("poisson", 1, 1),
    /** 1 for so many draws, then -1 for so many, over and over. */
    PULSE("pulse", 2, 2),
    SINE("sine", 1, 1),
    COSINE("cosine", 1, 1),
    /** From -1 up to 1 and down again within so many draws. */
    TRIANGLE("triangle", 1, 1);

    private static final int ANY = Integer.MAX_VALUE;

    private final String word;
    private final int least;
    private final int most;

    Function(String word, int least, int most) {
        this.word = word;
        this.least = least;
        this.most = most;
    }

    /** What it is called in an expression. */
    public String word() {
        return word;
    }

    static Optional<Function> of(String word) {
        return Arrays.stream(values()).filter(f -> f.word.equals(word)).findFirst();
    }

    /** What is wrong with these arguments; empty when nothing is. */
    Optional<String> objection(List<Expression> arguments) {
        if (arguments.size() < least || arguments.size() > most) {
            String count = least == most ? "exactly " + least : "at least " + least;
            return Optional.of("\"" + word + "\" takes " + count + ", not " + arguments.size() + " arguments");
        }
        return switch (this) {
            case SINE, COSINE, TRIANGLE -> unless(constantsFromOne(arguments, 1e9), "a period from 1 to 1e9");
            case PULSE -> unless(constantsFromOne(arguments, 1e9), "two durations from 1 to 1e9");
            case POISSON -> unless(constantsFromOne(arguments, 20), "a mean from 1 to 20");
            default -> Optional.empty();
        };
    }

    private Optional<String> unless(boolean right, String expected) {
        return right ? Optional.empty() : Optional.of("\"" + word + "\" takes " + expected + ", as a plain number");
    }

    private static boolean constantsFromOne(List<Expression> arguments, double most) {
        return arguments.stream()
                .allMatch(a -> a instanceof Expression.Constant c && c.value() >= 1 && c.value() <= most);
    }

    Signal signal(List<Expression> arguments, RandomStreams streams) {
        Signal[] inputs = arguments.stream().map(a -> a.signal(streams)).toArray(Signal[]::new);
        return switch (this) {
            case ADD -> Signal.sum(inputs);
            case MULTIPLY -> Signal.product(inputs);
            case MODULO -> Signal.folded((a, b) -> a % b, inputs);
            case SUM -> Signal.accumulated(inputs);
            case MINIMUM -> Signal.folded(Math::min, inputs);
            case MAXIMUM -> Signal.folded(Math::max, inputs);
            case EQUAL -> Signal.equal(inputs[0], Arrays.copyOfRange(inputs, 1, inputs.length));
            case UNIFORM -> streams.uniform();
            case NORMAL -> streams.normal();
            case EXPONENTIAL -> streams.exponential();
            case POISSON -> poisson(constant(arguments, 0), streams.uniform());
            case PULSE -> pulse(constant(arguments, 0), constant(arguments, 1));
            case SINE -> Signal.sine(constant(arguments, 0));
            case COSINE -> cosine(constant(arguments, 0));
            case TRIANGLE -> triangle(constant(arguments, 0));
        };
    }

    private static double constant(List<Expression> arguments, int index) {
        return ((Expression.Constant) arguments.get(index)).value();
    }

    private static Signal pulse(double high, double low) {
        long period = (long) Math.floor(high + low);
        return Signal.counted(k -> k % period + 1 <= high ? 1 : -1);
    }

    private static Signal cosine(double length) {
        return Signal.counted(k -> StrictMath.cos(k / length * 2 * Math.PI));
    }

    private static Signal triangle(double length) {
        return Signal.counted(k -> 1 - 4 * Math.abs(k / length - Math.floor(k / length) - 0.5));
    }

    /** How many uniform numbers have a product above exp(-mean), 100 at the most (Knuth's method). */
    private static Signal poisson(double mean, Signal uniform) {
        double limit = StrictMath.exp(-mean);
        return trueS -> {
            double product = 1;
            for (int count = 0; count < 100; count++) {
                product *= uniform.next(trueS);
                if (product <= limit) {
                    return count;
                }
            }
            return 100;
        };
    }
}
