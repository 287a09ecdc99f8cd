package dev.foliot.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks tests that steer this machine's clock, by little, and put it back. They have the tag {@code privileged}, and while
 * one of them runs, no other test suite on the machine runs one.
 */
@Tag("privileged")
@ExtendWith(ClockLock.class)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface SteersTheClock {}
