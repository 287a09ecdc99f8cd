package dev.foliot.nts.ke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RetryIntervalTest {
    private final RetryInterval retry = new RetryInterval();

    @Test
    void intervalsGrowByHalfUpToFiveDays() {
        assertEquals(10, retry.begun());
        assertEquals(15, retry.begun());
        assertEquals(22.5, retry.begun());
        for (int i = 0; i < 100; i++) {
            retry.begun();
        }
        assertEquals(432_000, retry.begun());
    }

    @Test
    void successBeginsThemAnew() {
        retry.begun();
        retry.begun();
        retry.succeeded();

        assertEquals(10, retry.begun());
    }
}
