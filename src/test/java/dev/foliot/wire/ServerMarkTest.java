package dev.foliot.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foliot.time.NtpTimestamp;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerMarkTest {
    private static final long EIGHT_MS = (1L << 32) / 125;
    private static final ServerMark MARK = new ServerMark(0x12_3456);

    @ParameterizedTest
    @ValueSource(
            longs = {0xe5f6_0718_0000_0000L, 0xe5f6_0718_0012_3456L, 0xe5f6_0718_ffff_ffffL, 0x0000_0001_0000_0000L})
    void markedTimestampIsKnownAgainAndLittleEarlier(long timestamp) {
        long marked = MARK.on(timestamp);
        assertTrue(MARK.isOn(marked));
        assertTrue(timestamp - marked > 0, "never in the future");
        assertTrue(timestamp - marked <= EIGHT_MS, () -> timestamp - marked + " units");
        assertFalse(new ServerMark(0x12_3457).isOn(marked));
    }

    @Test
    void whatIsUnknownStaysUnknown() {
        assertEquals(NtpTimestamp.UNKNOWN, MARK.on(NtpTimestamp.UNKNOWN));
        assertFalse(MARK.isOn(NtpTimestamp.UNKNOWN));
    }

    /** Machines may start in the same second, by clocks that read in microseconds. */
    @Test
    void serversHardlyShareAMark() {
        Set<ServerMark> marks = new HashSet<>();
        for (long us = 0; us < 1000; us++) {
            marks.add(ServerMark.of(1_790_000_000_000_000_000L + us * 1000));
        }
        assertEquals(1000, marks.size());
        assertEquals(1, ServerMark.of(0).bits(), "a mark nonetheless");
    }

    @Test
    void noMarkIsZeroOrWiderThanItsPlace() {
        assertThrows(IllegalArgumentException.class, () -> new ServerMark(0));
        assertThrows(IllegalArgumentException.class, () -> new ServerMark(1 << 24));
    }
}
