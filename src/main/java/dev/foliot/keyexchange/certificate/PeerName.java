package dev.foliot.keyexchange.certificate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name that a client knows a server by, and whether a certificate has it (RFC 9525): among its subject alternative
 * names, never in the subject. An asterisk may stand for the whole left-most label.
 */
public final class PeerName {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

    /** What can only be an address, so that it is never looked up as a name. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-f.]*:[0-9a-f:.]*(%.*)?");

    private final String text;

    /** The address that the name is, or null. */
    private final byte[] address;

    private PeerName(String text, byte[] address) {
        this.text = text;
        this.address = address;
    }

    /**
     * @param name a domain name in ASCII, or an address of either kind
     * @throws IllegalArgumentException when it is neither
     */
    public static PeerName of(String name) {
        String text = name.toLowerCase(Locale.ROOT);
        if (ADDRESS.matcher(text).matches()) {
            byte[] address = address(text);
            if (address == null) {
                throw new IllegalArgumentException(name + " is no address");
            }
            return new PeerName(text, address);
        }
        String domain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (!DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException(name + " is neither a domain name nor an address");
        }
        return new PeerName(domain, null);
    }

    /** Whether it is an address: then no name is sent to the server (RFC 6066, section 3). */
    public boolean isAddress() {
        return address != null;
    }

    @Override
    public String toString() {
        return text;
    }

    boolean isIn(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names != null
                && names.stream().anyMatch(entry -> entry.get(1) instanceof String name && matches(entry.get(0), name));
    }

    /** The names that a certificate has, for a message; addresses and domain names alone. */
    static List<String> all(X509Certificate certificate) {
        List<String> all = new ArrayList<>();
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            for (List<?> entry : names == null ? List.<List<?>>of() : names) {
                if (entry.get(0).equals(DNS_NAME) || entry.get(0).equals(IP_ADDRESS)) {
                    all.add(String.valueOf(entry.get(1)));
                }
            }
        } catch (CertificateParsingException e) {
            return List.of(); // the check says so, with the reason
        }
        return all;
    }

    private boolean matches(Object kind, String name) {
        if (isAddress()) {
            return kind.equals(IP_ADDRESS) && Arrays.equals(address, address(name));
        }
        return kind.equals(DNS_NAME) && matchesDomain(name.toLowerCase(Locale.ROOT));
    }

    private boolean matchesDomain(String pattern) {
        if (!pattern.startsWith("*.")) {
            return pattern.equals(text);
        }
        int dot = text.indexOf('.');
        boolean ofOneOwner = pattern.indexOf('.', 2) > 0; // *.org would be everybody
        return ofOneOwner && dot > 0 && text.substring(dot).equals(pattern.substring(1));
    }

    private static byte[] address(String text) {
        try {
            return ADDRESS.matcher(text.toLowerCase(Locale.ROOT)).matches()
                    ? InetAddress.getByName(text).getAddress()
                    : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
