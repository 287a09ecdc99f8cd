package dev.foliot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said about a wrong file, and where. */
class ProblemMessagesTest {
    private static final String SOURCE = "[[source]]\nmode = \"server\"\naddress = \"a\"\n";

    @Test
    void threeErrorsAreReportedAtOnceInTheOrderOfTheFile() {
        ConfigurationReader.Result result = ReadText.toml("""
                [[source]]
                mode = "pool"
                address = "pool.example"
                count = "four"

                [synchronization]
                minimum-agreeing-source = 2
                  step-threshold = "128 parsecs"
                """);
        assertTrue(result.configuration().isEmpty());
        assertEquals(
                List.of(
                        "foliot.toml:4:1: count: expected an integer, found the string \"four\"",
                        "foliot.toml:7:1: unknown key 'minimum-agreeing-source'; did you mean 'minimum-agreeing-sources'?",
                        "foliot.toml:8:3: step-threshold: unknown unit 'parsecs', expected one of h, min, ms, ns, s, us"),
                ReadText.problems(result));
    }

    @Test
    void syntaxErrorsAndWrongValuesAreReportedTogether() {
        ConfigurationReader.Result result =
                ReadText.toml("# c\n\n[[source]]\nmode = \n\n# c\naddress = 5\n[clock]\ncontrl = \"auto\"\n");
        assertEquals(
                List.of(
                        "foliot.toml:4:8: Unexpected end of line, expected a value",
                        "foliot.toml:7:1: address: expected a string, found 5",
                        "foliot.toml:9:1: unknown key 'contrl'; did you mean 'control'?"),
                ReadText.problems(result));
    }

    @Test
    void moreServersThanCanBeWaitedForAreRefused() {
        String pool = "[[source]]\nmode = \"pool\"\ncount = 64\naddress = ";
        String eight =
                IntStream.range(0, 8).mapToObj(i -> pool + "\"p" + i + "\"\n").collect(Collectors.joining());
        assertEquals(List.of(), ReadText.problems(ReadText.toml(eight)));
        assertEquals(
                List.of("foliot.toml:1:1: the sources are 513 servers in all, more than 512"),
                ReadText.problems(ReadText.toml(eight + SOURCE)));
    }

