package dev.foliot.integration;

import dev.foliot.platform.jni.ClockInterface;
import dev.foliot.platform.jni.NativeClock;
import dev.foliot.platform.jni.NativeLibrary;
import java.io.IOException;

/** A program that loads the library, uses it, and says where it came from. */
final class LoadLibrary {
    private LoadLibrary() {}

    public static void main(String[] args) throws IOException {
        try (NativeClock clock = new NativeClock(ClockInterface.NATIVE)) {
            clock.read();
            System.out.println(NativeLibrary.loadedFrom());
        }
    }
}
