package io.millwright.certificates;

import io.millwright.certificates.discovery.Discovery;
import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Published;
import io.millwright.certificates.health.Checks;
import io.millwright.certificates.listing.CertificateTable;
import io.millwright.certificates.listing.IssuerTable;
import io.millwright.certificates.listing.OrderTable;
import io.millwright.certificates.listing.RequestTable;
import io.millwright.certificates.named.Questions;
import io.millwright.certificates.runbook.Runbooks;
import io.millwright.certificates.simulator.CertificatesSimulator;
import io.millwright.spi.ClusterView;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Listing;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Runbook;
import io.millwright.spi.Simulator;
import io.millwright.spi.Tool;
import io.millwright.spi.ToolDescriptor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Certificates by cert-manager: discovery, health and maintenance. */
public final class CertificatesTool implements Tool {
    @Override
    public ToolDescriptor descriptor() {
        return new ToolDescriptor(
                CertManager.TOOL,
                "cert-manager",
                "security",
                "Certificates for the cluster's services: issuers, issuance, renewal and trust, by cert-manager.",
                List.of(CertManager.OPERATOR),
                URI.create("https://cert-manager.io/docs/"),
                Published.RELEASES.releases(),
                List.of(
                        CertManager.CERTIFICATE,
                        CertManager.REQUEST,
                        CertManager.ISSUER,
                        CertManager.CLUSTER_ISSUER,
                        CertManager.ORDER,
                        CertManager.CHALLENGE,
                        CertManager.BUNDLE,
                        Kind.SECRET,
                        Kind.VALIDATING_WEBHOOK,
                        Kind.MUTATING_WEBHOOK,
                        Kind.DEPLOYMENT));
    }

    @Override
    public List<Instance> discover(ClusterView cluster) {
        return Discovery.discover(cluster);
    }

    @Override
    public List<Listing> listings() {
        return List.of(
                new CertificateTable(),
                IssuerTable.ofCluster(),
                IssuerTable.ofNamespaces(),
                new RequestTable(),
                new OrderTable());
    }

    @Override
    public List<HealthCheck> healthChecks() {
        return Checks.ALL;
    }

    @Override
    public List<Runbook> runbooks() {
        return Runbooks.ALL;
    }

    @Override
    public Map<String, NamedCheck> namedChecks() {
        return Questions.all();
    }

    @Override
    public Optional<Simulator> simulator() {
        return Optional.of(new CertificatesSimulator());
    }
}
