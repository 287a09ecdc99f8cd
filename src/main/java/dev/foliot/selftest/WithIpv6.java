package dev.foliot.selftest;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A check that is left out on a machine without IPv6. */
record WithIpv6(Machine machine, Check check) implements Check {
    @Override
    public String name() {
        return check.name();
    }

    @Override
    public Result run() throws IOException, InterruptedException {
        try {
            machine.network()
                    .bind(new InetSocketAddress(Family.IPV6.loopback, 0))
                    .close();
        } catch (IOException e) {
            return Result.skipped("no IPv6 here: " + e.getMessage());
        }
        return check.run();
    }
}
