package io.millwright.ingress.listing;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.listing.Table;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** The HTTP routes, with what their parents say of them. */
public final class RouteTable extends Table {
    public RouteTable() {
        super("routes", "Routes", Names.HTTP_ROUTE, "name", "hosts", "parents", "accepted", "+backends", "+namespace");
    }

    @Override
    protected Row row(Resource r, ClusterView view) {
        List<String> refusals = r.items("status", "parents").stream()
                .flatMap(p -> p.items("conditions").stream())
                .filter(c -> List.of("Accepted", "ResolvedRefs")
                        .contains(c.text("type").orElse("")))
                .filter(c -> !c.text("status").orElse("").equals("True"))
                .map(c -> c.text("reason").orElse("no"))
                .toList();
        boolean claimed = !r.items("status", "parents").isEmpty();
        List<String> hosts = r.texts("spec", "hostnames");
        return new Row(
                r.ref(kind()),
                claimed && refusals.isEmpty() ? Severity.OK : Severity.CRITICAL,
                List.of(
                        r.name(),
                        hosts.isEmpty() ? "*" : String.join(" ", hosts),
                        String.join(
                                " ",
                                r.items("spec", "parentRefs").stream()
                                        .map(p -> p.text("name").orElse("?"))
                                        .toList()),
                        !claimed ? "unclaimed" : refusals.isEmpty() ? "yes" : refusals.getFirst(),
                        String.join(
                                " ",
                                r.items("spec", "rules").stream()
                                        .flatMap(x -> x.items("backendRefs").stream())
                                        .map(b -> b.text("name").orElse("?"))
                                        .distinct()
                                        .toList()),
                        r.namespace()));
    }
}
