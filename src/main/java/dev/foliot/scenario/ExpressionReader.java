package dev.foliot.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads expressions: a number, the name of a variable, or {@code [FUNCTION, ARGUMENT...]}. */
final class ExpressionReader {
    static final int MAX_DEPTH = 32;

    private static final double MAX_CONSTANT = 1e15;

    private final Problems problems;
    private final boolean timeIsKnown;

    private ExpressionReader(Problems problems, boolean timeIsKnown) {
        this.problems = problems;
        this.timeIsKnown = timeIsKnown;
    }

    /** A delay: something that is drawn when a packet is sent. */
    static Expression delay(JsonValue value, Problems problems) {
        return new ExpressionReader(problems, true).read(value, MAX_DEPTH);
    }

    /** Something that is drawn each second, where clknetsim knows no variable. */
    static Expression eachSecond(JsonValue value, Problems problems) {
        return new ExpressionReader(problems, false).read(value, MAX_DEPTH);
    }

    private Expression read(JsonValue value, int depth) {
        if (value instanceof JsonValue.Decimal number && Math.abs(number.value()) <= MAX_CONSTANT) {
            return new Expression.Constant(number.value());
        }
        if (value instanceof JsonValue.Text text) {
            return variable(text);
        }
        if (value instanceof JsonValue.Sequence sequence) {
            return call(sequence, depth);
        }
        return wrong(value, "expected a number, \"time\" or [\"FUNCTION\", ...]");
    }

    private Expression variable(JsonValue.Text text) {
        if (!text.value().equals("time")) {
            String hint = Function.of(text.value()).isPresent() ? "; the function is [\"" + text.value() + "\"]" : "";
            return wrong(text, "there is no variable \"" + text.value() + "\"" + hint);
        }
        if (!timeIsKnown) {
            return wrong(text, "\"time\" is known in delays alone; here, [\"sum\", 1] counts the seconds");
        }
        return new Expression.Time();
    }

    private Expression call(JsonValue.Sequence sequence, int depth) {
        if (depth == 0) {
            return wrong(sequence, "nested more than " + MAX_DEPTH + " deep");
        }
        Optional<Function> function = sequence.items().stream()
                .findFirst()
                .map(first -> first instanceof JsonValue.Text text ? text.value() : "")
                .flatMap(Function::of);
        if (function.isEmpty()) {
            List<String> words =
                    Stream.of(Function.values()).map(Function::word).toList();
            return wrong(sequence, "does not begin with a function: " + String.join(" ", words));
        }
        List<Expression> arguments = new ArrayList<>();
        for (JsonValue argument : sequence.items().subList(1, sequence.items().size())) {
            arguments.add(read(argument, depth - 1));
        }
        Optional<String> objection = function.get().objection(arguments);
        return objection.isPresent()
                ? wrong(sequence, objection.get())
                : new Expression.Call(function.get(), arguments);
    }

    private Expression wrong(JsonValue value, String what) {
        problems.add(value.path(), what);
        return Expression.ZERO;
    }
}
