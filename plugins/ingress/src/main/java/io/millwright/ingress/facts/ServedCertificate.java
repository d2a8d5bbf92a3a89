package io.millwright.ingress.facts;

import io.millwright.kit.X509;
import io.millwright.spi.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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

    /** The certificate; empty when there is none to read: {@link #defect} tells that in the operator's words. */
    public static Optional<ServedCertificate> read(Resource secret) {
        List<X509> chain = X509.chain(secret.text("data", "tls.crt").orElse(""));
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        boolean ordered = true;
        for (int i = 0; i + 1 < chain.size(); i++) {
            ordered &= chain.get(i).issuedBy(chain.get(i + 1));
        }
        X509 leaf = chain.getFirst();
        return Optional.of(new ServedCertificate(
                leaf.notAfter(),
                leaf.hosts().stream().map(h -> h.toLowerCase(Locale.ROOT)).toList(),
                ordered));
    }

    /** Whether it is for that host; a wildcard stands for one label. */
    public boolean covers(String host) {
        return hosts.stream().anyMatch(h -> Hosts.covers(h, host));
    }
}
