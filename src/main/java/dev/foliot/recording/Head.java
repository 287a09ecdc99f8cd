package dev.foliot.recording;

import com.google.gson.JsonParseException;
import dev.foliot.config.Configuration;
import dev.foliot.platform.ClockCapabilities;

/**
 * What a core was made of.
 *
 * @param version of the program: another may decide otherwise
 * @param java the virtual machine that it ran on
 * @param system the operating system and the processor
 * @param configuration as it was in effect. It has no secrets, only the names of files that may have
 * @param clock what the disciplined clock could do
 * @param control why it was that clock, for a person
 * @param builtUtcNs when the program was built, before which no time is believed at the start
 */
public record Head(
        String version,
        String java,
        String system,
        Configuration configuration,
        ClockCapabilities clock,
        String control,
        long builtUtcNs) {
    /** The head of a core that is made now. */
    public static Head of(
            String version, Configuration configuration, ClockCapabilities clock, String control, long builtUtcNs) {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
        return new Head(version, Runtime.version().toString(), system, configuration, clock, control, builtUtcNs);
    }

    String json() {
        return ParameterJson.write(this);
    }

    /** @throws JsonParseException when it is not a head as this version of the program has it, with the reason */
    static Head parse(String json) {
        return ParameterJson.read(json, Head.class);
    }
}
