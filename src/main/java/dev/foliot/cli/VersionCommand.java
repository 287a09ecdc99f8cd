package dev.foliot.cli;

import dev.foliot.daemon.Version;
import java.util.List;
import org.apache.commons.cli.Option;

/** {@code foliot version}: what is installed here, for a bug report. */
final class VersionCommand implements Command {
    private record Report(
            String version, String javaVersion, String javaVendor, String osName, String osVersion, String osArch) {}

    @Override
    public String name() {
        return "version";
    }

    @Override
    public String summary() {
        return "the version of foliot, of Java and of the system";
    }

    @Override
    public List<Option> options() {
        return List.of(CommonOptions.json());
    }

    @Override
    public ExitCode run(Invocation call) throws UsageException {
        call.arguments(0, 0);
        Report report = new Report(
                Version.TEXT,
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"));
        if (call.json()) {
            call.terminal().printJson(report);
        } else {
            call.terminal()
                    .print("foliot " + report.version() + "\nJava " + report.javaVersion() + " (" + report.javaVendor()
                            + ")\n" + report.osName() + " " + report.osVersion() + " " + report.osArch() + "\n");
        }
        return ExitCode.OK;
    }
}
