package io.millwright.ingress.health;

import io.millwright.ingress.facts.TlsRefs;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;

/** The certificates that listeners serve. */
final class GatewayCertificates extends GatewayCheck {
    GatewayCertificates() {
        super(
                "ingress.gateway.certificates",
                "Certificates of listeners",
                Dimension.SECURITY,
                "Secrets of spec.listeners[].tls.certificateRefs: a defect or a certificate that isn't for the listener's hostname is"
                        + " Critical; less than 14 days is Warning, less than 3 Critical.");
    }

    @Override
    List<Finding> look(Resource g, ObjectRef ref, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        for (Resource listener : g.items("spec", "listeners")) {
            List<String> hosts = listener.text("hostname").stream().toList();
            String user = "listener " + listener.text("name").orElse("?") + " of Gateway " + path(ref);
            for (ObjectRef secret : TlsRefs.of(listener, g.namespace())) {
                TlsSecrets.look(secret, hosts, user, view, (severity, title) -> draft(view, severity, title))
                        .ifPresent(d -> findings.add(d.build()));
            }
        }
        return findings;
    }
}
