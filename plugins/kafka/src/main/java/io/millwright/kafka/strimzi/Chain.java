package io.millwright.kafka.strimzi;

import io.millwright.kit.X509;
import io.millwright.spi.Resource;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A certificate and what has signed it, as one text in PEM holds them: the certificate itself first, its root last.
 *
 * @param certificates at least one
 */
public record Chain(List<X509Certificate> certificates) {
    public Chain {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("a chain has at least one certificate");
        }
    }

    /** The certificates under that key of a Secret; empty when there are none or they can't be read. Their text goes nowhere else. */
    public static Optional<Chain> of(Resource secret, String key) {
        return secret.text("data", key).flatMap(Chain::of);
    }

    /** The certificates of a value of a Secret: PEM, in base64 once more. */
    public static Optional<Chain> of(String data) {
        List<X509Certificate> all =
                X509.chain(data).stream().map(X509::certificate).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(new Chain(all));
    }

    public X509Certificate first() {
        return certificates.getFirst();
    }

    public Instant begins() {
        return first().getNotBefore().toInstant();
    }

    public Instant ends() {
        return first().getNotAfter().toInstant();
    }

    /** Whose certificate it is: {@code CN=…}. */
    public String subject() {
        return first().getSubjectX500Principal().getName();
    }

    /** Who has signed it. */
    public String issuer() {
        return first().getIssuerX500Principal().getName();
    }

    /** Of the certificate itself, by SHA-256, in hexadecimal digits: enough to know it again. */
    public String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(first().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was decoded has no fingerprint", e);
        }
    }

    /** Why it can't be an authority that others trust, by its own contents and the time; empty when it can. */
    public Optional<String> unfit(Instant now) {
        for (X509Certificate certificate : certificates) {
            String name = certificate.getSubjectX500Principal().getName();
            if (certificate.getBasicConstraints() < 0) {
                return Optional.of(name + " may not sign others: it lacks the basic constraint CA");
            }
            if (certificate.getNotBefore().toInstant().isAfter(now)) {
                return Optional.of(name + " is valid only from "
                        + certificate.getNotBefore().toInstant());
            }
            if (!certificate.getNotAfter().toInstant().isAfter(now)) {
                return Optional.of(name + " has ended");
            }
        }
        for (int i = 0; i + 1 < certificates.size(); i++) {
            if (!signed(certificates.get(i), certificates.get(i + 1))) {
                return Optional.of(certificates.get(i).getSubjectX500Principal().getName()
                        + " isn't signed by the certificate after it: the authority comes first, its root last");
            }
        }
        return Optional.empty();
    }

    private static boolean signed(X509Certificate certificate, X509Certificate by) {
        X509 authority = new X509(by);
        X509 signed = new X509(certificate);
        return signed.signedBy(authority) && signed.issuedBy(authority);
    }
}
