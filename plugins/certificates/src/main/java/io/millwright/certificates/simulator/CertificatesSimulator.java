package io.millwright.certificates.simulator;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.kit.Operators;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * cert-manager in the sandbox, with as much of trust-manager as a bundle needs. Keys and certificates are real, so that chains can be
 * verified. Of what the real ones do, admission, challenges of ACME, approval policies and keystores are left out; an ACME order is valid
 * after 20 s, and Vault and ACME sign with an authority of the sandbox's own.
 *
 * <p>Faults: {@code controller-down}, {@code webhook-down}, {@code injector-down}, {@code issuing-fails}, {@code acme-failing},
 * {@code vault-sealed} and {@code approval-missing}. Each heals when it is switched off; a failed request is tried again after an hour.
 */
public final class CertificatesSimulator implements Simulator {
    @Override
    public void reconcile(SimulatedCluster cluster) {
        Optional<Site> site = Site.of(cluster);
        if (site.isEmpty() || !site.get().step()) {
            return;
        }
        Installation installation = site.get().installation();
        IssuerReconciler issuers = new IssuerReconciler(cluster, installation);
        cluster.list(CertManager.CLUSTER_ISSUER, Selector.ALL).forEach(issuers::step);
        cluster.list(CertManager.ISSUER, Selector.ALL).forEach(issuers::step);
        RequestReconciler requests = new RequestReconciler(cluster, installation);
        cluster.list(CertManager.REQUEST, Selector.ALL).forEach(requests::step);
        cluster.list(CertManager.CERTIFICATE, Selector.ALL).forEach(c -> new CertificateReconciler(cluster, c).step());
        bundles(cluster, installation.namespace());
    }

    private static void bundles(SimulatedCluster cluster, String namespace) {
        boolean runs = cluster.get(ObjectRef.of(Kind.DEPLOYMENT, namespace, Charts.TRUST))
                .filter(Operators::available)
                .isPresent();
        if (runs) {
            BundleReconciler bundles = new BundleReconciler(cluster, namespace);
            cluster.list(CertManager.BUNDLE, Selector.ALL).forEach(bundles::step);
        }
    }

    @Override
    public List<Resource> release(String version) {
        return Charts.release(version);
    }

    @Override
    public Optional<ClusterView.HttpReply> answer(SimulatedCluster cluster, ObjectRef object, int port, String path) {
        return MetricsPage.answer(cluster, object, port, path);
    }

    @Override
    public void seed(SimulatedCluster cluster, String scenario) {
        Seeds.plant(cluster, scenario);
    }

    @Override
    public Map<String, byte[]> charts() {
        return Charts.archives();
    }

    @Override
    public List<Exercise> exercises() {
        return Exercises.ALL;
    }
}
