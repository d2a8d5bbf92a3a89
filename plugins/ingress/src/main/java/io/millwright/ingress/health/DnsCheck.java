package io.millwright.ingress.health;

import io.millwright.ingress.facts.ExternalDns;
import io.millwright.ingress.facts.Names;
import io.millwright.kit.Metrics;
import io.millwright.kit.health.RootCheck;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Optional;

/** A check of an external-dns. */
abstract class DnsCheck extends RootCheck {
    DnsCheck(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, Names.DNS, Kind.DEPLOYMENT, looksAt);
    }

    @Override
    protected final List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return look(new ExternalDns(root), view);
    }

    /** The findings about that one. */
    abstract List<Finding> look(ExternalDns dns, ClusterView view);

    static Optional<Metrics> metrics(ExternalDns dns, ClusterView view) {
        return dns.pod(view)
                .flatMap(p -> Metrics.read(
                        view, ObjectRef.of(Kind.POD, p.namespace(), p.name()), "http", Names.DNS_PORT, "/metrics"));
    }
}
