package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Issuers;
import io.millwright.kit.Tree;
import io.millwright.kit.X509;
import io.millwright.kit.plan.Ask;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Optional;

/** What the runbooks of a rotation share: which issuer is meant, and its authority. */
final class Roots {
    private Roots() {}

    static List<Parameter> issuer(String help) {
        return List.of(
                Ask.required(Ask.name("issuer", "Issuer", help, 63)),
                Ask.name(
                        "issuer-namespace",
                        "Namespace",
                        "Namespace of the issuer; empty for an issuer of the whole cluster.",
                        63));
    }

    static ObjectRef issuer(Request request) {
        return of(request.input("issuer"), request.input("issuer-namespace"));
    }

    static ObjectRef of(String name, String namespace) {
        return namespace.isEmpty()
                ? ObjectRef.of(CertManager.CLUSTER_ISSUER, "", name)
                : ObjectRef.of(CertManager.ISSUER, namespace, name);
    }

    /** The Secret with the authority of that issuer; empty when it has none of its own. */
    static Optional<ObjectRef> secret(ObjectRef issuer, Installation installation, ClusterView view) {
        return view.get(issuer).flatMap(i -> Issuers.authority(i, installation.clusterResourceNamespace()));
    }

    /** The ConfigMap that hands the root in that Secret out. */
    static ObjectRef published(ObjectRef secret, Installation installation) {
        return ObjectRef.of(Kind.CONFIG_MAP, installation.namespace(), "root-" + secret.name());
    }

    static Resource configMap(ObjectRef ref, X509 root) {
        return Resource.of(Kind.CONFIG_MAP, ref.namespace(), ref.name(), Tree.of("data", Tree.of("ca.crt", root.pem())))
                .with(Tree.of(CertManager.ROOT_LABEL, "true"), "metadata", "labels");
    }
}
