package dev.foliot.observability;

/**
 * The recording of a daemon at one moment.
 *
 * @param file where it is written; null when nothing is recorded
 * @param bytes how much has been written
 * @param limitBytes how much it, and those of earlier runs, may take together
 * @param problem why it has stopped, for a person; null while it goes on
 */
public record RecordingSnapshot(String file, long bytes, long limitBytes, String problem) {
    /** Nothing is recorded. */
    public static final RecordingSnapshot NONE = new RecordingSnapshot(null, 0, 0, null);
}
