package io.millwright.certificates;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.sandbox.Town;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Clusters that stand still, copied from those that the simulator has brought up. */
final class Bench {
    static final String AT = "cert-manager/cert-manager";
    static final ObjectRef CONTROLLER = deployment("cert-manager");
    static final ObjectRef WWW = ObjectRef.of(CertManager.CERTIFICATE, "web", "www");
    static final ObjectRef WWW_REQUEST = ObjectRef.of(CertManager.REQUEST, "web", "www-1");
    static final ObjectRef WWW_SECRET = ObjectRef.of(Kind.SECRET, "web", "www-tls");
    static final ObjectRef ISSUER = ObjectRef.of(CertManager.CLUSTER_ISSUER, "", "local-ca");

    private Bench() {}

    static ObjectRef deployment(String name) {
        return ObjectRef.of(Kind.DEPLOYMENT, "cert-manager", name);
    }

    /** A scenario, grown up and then left alone for so long. */
    static Town town(String scenario, Duration then) throws InterruptedException {
        Town town = new Town(new CertificatesTool(), scenario);
        town.until(t -> t.view().get(WWW).map(Cert::new).filter(Cert::ready).isPresent());
        town.running().advance(then);
        return town;
    }

    /** The town as it is, with the controller's metrics. */
    static FakeCluster still(Town town) {
        return town.copy(List.of(
                new Town.Page(ObjectRef.of(Kind.SERVICE, "cert-manager", "cert-manager"), "http", 9402, "/metrics")));
    }

    static Instance instance(FakeCluster cluster) {
        return new CertificatesTool().discover(cluster).getFirst();
    }

    /** What all checks say, by id. */
    static Map<String, Severity> findings(FakeCluster cluster) {
        Instance instance = instance(cluster);
        return new CertificatesTool()
                .healthChecks().stream()
                        .flatMap(c -> c.run(instance, cluster).stream())
                        .collect(Collectors.toMap(Finding::id, Finding::severity));
    }
}
