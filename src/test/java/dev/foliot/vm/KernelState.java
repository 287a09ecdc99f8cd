package dev.foliot.vm;

import java.util.HashMap;
import java.util.Map;

/**
 * What the guest's kernel says of its clock, by busybox's {@code adjtimex}.
 *
 * @param frequencyPpm what it is steered by, tick and all
 * @param status the bits STA_...
 * @param maxErrorS bound of its error
 */
record KernelState(double frequencyPpm, long tickUs, int status, double maxErrorS) {
    static final String COMMAND = "adjtimex";

    private static final int STA_INS = 0x10;
    private static final int STA_UNSYNC = 0x40;
    private static final double SCALE = 65536;
    private static final long NOMINAL_TICK_US = 10_000;
    private static final double PPM_OF_A_MICROSECOND = 100;

    static KernelState parse(String text) {
        Map<String, Long> values = new HashMap<>();
        for (String line : text.split("\n")) {
            String[] parts = line.split(":", 2);
            String[] name = parts[0].strip().split(" +");
            if (parts.length == 2) {
                values.put(name[name.length - 1], Long.valueOf(parts[1].strip().split(" ", 2)[0]));
            }
        }
        long tickUs = values.get("tick");
        double ppm = (tickUs - NOMINAL_TICK_US) * PPM_OF_A_MICROSECOND + values.get("freq.adjust") / SCALE;
        return new KernelState(ppm, tickUs, values.get("status").intValue(), values.get("maxerror") * 1e-6);
    }

    boolean synchronised() {
        return (status & STA_UNSYNC) == 0;
    }

    boolean insertsLeapSecond() {
        return (status & STA_INS) != 0;
    }
}
