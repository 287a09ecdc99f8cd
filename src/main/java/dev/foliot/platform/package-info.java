/**
 * The ports: all that Foliot asks of an operating system, as interfaces and their value types.
 *
 * <p>Takes what an implementation does for it ({@code platform.jni} for the real system, {@code simulation} for a
 * simulated one); gives clocks, timestamped datagrams and a way to wait for them. {@link
 * dev.foliot.platform.UserspaceClock} lives here as well, since it is a clock made of nothing but another clock.
 */
package dev.foliot.platform;
