/**
 * The real operating system behind the ports of {@link dev.foliot.platform}: every {@code native} method of Foliot
 * stands here.
 *
 * <p>Takes calls of the ports; gives them to the native library ({@code native/include}), through {@code native/jni},
 * which takes no decisions. Classes named {@code ...Natives} hold nothing but native methods and the constants that
 * both sides of the border share. {@code javac -h} hands these to C (all constants of such a class; elsewhere {@code
 * @Native} marks them), where a build fails that sees them otherwise. Every native function returns 0 or more, or a
 * negated errno value, which {@link dev.foliot.platform.jni.Errno} turns into an exception.
 *
 * <p>Memory that both sides see is a direct buffer that Java owns, and is passed as such, so that it cannot be
 * collected while the native function runs.
 */
package dev.foliot.platform.jni;
