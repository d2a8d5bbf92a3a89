package io.millwright.certificates.facts;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads Issuers and ClusterIssuers. */
public final class Issuers {
    private Issuers() {}

    public static List<Resource> all(ClusterView view) {
        List<Resource> all = new ArrayList<>(view.list(CertManager.CLUSTER_ISSUER, Selector.ALL));
        all.addAll(view.list(CertManager.ISSUER, Selector.ALL));
        return all;
    }

    public static Kind kind(Resource issuer) {
        return issuer.kind().equals("ClusterIssuer") ? CertManager.CLUSTER_ISSUER : CertManager.ISSUER;
    }

    public static ObjectRef ref(Resource issuer) {
        return ObjectRef.of(kind(issuer), issuer.namespace(), issuer.name());
    }

    /** The issuer that a Certificate or a CertificateRequest names; empty when it is another project's. */
    public static Optional<ObjectRef> of(Resource certificate) {
        if (!certificate
                .text("spec", "issuerRef", "group")
                .orElse("cert-manager.io")
                .equals("cert-manager.io")) {
            return Optional.empty();
        }
        String name = certificate.text("spec", "issuerRef", "name").orElse("");
        return switch (certificate.text("spec", "issuerRef", "kind").orElse("Issuer")) {
            case "Issuer" -> Optional.of(ObjectRef.of(CertManager.ISSUER, certificate.namespace(), name));
            case "ClusterIssuer" -> Optional.of(ObjectRef.of(CertManager.CLUSTER_ISSUER, "", name));
            default -> Optional.empty();
        };
    }

    /** {@code ca}, {@code selfSigned}, {@code acme}, {@code vault}, {@code venafi}; {@code unknown} for none of these. */
    public static String type(Resource issuer) {
        return List.of("ca", "selfSigned", "acme", "vault", "venafi").stream()
                .filter(t -> issuer.at("spec", t).isPresent())
                .findFirst()
                .orElse("unknown");
    }

    public static boolean ready(Resource issuer) {
        return issuer.condition("Ready")
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
    }

    /** The Secret with the key pair of an authority of the cluster's own. */
    public static Optional<ObjectRef> authority(Resource issuer, String clusterResourceNamespace) {
        return issuer.text("spec", "ca", "secretName")
                .map(n -> ObjectRef.of(
                        Kind.SECRET, kind(issuer).namespaced() ? issuer.namespace() : clusterResourceNamespace, n));
    }
}
