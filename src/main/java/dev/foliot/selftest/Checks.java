package dev.foliot.selftest;

import java.util.List;

/** All there is to try, in the order of a report. */
public final class Checks {
    private Checks() {}

    /** Those that change nothing. */
    public static List<Check> reading(Machine machine) {
        return List.of(
                new ClockResolution(machine.clock()),
                new ClockOrder(machine.clock()),
                new ScaleDistance(machine.clock()),
                new WithRawScale(machine, new RawRate(machine)),
                new SuspendedTime(machine),
                new ReceiveStamps(machine, Family.IPV4),
                new WithIpv6(machine, new ReceiveStamps(machine, Family.IPV6)),
                new TransmitStamps(machine, Family.IPV4),
                new WithIpv6(machine, new TransmitStamps(machine, Family.IPV6)),
                new ReplySource(machine, Family.IPV4),
                new WithIpv6(machine, new ReplySource(machine, Family.IPV6)),
                new PortSharing(machine),
                new UnreachablePort(machine),
                new PollTimeout(machine),
                new WakeUp(machine));
    }

    /** Those that steer {@code clock}, which is {@code machine}'s; the last one gives it back. */
    public static List<Check> steering(Machine machine, BorrowedClock clock) {
        return List.of(
                new Stepping(machine, clock),
                new FrequencyReadBack(clock),
                new WithRawScale(machine, new FrequencyEffect(machine, clock)),
                new WithRawScale(machine, new OnsetOfFrequency(machine, clock)),
                new LeapFlags(clock),
                new PublishedStatus(clock),
                new PuttingBack(clock));
    }
}
