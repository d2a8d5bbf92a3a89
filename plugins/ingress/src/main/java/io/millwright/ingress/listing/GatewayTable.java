package io.millwright.ingress.listing;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.listing.Table;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** The Gateways of every implementation. */
public final class GatewayTable extends Table {
    public GatewayTable() {
        super(
                "gateways",
                "Gateways",
                Names.GATEWAY,
                "name",
                "class",
                "address",
                "#listeners",
                "#routes",
                "programmed",
                "+namespace");
    }

    @Override
    protected Row row(Resource g, ClusterView view) {
        boolean programmed = g.condition("Programmed")
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
        return new Row(
                g.ref(kind()),
                programmed ? Severity.OK : Severity.CRITICAL,
                List.of(
                        g.name(),
                        g.text("spec", "gatewayClassName").orElse("?"),
                        g.items("status", "addresses").stream()
                                .flatMap(a -> a.text("value").stream())
                                .findFirst()
                                .orElse("none"),
                        Integer.toString(g.items("spec", "listeners").size()),
                        Long.toString(g.items("status", "listeners").stream()
                                .mapToLong(l -> l.number("attachedRoutes").orElse(0L))
                                .sum()),
                        programmed
                                ? "yes"
                                : g.condition("Programmed")
                                        .flatMap(c -> c.text("reason"))
                                        .orElse("no"),
                        g.namespace()));
    }
}
