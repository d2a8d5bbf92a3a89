package io.millwright.ingress;

import io.millwright.ingress.discovery.Discovery;
import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Published;
import io.millwright.ingress.health.Checks;
import io.millwright.ingress.listing.ClassTable;
import io.millwright.ingress.listing.GatewayTable;
import io.millwright.ingress.listing.IngressTable;
import io.millwright.ingress.listing.RouteTable;
import io.millwright.ingress.named.Questions;
import io.millwright.ingress.runbook.Runbooks;
import io.millwright.ingress.simulator.IngressSimulator;
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

/** Traffic into the cluster: the retired ingress-nginx, the Gateway API with Envoy Gateway, and external-dns. */
public final class IngressTool implements Tool {
    private final List<HealthCheck> checks = Checks.all();
    private final List<Runbook> runbooks = Runbooks.all();
    private final Map<String, NamedCheck> questions = Questions.all();

    @Override
    public ToolDescriptor descriptor() {
        return new ToolDescriptor(
                Names.TOOL,
                "Ingress",
                "networking",
                "Traffic into the cluster by the Gateway API with Envoy Gateway, or by the retired ingress-nginx, and its names by"
                        + " external-dns.",
                List.of(Names.NGINX, Names.ENVOY, Names.GATEWAY_COMPONENT, Names.DNS, Names.GATEWAY_API),
                URI.create("https://gateway-api.sigs.k8s.io/"),
                Published.catalogue().releases(),
                List.of(
                        Names.INGRESS,
                        Names.INGRESS_CLASS,
                        Names.GATEWAY_CLASS,
                        Names.GATEWAY,
                        Names.HTTP_ROUTE,
                        Names.GRPC_ROUTE,
                        Names.TLS_ROUTE,
                        Names.ENVOY_PROXY,
                        Kind.DEPLOYMENT,
                        Kind.DAEMON_SET,
                        Kind.POD,
                        Kind.SERVICE));
    }

    @Override
    public List<Instance> discover(ClusterView cluster) {
        return Discovery.discover(cluster);
    }

    @Override
    public List<Listing> listings() {
        return List.of(new IngressTable(), new GatewayTable(), new RouteTable(), new ClassTable());
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
        return Optional.of(new IngressSimulator());
    }
}
