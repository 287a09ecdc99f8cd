package dev.foliot.keyexchange;

/**
 * What clients may cost a key exchange server.
 *
 * @param timeoutMs how long a connection lasts, from when it was taken, whatever its client does
 * @param concurrent connections at once, of up to 16 kB each; the one that has lasted longest gives way to a new one
 * @param perNetwork connections at once from one network: an IPv4 address, or the first 64 bits of an IPv6 address
 * @param burst exchanges that a network gets at once when it has not asked for long
 * @param intervalMs between exchanges of one network on the long run; 0: there is no limit
 */
public record ServerLimits(int timeoutMs, int concurrent, int perNetwork, int burst, int intervalMs) {
    /**
     * A client that has just started, or is a small machine, takes seconds for its first handshake. The time costs
     * little: where there are too many connections, each lasts until as many others have come, whatever the time is; and
     * by its rate one network has 104 within it, fewer than it may have.
     *
     * <p>A network's part is a quarter of all: enough for many clients behind one address, and whoever wants to take all
     * connections needs several networks. A client asks once in days.
     */
    public static final ServerLimits DEFAULT = new ServerLimits(10_000, 512, 128, 64, 250);

    public ServerLimits {
        within("key-exchange-timeout-ms", timeoutMs, 1, 600_000);
        within("concurrent-connections", concurrent, 1, 1_000_000);
        within("connections of a network", perNetwork, 1, concurrent);
        within("burst", burst, 1, 1_000_000);
        within("interval", intervalMs, 0, 86_400_000);
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " " + value + " is outside " + least + " to " + most);
        }
    }
}