    static Stream<Arguments> wrongLines() {
        return Stream.of(
                // unknown keys and tables
                arguments("[cluck]", "4:1: unknown key 'cluck'; did you mean 'clock'?"),
                arguments("[zzz]\nx = 1", "4:1: unknown key 'zzz' in the top level"),
                arguments(
                        "log-level = \"info\"",
                        "4:1: unknown key 'log-level' in [[source]]; it belongs in [observability]"),
                arguments(
                        "Poll_Interval_Limits = {}",
                        "4:1: unknown key 'Poll_Interval_Limits'; did you mean 'poll-interval-limits'?"),
                arguments("poll-interval-limits = { min = 4, mx = 5 }", "4:35: unknown key 'mx'; did you mean 'max'?"),
                arguments("\"\\u001b[31m\" = 1", "4:1: unknown key '\\u001b[31m' in [[source]]"),
                // kinds of values
                arguments("iburst = \"yes\"", "4:1: iburst: expected true or false, found the string \"yes\""),
                arguments("iburst = 2020-01-01", "4:1: iburst: expected true or false, found a value of another kind"),
                arguments("poll-interval-limits = 4", "4:1: poll-interval-limits: expected a table, found 4"),
                arguments(
                        "[clock]\ncontrol = [\"auto\"]",
                        "5:1: control: expected one of \"auto\", \"kernel\", \"none\", found an array"),
                arguments(
                        "[clock]\ncontrol = \"karnel\"",
                        "5:1: control: expected one of \"auto\", \"kernel\", \"none\", found the string \"karnel\"; "
                                + "did you mean \"kernel\"?"),
                arguments("[clock]\ndrift-file = 1", "5:1: drift-file: expected a path, found 1"),
                arguments(
                        "[synchronization]\nminimum-agreeing-sources = 1.0",
                        "5:1: minimum-agreeing-sources: expected an integer, found 1.0"),
                arguments(
                        "[synchronization]\nminimum-agreeing-sources = 5000000000",
                        "5:1: minimum-agreeing-sources: 5000000000 is too large"),
                arguments(
                        "[synchronization]\nmaximum-distance = \"far\"",
                        "5:1: maximum-distance: expected a duration such as \"250ms\" or a number of seconds, found "
                                + "the string \"far\""),
                arguments(
                        "[synchronization]\nmaximum-distance = nan",
                        "5:1: maximum-distance: expected a duration such as \"250ms\" or a number of seconds, found "
                                + "NaN"),
                arguments(
                        "[synchronization]\nmaximum-slew = true",
                        "5:1: maximum-slew: expected a frequency such as \"500ppm\" or a number of parts per "
                                + "million, found true"),
                arguments(
                        "[synchronization]\nstep-limit = \"seldom\"",
                        "5:1: step-limit: expected \"never\", \"always\" or how many of the first updates may step, found the "
                                + "string \"seldom\""),
                arguments(
                        "[synchronization.algorithm]\nstep-threshold = inf",
                        "5:1: step-threshold: expected a finite number, found Infinity"),
                // the keys of cookies
                arguments("[keyset]\nstale-key-count = 65", "5:1: stale-key-count 65 is outside 0 to 64"),
                arguments(
                        "[keyset]\nkey-rotation-interval = \"1500ms\"",
                        "5:1: key-rotation-interval: not a whole number of seconds"),
                arguments(
                        "[keyset]\nkey-rotation-interval = -1",
                        "5:1: key-rotation-interval -1s is neither 0 nor between 1 s and ten years"),
                arguments(
                        "[keyset]\nkey-rotation-interval = 0",
                        "5:1: key-rotation-interval is 0, so somebody else makes the keys, and neither "
                                + "key-storage-path nor [keyset.etcd] says where they are"),
                arguments("[keyset.etcd]", "4:1: endpoints is missing in [keyset.etcd]"),
                arguments("[keyset.etcd]\nendpoints = []", "5:1: endpoints: 0 addresses, not 1 to 16"),
                arguments(
                        "[keyset.etcd]\nendpoints = [\"etcd.example:2379\"]",
                        "5:14: endpoints: expected a URL such as \"https://etcd1.example.net:2379\" and nothing after "
                                + "it, found the string \"etcd.example:2379\""),
                arguments(
                        "[keyset.etcd]\nendpoints = [\"https://etcd.example/v3\"]",
                        "5:14: endpoints: expected a URL such as \"https://etcd1.example.net:2379\" and nothing after "
                                + "it, found the string \"https://etcd.example/v3\""),
                arguments(
                        "[keyset.etcd]\nendpoints = [\"http://192.0.2.1:2379\"]",
                        "5:14: endpoints: \"http://192.0.2.1:2379\" would show the keys to whoever listens on the way: "
                                + "only https leaves this machine"),
                arguments(
                        "[keyset.etcd]\nendpoints = [\"https://[::1]\"]\nusername = \"foliot\"",
                        "6:1: username: is of no use without password-file"),
                arguments(
                        "[keyset.etcd]\nendpoints = [\"https://[::1]\"]\nprivate-key-path = \"key.pem\"",
                        "6:1: private-key-path: is of no use without certificate-chain-path"),
                // ranges
                arguments("poll-interval-limits = { min = 99 }", "4:26: min: poll exponent 99 is outside -7..17"),
                arguments(
                        "initial-poll-interval = \"10s\"",
                        "4:1: initial-poll-interval: \"10s\" is not a power of two in seconds"),
                arguments(
                        "initial-poll-interval = \"0s\"",
                        "4:1: initial-poll-interval: \"0s\" is not a power of two in seconds"),
                arguments("initial-poll-interval = 3", "4:1: initial-poll-interval 3 is outside the limits 4..10"),
                arguments("poll-interval-limits = { max = 3 }", "4:1: poll-interval-limits: min 4 exceeds max 3"),
                arguments(
                        "[synchronization]\nminimum-agreeing-sources = 0",
                        "5:1: minimum-agreeing-sources must be at least 1"),
                arguments(
                        "[synchronization]\nminimum-agreeing-sources = 2",
                        "5:1: minimum-agreeing-sources: 2 sources can never agree, there are 1 at most"),
                arguments("[synchronization]\nmaximum-distance = \"-1s\"", "5:1: maximum-distance must be positive"),
                arguments("[synchronization]\nstep-threshold = 0", "5:1: step-threshold must be positive"),
                arguments(
                        "[synchronization]\nstep-limit = -1",
                        "5:1: step-limit: -1 is negative; write \"always\" for no limit"),
                arguments(
                        "[synchronization]\nmaximum-slew = \"0ppm\"",
                        "5:1: maximum-slew 0.0 ppm is outside 0..100000.0 ppm"),
                arguments(
                        "[synchronization]\nmaximum-drift = 100001",
                        "5:1: maximum-drift 100001.0 ppm is outside 0..100000.0 ppm"),
                arguments(
                        "[synchronization.algorithm]\nslew-maximum-frequency-offset = 200",
                        "5:1: maximum-slew 2.0E8 ppm is outside 0..100000.0 ppm"),
                arguments(
                        "[observability]\nobservation-permissions = 666",
                        "5:1: observation-permissions: 666 is outside 0o000..0o777; write 0o666 for the octal number"),
                arguments(
                        "[observability]\nobservation-permissions = \"rw\"",
                        "5:1: observation-permissions: expected permissions such as 0o660 or \"0660\", found the "
                                + "string \"rw\""),
                arguments(
                        "[observability]\nobservation-path = \"/" + "x".repeat(103) + "\"",
                        "5:1: observation-path: /" + "x".repeat(103) + " is longer than the 103 bytes that a "
                                + "socket's path may have"),
                // conflicts
                arguments("count = 1", "4:1: count: is for mode = \"pool\" alone"),
                arguments("[[source]]\nmode = \"pool\"\naddress = \"p\"\ncount = 65", "7:1: count 65 is outside 1..64"),
                arguments("pinned-key = \"x\"", "4:1: pinned-key: is for mode = \"nts\" and \"nts-pool\" alone"),
                arguments(
                        "certificate-authority = \"ca.pem\"",
                        "4:1: certificate-authority: is for mode = \"nts\" and \"nts-pool\" alone"),
                arguments(
                        "[[source]]\nmode = \"nts\"\naddress = \"n\"\ncount = 2",
                        "7:1: count: is for mode = \"nts-pool\" alone"),
                arguments(
                        "[[source]]\nmode = \"nts\"\naddress = \"n\"\npinned-key = \"abc\"",
                        "7:1: pinned-key \"abc\" is not sha256// and 44 characters of Base64, the SHA-256 of a public key"),
                arguments(
                        "[[source]]\nmode = \"nts\"\naddress = \"n\"\ncertificate-authority = \"ca.pem\"\n"
                                + "pinned-key = \"sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"",
                        "8:1: pinned-key: takes no word for the server but its key's, so certificate-authority means"
                                + " nothing"),
                arguments("maximum-asymmetry = 1.5", "4:1: maximum-asymmetry 1.5 is outside 0..1"),
                arguments("maximum-asymmetry = nan", "4:1: maximum-asymmetry: expected a finite number, found NaN"),
                arguments(
                        "[[source]]\nmode = \"pool\"\naddress = \"p\"\nignore = [\"1.1.1.1\",\n \"one\"]",
                        "8:2: expected an IP address, found the string \"one\""),
                arguments(
                        "[[source]]\nmode = \"server\"\naddress = \"A.:123\"",
                        "6:1: address: \"A.:123\" is a source already, at foliot.toml:3:1"),
                arguments(
                        "[synchronization]\nstep-threshold = 1\n[synchronization.algorithm]\nstep-threshold = 1",
                        "7:1: step-threshold: says the same as step-threshold in [synchronization]; keep one of them"),
                arguments("[[source]]\nmode = \"server\"", "4:1: address is missing in [[source]]"),
                arguments("[[source]]\naddress = \"b\"", "4:1: mode is missing in [[source]]"),
                arguments(
                        "[[source]]\nmode = \"sock\"\naddress = \"b\"",
                        "5:1: mode: \"sock\" is known to ntpd-rs, not supported by this version of Foliot"),
                arguments(
                        "[[source]]\nmode = \"server\"\naddress = \"1.2.3\"",
                        "6:1: address: \"1.2.3\" is not an IPv4 address"),
                arguments(
                        "noselect = true\nprefer = true",
                        "4:1: noselect: a source that is never used cannot be preferred, trusted or required"),
                // ntpd-rs's keys on which somebody would rely
                arguments("[[server]]", "4:1: listen is missing in [[server]]"),
                arguments(
                        "[[server]]\nlisten = \"localhost\"",
                        "5:1: listen: expected an IP address, with a port if it is not 123, found the string \"localhost\""),
                arguments(
                        "[[server]]\nlisten = \"::1\"\nallowlist = {}",
                        "6:1: filter is missing in allowlist, denylist"),
                arguments(
                        "[[server]]\nlisten = \"::\"\ndenylist = { filter = [\"192.0.2.1/24\"] }",
                        "6:24: \"192.0.2.1/24\" has bits set behind its prefix; did you mean \"192.0.2.0/24\"?"),
                arguments(
                        "[[server]]\nlisten = \"::\"\ndenylist = { filter = [\"::/129\"] }",
                        "6:24: the prefix of an IPv6 address has 0 to 128 bits"),
                arguments(
                        "[[server]]\nlisten = \"::\"\n[[server]]\nlisten = \"[0:0::0]:123\"",
                        "7:1: listen: another [[server]] listens there already, at foliot.toml:5:1"),
                arguments(
                        "[[server]]\nlisten = \"192.0.2.9\"\n[[server]]\nlisten = \"0.0.0.0\"",
                        "7:1: listen: all addresses and one of them cannot go together, at foliot.toml:5:1"),
                arguments(
                        "[[server]]\nlisten = \"224.0.1.1\"",
                        "5:1: listen: no reply can come from a broadcast or multicast address, 224.0.1.1"),
                arguments(
                        "[[server]]\nlisten = \"255.255.255.255\"",
                        "5:1: listen: no reply can come from a broadcast or multicast address, 255.255.255.255"),
                arguments(
                        "[[server]]\nlisten = \"[fe80::1]:1123\"",
                        "5:1: listen: \"fe80::1\" is link-local: add its interface, as in \"fe80::1%eth0\""),
                arguments(
                        "[[server]]\nlisten = \"fe80::1%no-such-link\"",
                        "5:1: listen: there is no network interface \"no-such-link\""),
                arguments(
                        "[[server]]\nlisten = \"[2001:db8::1%lo]:123\"",
                        "5:1: listen: \"2001:db8::1%lo\": only link-local addresses have a zone"),
                arguments(
                        "[serving.rate-limit]\nburst = 0\n[[server]]\nlisten = \"::\"",
                        "5:1: burst 0 is outside 1 to 10000"),
                arguments(
                        "[serving]\nthreads = -1\n[[server]]\nlisten = \"::\"", "5:1: threads -1 is outside 0 to 256"),
                arguments("[synchronization]\nlocal-stratum = 0", "5:1: local-stratum 0 is outside 1 to 16"),
                arguments(
                        "[[server]]\nlisten = \"::\"\nrate-limiting-cutoff-ms = 1000",
                        "6:1: rate-limiting-cutoff-ms: known to ntpd-rs, not supported by this version of Foliot; "
                                + "rate-limit in [serving] has it as interval"),
                arguments(
                        "[synchronization]\nsingle-step-panic-threshold = { forwards = 1 }",
                        "5:1: single-step-panic-threshold: unknown key 'forwards', expected forward or backward"),
                arguments(
                        "[synchronization]\nsingle-step-panic-threshold = { forward = -1 }",
                        "5:1: single-step-panic-threshold: a panic threshold must be positive"),
                arguments(
                        "[synchronization]\naccumulated-step-panic-threshold = -5",
                        "5:1: accumulated-step-panic-threshold must be positive"),
                arguments(
                        "[synchronization]\nstartup-step-panic-threshold = \"infinite\"",
                        "5:1: startup-step-panic-threshold: expected a duration such as \"250ms\" or a number of "
                                + "seconds, found the string \"infinite\""),
                arguments(
                        "[synchronization]\nmaximum-error = \"17s\"", "5:1: maximum-error 17.0 s is outside 0..16.0 s"),
                // syntax
                arguments("iburst = true\niburst = true", "5:1: iburst previously defined at line 4, column 1"),
                arguments("iburst = true false", "4:15: Unexpected 'false', expected a newline or end-of-input"));
    }

