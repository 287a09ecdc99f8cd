package dev.foliot.cli;

import dev.foliot.config.Configuration;
import dev.foliot.platform.ClockException;
import dev.foliot.platform.ClockState;
import dev.foliot.selftest.BorrowedClock;
import dev.foliot.selftest.Check;
import dev.foliot.selftest.Checks;
import dev.foliot.selftest.Machine;
import dev.foliot.selftest.Outcome;
import dev.foliot.selftest.Verdict;
import dev.foliot.time.LeapIndicator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;

/** {@code foliot selftest}: what this machine can do for time. */
final class SelftestCommand implements Command {
    private static final String STEER = "steer";
    private static final String DESPITE_DAEMON = "despite-daemon";

    private final MachineFactory machines;

    /** How to get at this machine. */
    @FunctionalInterface
    interface MachineFactory {
        Machine open() throws IOException;
    }

    SelftestCommand(MachineFactory machines) {
        this.machines = machines;
    }

    @Override
    public String name() {
        return "selftest";
    }

    @Override
    public String summary() {
        return "try what this machine can do for time";
    }

    @Override
    public String details() {
        return """
                Tries on this machine all that foliot relies on: its clock, the timestamps of its
                network, the ways to wait. Traffic stays on this machine, and nothing is changed.
                With --steer it steers the clock as well, for some 20 s, by 100 ms and 50 ppm at
                most, and puts everything back, also when interrupted. Ends with 71 when something
                failed. The output of --json helps in a report of a fault.
                """;
    }

    @Override
    public List<Option> options() {
        return List.of(
                CommonOptions.flag(STEER, "steer this machine's clock a little, and put it back"),
                CommonOptions.flag(DESPITE_DAEMON, "steer it even though another daemon seems to"),
                CommonOptions.json());
    }

    @Override
    public ExitCode run(Invocation call) throws CommandException, IOException, InterruptedException {
        call.arguments(0, 0);
        Machine machine = machines.open();
        boolean steer = call.has(STEER);
        if (steer) {
            requireSteerable(machine, call.has(DESPITE_DAEMON));
        }
        SelftestReport.MachineFacts facts =
                SelftestReport.MachineFacts.of(machine.clock().capabilities());
        if (!call.json()) {
            call.terminal().print(SelftestText.opening(facts, call.palette()));
        }
        List<Outcome> outcomes = new ArrayList<>();
        perform(Checks.reading(machine), call, outcomes);
        if (steer) {
            steer(machine, call, outcomes);
        }
        return report(call, new SelftestReport(facts, steer, outcomes));
    }

    private static ExitCode report(Invocation call, SelftestReport report) {
        if (call.json()) {
            call.terminal().printJson(report);
        } else {
            call.terminal().print(SelftestText.closing(report, call.palette()));
        }
        return report.verdict() == Verdict.FAILED ? ExitCode.OS_ERROR : ExitCode.OK;
    }

    private static void perform(List<Check> checks, Invocation call, List<Outcome> outcomes)
            throws InterruptedException {
        for (Check check : checks) {
            Outcome outcome = Outcome.of(check);
            outcomes.add(outcome);
            if (!call.json()) {
                call.terminal().print(SelftestText.line(outcome, call.palette()));
            }
        }
    }

    /** Whatever ends this, a signal included, the clock is given back. */
    private static void steer(Machine machine, Invocation call, List<Outcome> outcomes)
            throws ClockException, InterruptedException {
        BorrowedClock clock = new BorrowedClock(machine);
        Thread atSignal = new Thread(clock::close, "give-back");
        Runtime.getRuntime().addShutdownHook(atSignal);
        try (clock) {
            perform(Checks.steering(machine, clock), call, outcomes);
        } finally {
            SyncCommand.removeHook(atSignal);
        }
    }

    /** Two who steer one clock undo each other's work. */
    private static void requireSteerable(Machine machine, boolean despiteDaemon) throws CommandException, IOException {
        if (!machine.clock().capabilities().steerable()) {
            throw new CommandException(
                    ExitCode.NO_PERMISSION, "this process may not steer the clock, which --steer asks for");
        }
        if (despiteDaemon) {
            return;
        }
        SyncCommand.refuseBesideDaemon(Configuration.DEFAULT_CONTROL_SOCKET.orElseThrow());
        ClockState state = machine.clock().state();
        if (state.disciplinedByOther() || state.leap() != LeapIndicator.UNSYNCHRONISED) {
            throw new CommandException(
                    ExitCode.UNAVAILABLE,
                    "this machine's clock counts as synchronised: another daemon seems to steer it. Stop that, or add"
                            + " --" + DESPITE_DAEMON);
        }
    }
}
