package io.millwright.ingress.health;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.List;

/** Whether Ingresses have an address. */
final class Address extends NginxCheck {
    private static final Duration GRACE = Duration.ofMinutes(2);

    Address() {
        super(
                "ingress.nginx.address",
                "Addresses of Ingresses",
                Dimension.AVAILABILITY,
                "Ingress status.loadBalancer.ingress of the controller's classes, older than 2 min: one without is Warning, all are"
                        + " Critical.");
    }

    @Override
    List<Finding> look(Nginx n, ClusterView view) {
        List<Resource> grown = n.ingresses(view).stream()
                .filter(i -> Times.kubernetes(i.text("metadata", "creationTimestamp"))
                        .map(t -> t.plus(GRACE).isBefore(view.now()))
                        .orElse(true))
                .toList();
        List<Resource> without = grown.stream()
                .filter(i -> i.items("status", "loadBalancer", "ingress").isEmpty())
                .toList();
        if (without.isEmpty()) {
            return List.of();
        }
        boolean all = without.size() == grown.size();
        Resource first = without.getFirst();
        String service = n.service().map(s -> s.namespace() + "/" + s.name()).orElse("none");
        return List.of(draft(
                        view,
                        all ? Severity.CRITICAL : Severity.WARNING,
                        without.size() + " of " + grown.size() + " Ingresses have no address")
                .suffix(all ? "none" : "some")
                .impact("Whoever takes the address from the Ingress, external-dns above all, finds none.")
                .saw(
                        "address",
                        io.millwright.spi.ObjectRef.of(Names.INGRESS, first.namespace(), first.name()),
                        "status.loadBalancer.ingress",
                        "empty")
                .compared("Service whose address they get", "--publish-service", service)
                .manual("see whether the Service has an address and the controller a leader", """
                        kubectl -n %1$s get service
                        kubectl -n %1$s get lease %2$s
                        """.formatted(
                                n.namespace(), n.flag("election-id").orElse("ingress-nginx-leader")))
                .build());
    }
}
