package io.millwright.vault;

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
import io.millwright.vault.discovery.Discovery;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Product;
import io.millwright.vault.facts.Versions;
import io.millwright.vault.health.Checks;
import io.millwright.vault.listing.SecretTable;
import io.millwright.vault.listing.ServerTable;
import io.millwright.vault.listing.StoreTable;
import io.millwright.vault.named.Questions;
import io.millwright.vault.runbook.Runbooks;
import io.millwright.vault.simulator.VaultSimulator;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Secrets on Kubernetes: Vault and OpenBao with Raft, and the External Secrets Operator. */
public final class VaultTool implements Tool {
    private final Versions versions = new Versions();
    private final List<HealthCheck> checks = Checks.all(versions);
    private final List<Runbook> runbooks = Runbooks.all(versions);
    private final Map<String, NamedCheck> questions = Questions.all();

    @Override
    public ToolDescriptor descriptor() {
        return new ToolDescriptor(
                Names.TOOL,
                "Vault",
                "security",
                "Secrets kept by HashiCorp Vault or OpenBao on Raft, and brought into namespaces by the External Secrets Operator.",
                List.of(Names.SERVER, Product.VAULT.id(), Product.OPENBAO.id(), Names.ESO),
                URI.create("https://developer.hashicorp.com/vault/docs"),
                versions.catalogue().releases(),
                List.of(
                        Kind.STATEFUL_SET,
                        Kind.POD,
                        Kind.PERSISTENT_VOLUME_CLAIM,
                        Kind.DEPLOYMENT,
                        Names.EXTERNAL_SECRET,
                        Names.SECRET_STORE,
                        Names.CLUSTER_STORE,
                        Names.PUSH_SECRET));
    }

    @Override
    public List<Instance> discover(ClusterView cluster) {
        return Discovery.discover(cluster);
    }

    @Override
    public List<Listing> listings() {
        return List.of(new ServerTable(), new StoreTable(), new SecretTable());
    }

    @Override
    public List<HealthCheck> healthChecks() {
        return checks;
    }

    @Override
    public List<Runbook> runbooks() {
        return runbooks;
    }

    @Override
    public Map<String, NamedCheck> namedChecks() {
        return questions;
    }

    @Override
    public Optional<Simulator> simulator() {
        return Optional.of(new VaultSimulator());
    }
}
