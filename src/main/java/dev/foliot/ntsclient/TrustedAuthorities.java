package dev.foliot.ntsclient;

import dev.foliot.keyexchange.certificate.CertificateFileException;
import dev.foliot.keyexchange.certificate.KeyPin;
import dev.foliot.keyexchange.certificate.Trust;
import dev.foliot.platform.KeyExchanges.Server;
import java.nio.file.Path;
import java.security.cert.TrustAnchor;
import java.util.HashSet;
import java.util.Set;

/**
 * Whose word is taken for who a server is. Files are read for each exchange, which comes once in weeks: so authorities that
 * are replaced count at once.
 */
final class TrustedAuthorities {
    Trust of(Server server) throws CertificateFileException {
        if (server.pinnedKey().isPresent()) {
            return new Trust.PinnedKeys(Set.of(new KeyPin(server.pinnedKey().get())));
        }
        Trust ofSystem = Trust.ofSystem();
        if (server.certificateAuthority().isEmpty()) {
            return ofSystem;
        }
        Set<TrustAnchor> anchors = new HashSet<>();
        anchors.addAll(((Trust.Authorities) ofSystem).anchors());
        Trust own = Trust.ofFile(Path.of(server.certificateAuthority().get()));
        anchors.addAll(((Trust.Authorities) own).anchors());
        return new Trust.Authorities(anchors);
    }
}
