package io.millwright.kafka.strimzi;

import io.millwright.spi.Resource;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The dates of a certificate.
 *
 * @param begins from when it is valid
 * @param ends until when
 */
public record Certificate(Instant begins, Instant ends) {
    /** The certificate under that key of a Secret; empty when there is none or it can't be read. Its text goes nowhere else. */
    public static Optional<Certificate> of(Resource secret, String key) {
        Optional<String> data = secret.text("data", key);
        if (data.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] pem = Base64.getDecoder().decode(data.get());
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
            return Optional.of(new Certificate(
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant()));
        } catch (CertificateException | IllegalArgumentException e) {
            // Not a certificate: whoever asked says that it can't be read.
            return Optional.empty();
        }
    }
}
