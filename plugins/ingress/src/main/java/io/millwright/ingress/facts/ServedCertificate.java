package io.millwright.ingress.facts;

import io.millwright.spi.Resource;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a Secret of type {@code kubernetes.io/tls} would serve. The key is never looked at beyond its being there.
 *
 * @param ends when the leaf's validity ends
 * @param hosts the DNS names that the leaf is for
 * @param ordered whether each certificate of the chain is issued by the next
 */
public record ServedCertificate(Instant ends, List<String> hosts, boolean ordered) {
    public ServedCertificate {
        hosts = List.copyOf(hosts);
    }

    /** Why nothing can be served from it; empty when {@link #read} gives a certificate. */
    public static Optional<String> defect(Resource secret) {
        if (!secret.text("type").orElse("").equals("kubernetes.io/tls")) {
            return Optional.of("its type is " + secret.text("type").orElse("Opaque") + ", not kubernetes.io/tls");
        }
        if (secret.text("data", "tls.key").filter(k -> !k.isEmpty()).isEmpty()) {
            return Optional.of("it has no tls.key");
        }
        if (secret.text("data", "tls.crt").filter(c -> !c.isEmpty()).isEmpty()) {
            return Optional.of("it has no tls.crt");
        }
        return read(secret).isPresent() ? Optional.empty() : Optional.of("its tls.crt is no certificate in PEM");
    }

    /** The certificate; empty when there is none to read. */
    public static Optional<ServedCertificate> read(Resource secret) {
        try {
            byte[] pem = Base64.getMimeDecoder()
                    .decode(secret.text("data", "tls.crt").orElse(""));
            List<X509Certificate> chain = new ArrayList<>();
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem))
                    .forEach(c -> chain.add((X509Certificate) c));
            if (chain.isEmpty()) {
                return Optional.empty();
            }
            boolean ordered = true;
            for (int i = 0; i + 1 < chain.size(); i++) {
                ordered &= chain.get(i)
                        .getIssuerX500Principal()
                        .equals(chain.get(i + 1).getSubjectX500Principal());
            }
            return Optional.of(new ServedCertificate(
                    chain.getFirst().getNotAfter().toInstant(), names(chain.getFirst()), ordered));
        } catch (CertificateException | IllegalArgumentException e) {
            // What isn't a certificate is told by defect(), in the operator's words.
            return Optional.empty();
        }
    }

    private static List<String> names(X509Certificate leaf) throws CertificateException {
        Collection<List<?>> names = leaf.getSubjectAlternativeNames();
        return names == null
                ? List.of()
                : names.stream()
                        .filter(n -> Objects.equals(n.getFirst(), 2))
                        .map(n -> String.valueOf(n.get(1)).toLowerCase(Locale.ROOT))
                        .toList();
    }

    /** Whether it is for that host; a wildcard stands for one label. */
    public boolean covers(String host) {
        return hosts.stream().anyMatch(h -> Hosts.covers(h, host));
    }
}
