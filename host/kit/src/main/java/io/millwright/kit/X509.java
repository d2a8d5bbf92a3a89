package io.millwright.kit;

import io.millwright.spi.Resource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A certificate as it is served: what is public of it.
 *
 * @param certificate the JDK's own
 */
public record X509(X509Certificate certificate) {
    /** RFC 5280, section 4.2.1.6: the choice dNSName. */
    private static final Integer DNS = 2;

    /** The first certificate under that key of a Secret; empty when there is none or it can't be decoded. */
    public static Optional<X509> ofSecret(Resource secret, String key) {
        return secret.text("data", key).flatMap(X509::ofBase64);
    }

    /** The first certificate in PEM that is written in base64 once more, as Secrets and webhook configurations hold it. */
    public static Optional<X509> ofBase64(String text) {
        return chain(text).stream().findFirst();
    }

    /** Every certificate of such a text, in order; empty when it can't be decoded. */
    public static List<X509> chain(String base64) {
        try {
            return ofPem(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // Not base64: nothing that could be a certificate.
            return List.of();
        }
    }

    /** Every certificate of a PEM text, in order; empty when it can't be decoded. */
    public static List<X509> ofPem(String pem) {
        try {
            List<X509> all = new ArrayList<>();
            for (var c : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
                all.add(new X509((X509Certificate) c));
            }
            return all;
        } catch (CertificateException e) {
            return List.of();
        }
    }

    public Instant notBefore() {
        return certificate.getNotBefore().toInstant();
    }

    public Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    public String subject() {
        return certificate.getSubjectX500Principal().getName();
    }

    public String issuer() {
        return certificate.getIssuerX500Principal().getName();
    }

    /** The DNS names that it is for, as they are written; empty where it has none. */
    public List<String> hosts() {
        try {
            Collection<List<?>> names = Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
            return names.stream()
                    .filter(n -> DNS.equals(n.getFirst()))
                    .map(n -> String.valueOf(n.get(1)))
                    .toList();
        } catch (CertificateException e) {
            // Names that can't be decoded are for nobody.
            return List.of();
        }
    }

    /** Whether it says that this authority has issued it; {@link #signedBy} proves it. */
    public boolean issuedBy(X509 authority) {
        return certificate.getIssuerX500Principal().equals(authority.certificate.getSubjectX500Principal());
    }

    /** Whether it may sign others. */
    public boolean authority() {
        return certificate.getBasicConstraints() >= 0;
    }

    /** Whether that authority's key signed it. */
    public boolean signedBy(X509 authority) {
        try {
            certificate.verify(authority.certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    public String serial() {
        return certificate.getSerialNumber().toString(16);
    }

    /** {@code AB:CD:…}, by SHA-256. */
    public String fingerprint() {
        try {
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** As PEM, which is public. */
    public String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was decoded can't be encoded", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof X509 x && x.certificate.equals(certificate);
    }

    @Override
    public int hashCode() {
        return certificate.hashCode();
    }
}
