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
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a daemon would find wrong with the certificates and keys that a configuration names. */
final class CertificateFiles {
    private final Path file;
    private final List<Problem> problems;

    private CertificateFiles(Path file, List<Problem> problems) {
        this.file = file;
        this.problems = new ArrayList<>(problems);
    }

    /** What came of reading a configuration, and of reading those files. */
    static ConfigurationReader.Result check(Path file, ConfigurationReader.Result result) {
        if (result.configuration().isEmpty()) {
            return result;
        }
        Configuration configuration = result.configuration().get();
        CertificateFiles files = new CertificateFiles(file, result.problems());
        configuration.nts().map(NtsServing::keyExchange).orElse(List.of()).forEach(files::checkIdentity);
        files.checkAuthorities(configuration);
        boolean valid = files.problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
        return new ConfigurationReader.Result(valid ? result.configuration() : Optional.empty(), files.problems);
    }

    private void checkIdentity(KeyExchangeParameters server) {
        try {
            ServerIdentity.read(server.certificateChain(), server.privateKey());
            ServerIdentity.permissionProblem(server.privateKey()).ifPresent(text -> add(Severity.WARNING, text));
        } catch (CertificateFileException e) {
            // The daemon's user may be permitted what whoever checks is not.
            boolean denied = e.getCause() instanceof AccessDeniedException;
            add(denied ? Severity.WARNING : Severity.ERROR, e.getMessage());
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
                add(Severity.WARNING, "certificate-authority " + e.getMessage());
            }
        }
    }

    private void add(Severity severity, String message) {
        problems.add(new Problem(severity, Position.of(file), message));
    }
}
