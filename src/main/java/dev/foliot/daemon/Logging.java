package dev.foliot.daemon;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The daemon's log: a line for each event on standard error, for a person or for the journal to keep. */
public final class Logging {
    private Logging() {}

    /**
     * Sends what is logged from now on to standard error.
     *
     * @param level what is logged
     * @param journal whether systemd's journal reads it: it keeps the time itself and wants the priority first
     *     (sd-daemon(3))
     */
    public static void start(System.Logger.Level level, boolean journal) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler handler = new ConsoleHandler();
        handler.setFormatter(new Line(journal));
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        root.setLevel(Level.INFO);
        Logger.getLogger("dev.foliot").setLevel(level(level));
    }

    private static Level level(System.Logger.Level level) {
        return switch (level) {
            case ALL -> Level.ALL;
            case TRACE -> Level.FINER;
            case DEBUG -> Level.FINE;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARNING;
            case ERROR -> Level.SEVERE;
            case OFF -> Level.OFF;
        };
    }

    private static final class Line extends Formatter {
        private final boolean journal;

        Line(boolean journal) {
            this.journal = journal;
        }

        @Override
        public String format(LogRecord entry) {
            StringBuilder line = new StringBuilder();
            if (journal) {
                line.append('<').append(priority(entry.getLevel())).append('>');
            } else {
                line.append(Instant.ofEpochMilli(entry.getMillis()).truncatedTo(ChronoUnit.MILLIS))
                        .append(' ')
                        .append(word(entry.getLevel()))
                        .append(' ');
            }
            line.append(formatMessage(entry)).append('\n');
            if (entry.getThrown() != null) {
                StringWriter trace = new StringWriter();
                entry.getThrown().printStackTrace(new PrintWriter(trace));
                line.append(trace);
            }
            return line.toString();
        }

        private static int priority(Level level) {
            if (level.intValue() >= Level.SEVERE.intValue()) {
                return 3;
            }
            if (level.intValue() >= Level.WARNING.intValue()) {
                return 4;
            }
            return level.intValue() >= Level.INFO.intValue() ? 6 : 7;
        }

        private static String word(Level level) {
            return switch (priority(level)) {
                case 3 -> "error  ";
                case 4 -> "warning";
                case 6 -> "info   ";
                default -> "debug  ";
            };
        }
    }
}
