package io.millwright.ingress.health;

import io.millwright.ingress.facts.Nginx;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;

/** The certificates of Ingresses. */
final class IngressCertificates extends NginxCheck {
    IngressCertificates() {
        super(
                "ingress.nginx.certificates",
                "Certificates of Ingresses",
                Dimension.SECURITY,
                "Secret of each spec.tls: its type, keys, hosts, order and end; a defect is Critical since another certificate is served"
                        + " then, less than 14 days is Warning, less than 3 Critical.");
    }

    @Override
    List<Finding> look(Nginx n, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        for (Resource ingress : n.ingresses(view)) {
            for (Resource tls : ingress.items("spec", "tls")) {
                tls.text("secretName")
                        .flatMap(s -> TlsSecrets.look(
                                ObjectRef.of(Kind.SECRET, ingress.namespace(), s),
                                tls.texts("hosts"),
                                "Ingress " + ingress.namespace() + "/" + ingress.name(),
                                view,
                                (severity, title) -> draft(view, severity, title)))
                        .ifPresent(d -> findings.add(d.build()));
            }
        }
        return findings;
    }
}
