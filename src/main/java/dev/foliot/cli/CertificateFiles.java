package dev.foliot.cli;

import dev.foliot.association.NtsParameters;
import dev.foliot.config.Configuration;
import dev.foliot.config.ConfigurationReader;
import dev.foliot.config.NtsServing;
import dev.foliot.config.Position;
import dev.foliot.config.Problem;
import dev.foliot.config.Problem.Severity;
import dev.foliot.keyexchange.KeyExchangeParameters;
import dev.foliot.keyexchange.certificate.CertificateFileException;
import dev.foliot.keyexchange.certificate.ServerIdentity;
import dev.foliot.keyexchange.certificate.Trust;
import dev.foliot.keyexchange.certificate.ValiditySpan;
import dev.foliot.keyset.KeySetFiles;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a daemon would find wrong with the certificates and keys that a configuration names. */
final class CertificateFiles {
    private final Map<Path, Position> places;
    private final List<Problem> problems;

    private CertificateFiles(ConfigurationReader.Result result) {
        this.places = result.places();
        this.problems = new ArrayList<>(result.problems());
    }

    /** What came of reading a configuration, and of reading those files. */
    static ConfigurationReader.Result check(ConfigurationReader.Result result) {
        if (result.configuration().isEmpty()) {
            return result;
        }
        Configuration configuration = result.configuration().get();
        CertificateFiles files = new CertificateFiles(result);
        configuration.nts().map(NtsServing::keyExchange).orElse(List.of()).forEach(files::checkIdentity);
        files.checkAuthorities(configuration);
        // A daemon starts without them, and has no keys, or none that are shared, until they can be read.
        configuration
                .nts()
                .map(nts -> KeySetFiles.problems(nts.keySet()))
                .orElse(Map.of())
                .forEach((about, text) -> files.add(Severity.WARNING, about, text));
        boolean valid = files.problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
        return new ConfigurationReader.Result(
                valid ? result.configuration() : Optional.empty(), files.problems, result.places());
    }

    private void checkIdentity(KeyExchangeParameters server) {
        try {
            ServerIdentity identity = ServerIdentity.read(server.certificateChain(), server.privateKey());
            ServerIdentity.permissionProblem(server.privateKey())
                    .ifPresent(text -> add(Severity.WARNING, server.privateKey(), text));
            ValiditySpan validity = identity.validity();
            if (!validity.contains(Instant.now())) {
                String text = server.certificateChain() + ": by this machine's clock it is not valid, but from "
                        + validity.notBefore() + " until " + validity.notAfter() + ": clients will refuse it";
                add(Severity.WARNING, server.certificateChain(), text);
            }
        } catch (CertificateFileException e) {
            // The daemon's user may be permitted what whoever checks is not.
            boolean denied = e.getCause() instanceof AccessDeniedException;
            add(denied ? Severity.WARNING : Severity.ERROR, e.file(), e.getMessage());
        }
    }

    /** A daemon starts without them, and the sources get no keys until they are there. */
    private void checkAuthorities(Configuration configuration) {
        Set<String> authorities = configuration.sources().stream()
                .flatMap(source -> source.nts().flatMap(NtsParameters::certificateAuthority).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (String authority : authorities) {
            try {
                Trust.ofFile(Path.of(authority));
            } catch (CertificateFileException e) {
                add(Severity.WARNING, e.file(), "certificate-authority " + e.getMessage());
            }
        }
    }

    private void add(Severity severity, Path about, String message) {
        problems.add(new Problem(severity, places.get(about), message));
    }
}
