package dev.foliot.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Marks tests that hold something to this machine's clock: none that {@link SteersTheClock} runs meanwhile. */
@ExtendWith(ClockLock.Shared.class)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface MeasuresByTheClock {}
