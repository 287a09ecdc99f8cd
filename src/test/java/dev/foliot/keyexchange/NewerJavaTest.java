package dev.foliot.keyexchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.foliot.keyexchange.tls.TlsLibrary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Tests run on Java 17, where Java's own TLS cannot export keys. So this runs them once more on a newer one, if there is
 * one among the installed.
 */
class NewerJavaTest {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");
    private static final Pattern FEATURE = Pattern.compile("JAVA_VERSION=\"(\\d+)");
    private static final int CAN_EXPORT = 25;

    @Test
    void javasOwnLibraryDoesWhatBouncyCastleDoes() throws Exception {
        assumeTrue(!TlsLibrary.JSSE.isUsable(), "the other tests have done it");
        Optional<Path> java = newerJava();
        assumeTrue(java.isPresent(), "there is no Java " + CAN_EXPORT + " or newer in " + INSTALLED);
        Process process = new ProcessBuilder(
                        java.get().toString(), "-cp", System.getProperty("java.class.path"), Tests.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(300, TimeUnit.SECONDS), output);
        assertEquals(0, process.exitValue(), output);
        assertTrue(output.contains(" tests successful"), output);
    }

    private static Optional<Path> newerJava() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(INSTALLED)) {
            for (Path home : homes) {
                Path release = home.resolve("release");
                Matcher feature = FEATURE.matcher(Files.isReadable(release) ? Files.readString(release) : "");
                if (feature.find() && Integer.parseInt(feature.group(1)) >= CAN_EXPORT) {
                    return Optional.of(home.resolve("bin/java"));
                }
            }
        }
        return Optional.empty();
    }

    /** What runs on the newer Java. */
    static final class Tests {
        private Tests() {}

        public static void main(String[] arguments) throws ClassNotFoundException {
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(
                            selectClass("dev.foliot.keyexchange.tls.TlsEngineTest"),
                            selectClass(KeyExchangeTest.class),
                            selectClass(ForeignClientsTest.class))
                    .build();
            SummaryGeneratingListener summary = new SummaryGeneratingListener();
            LauncherFactory.create().execute(request, summary);
            Writer out = new PrintWriter(System.out, true, UTF_8);
            summary.getSummary().printFailuresTo(new PrintWriter(out));
            summary.getSummary().printTo(new PrintWriter(out));
            boolean passed = summary.getSummary().getTestsFailedCount() == 0 && TlsLibrary.JSSE.isUsable();
            System.exit(passed ? 0 : 1);
        }
    }
}
