package dev.foliot.config;

import dev.foliot.discipline.PanicThresholds;
import java.math.BigDecimal;
import java.util.Map;

/** How the panic thresholds are written: as ntpd-rs has them, and with units. */
final class PanicThresholdTypes {
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;

    /** One for both directions, or {@code { forward = ..., backward = ... }}, where what is left out is unlimited. */
    static final ValueType<PanicThresholds.Limit> LIMIT = new ValueType<>(
            "duration, `\"inf\"` or table", (node, problems) -> limit(node), PanicThresholdTypes::literal);

    /** A sum of both directions; 0 stands for no limit. */
    static final ValueType<Double> SUM =
            new ValueType<>("duration or `\"inf\"`", (node, problems) -> sum(node), PanicThresholdTypes::literal);

    private PanicThresholdTypes() {}

    private static PanicThresholds.Limit limit(Node node) {
        if (!(node instanceof Node.Table table)) {
            double both = seconds(node);
            return new PanicThresholds.Limit(both, both);
        }
        double forwardS = UNLIMITED;
        double backwardS = UNLIMITED;
        for (Map.Entry<String, Node> entry : table.entries().entrySet()) {
            switch (entry.getKey()) {
                case "forward" -> forwardS = seconds(entry.getValue());
                case "backward" -> backwardS = seconds(entry.getValue());
                default ->
                    throw new IllegalArgumentException(
                            "unknown key '" + entry.getKey() + "', expected forward or backward");
            }
        }
        return new PanicThresholds.Limit(forwardS, backwardS);
    }

    private static double sum(Node node) {
        double seconds = seconds(node);
        return seconds == 0 ? UNLIMITED : seconds;
    }

    private static double seconds(Node node) {
        if (node instanceof Node.Scalar scalar && (isInfinite(scalar.value()) || "inf".equals(scalar.value()))) {
            return UNLIMITED;
        }
        return Quantity.DURATION.read(node);
    }

    private static boolean isInfinite(Object value) {
        return value instanceof Double number && number == UNLIMITED;
    }

    private static String literal(PanicThresholds.Limit limit) {
        return limit.forwardS() == limit.backwardS()
                ? literal(limit.forwardS())
                : "{ forward = " + literal(limit.forwardS()) + ", backward = " + literal(limit.backwardS()) + " }";
    }

    private static String literal(double seconds) {
        return seconds == UNLIMITED
                ? "\"inf\""
                : '"' + BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString() + "s\"";
    }
}
