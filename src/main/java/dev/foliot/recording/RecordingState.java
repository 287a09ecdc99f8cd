package dev.foliot.recording;

import java.nio.file.Path;

/**
 * How a recording is doing.
 *
 * @param file where it is written
 * @param bytes how much has been written
 * @param limitBytes how much it, and those of earlier runs, may take together
 * @param problem why it has stopped, for a person; null while it goes on
 */
public record RecordingState(Path file, long bytes, long limitBytes, String problem) {}