    @ParameterizedTest
    @MethodSource("wrongLines")
    void aWrongLineIsReportedWithItsPlaceAndNothingElseIs(String lines, String expected) {
        ConfigurationReader.Result result = ReadText.toml(SOURCE + lines + "\n");
        List<String> shown = ReadText.problems(result).stream()
                .map(p -> p.replaceFirst("^foliot\\.toml:", "").replaceAll("at /\\S*/foliot", "at foliot"))
                .toList();
        assertEquals(List.of(expected), shown);
        assertTrue(result.configuration().isEmpty());
    }

    @Test
    void placesWithinMessagesAreThoseOfTheFileToo() {
        assertEquals(
                List.of("foliot.toml:10:1: iburst previously defined at line 6, column 1"),
                ReadText.problems(ReadText.toml("# c\n\n" + SOURCE + "iburst = true\n# c\n\n# c\niburst = true\n")));
    }

    @Test
    void everyRefusalOfOneRecordIsFoundInOneRun() {
        ConfigurationReader.Result result = ReadText.toml(
                SOURCE + "[synchronization]\nmaximum-drift = -1\nstep-threshold = -2\nmaximum-slew = -3\n");
        assertEquals(
                List.of(
                        "foliot.toml:5:1: maximum-drift -1.0 ppm is outside 0..100000.0 ppm",
                        "foliot.toml:6:1: step-threshold must be positive",
                        "foliot.toml:7:1: maximum-slew -3.0 ppm is outside 0..100000.0 ppm"),
                ReadText.problems(result));
    }

    @Test
    void noMoreThanAHundredProblemsAreListedAndTheRestIsCounted() {
        StringBuilder text = new StringBuilder(SOURCE);
        for (int i = 0; i < 250; i++) {
            text.append("zzz").append(i).append(" = 1\n");
        }
        List<Problem> problems = ReadText.toml(text.toString()).problems();
        assertEquals(101, problems.size());
        assertEquals("and 150 more problems", problems.get(100).message());
    }

    @Test
    void aSingleTableWhereAnArrayOfTablesBelongsIsExplained() {
        assertEquals(
                List.of("foliot.toml:1:1: source: expected an array of tables, [[source]], found a table"),
                ReadText.problems(ReadText.toml("[source]\nmode = \"server\"\naddress = \"a\"\n")).stream()
                        .filter(p -> !p.contains("warning"))
                        .toList());
    }
}
