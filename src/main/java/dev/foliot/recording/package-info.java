/**
 * What the daemon's core was told and what it did, in a file: written beside a running daemon, read by a replay.
 *
 * <p>The core is deterministic: the same readings, datagrams, answers and random numbers make it decide the same, bit for
 * bit. All of these come through its ports, so a {@link dev.foliot.recording.Tap} on the ports is enough. A {@link
 * dev.foliot.recording.Recorder} writes what passes; a {@link dev.foliot.recording.Replayer} stands in place of the
 * ports, gives the core what it was given then, and holds what it does against what it did. docs/recording.md has the
 * format.
 */
package dev.foliot.recording;
