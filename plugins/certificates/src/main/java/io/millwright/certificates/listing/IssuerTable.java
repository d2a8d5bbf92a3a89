package io.millwright.certificates.listing;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Issuers;
import io.millwright.kit.listing.Table;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** The issuers of the cluster, or those of namespaces. */
public final class IssuerTable extends Table {
    private IssuerTable(String id, String title, io.millwright.spi.Kind kind) {
        super(id, title, kind, "Name", "Type", "State", "#Certificates", "+Message");
    }

    public static IssuerTable ofCluster() {
        return new IssuerTable("cluster-issuers", "Cluster issuers", CertManager.CLUSTER_ISSUER);
    }

    public static IssuerTable ofNamespaces() {
        return new IssuerTable("issuers", "Issuers", CertManager.ISSUER);
    }

    @Override
    protected Row row(Resource issuer, ClusterView view) {
        Optional<Resource> ready = issuer.condition("Ready");
        long used = Cert.all(view).stream()
                .filter(c -> Issuers.of(c.object()).equals(Optional.of(Issuers.ref(issuer))))
                .count();
        return new Row(
                Issuers.ref(issuer),
                Issuers.ready(issuer) ? Severity.OK : Severity.CRITICAL,
                List.of(
                        issuer.namespace().isEmpty() ? issuer.name() : issuer.namespace() + "/" + issuer.name(),
                        Issuers.type(issuer),
                        Issuers.ready(issuer)
                                ? "Ready"
                                : ready.flatMap(c -> c.text("reason")).orElse("new"),
                        Long.toString(used),
                        ready.flatMap(c -> c.text("message")).orElse("–")));
    }
}
