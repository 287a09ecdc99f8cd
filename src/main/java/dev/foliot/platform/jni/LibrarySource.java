package dev.foliot.platform.jni;

import java.io.IOException;

/** A place that the native library may come from. */
interface LibrarySource {
    /** The place, for a person. */
    String name();

    /**
     * Loads the library from here.
     *
     * @throws IOException when that goes wrong; the message says why, without the place's name
     * @throws UnsatisfiedLinkError as {@link System#load} does
     */
    void load() throws IOException;
}
