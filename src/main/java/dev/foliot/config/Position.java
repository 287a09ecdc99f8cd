package dev.foliot.config;

import java.nio.file.Path;

/**
 * A place in a configuration file.
 *
 * @param file as it was named by whoever asked for it
 * @param line counted from 1; 0 stands for the file as a whole
 * @param column counted in characters (Unicode code points) from 1; 0 stands for the file as a whole
 */
public record Position(Path file, int line, int column) {
    /** The file as a whole. */
    public static Position of(Path file) {
        return new Position(file, 0, 0);
    }

    /** {@code file:line:column}, as compilers write it. */
    @Override
    public String toString() {
        return line == 0 ? file.toString() : file + ":" + line + ":" + column;
    }
}
