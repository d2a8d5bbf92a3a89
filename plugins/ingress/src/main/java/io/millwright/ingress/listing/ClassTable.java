package io.millwright.ingress.listing;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.listing.Table;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;

/** The classes of both kinds: who serves what. */
public final class ClassTable extends Table {
    public ClassTable() {
        super("classes", "Classes", Names.INGRESS_CLASS, "name", "kind", "controller", "default", "#users");
    }

    @Override
    public List<Row> rows(ClusterView view) {
        List<Row> rows = new ArrayList<>(super.rows(view));
        List<Resource> gateways = view.list(Names.GATEWAY, Selector.ALL);
        for (Resource c : view.list(Names.GATEWAY_CLASS, Selector.ALL)) {
            boolean accepted = c.condition("Accepted")
                    .flatMap(a -> a.text("status"))
                    .filter("True"::equals)
                    .isPresent();
            rows.add(new Row(
                    c.ref(Names.GATEWAY_CLASS),
                    accepted ? Severity.OK : Severity.CRITICAL,
                    List.of(
                            c.name(),
                            "GatewayClass",
                            c.text("spec", "controllerName").orElse("?"),
                            "–",
                            users(gateways, "gatewayClassName", c.name()))));
        }
        return rows;
    }

    @Override
    protected Row row(Resource c, ClusterView view) {
        return new Row(
                c.ref(kind()),
                Severity.OK,
                List.of(
                        c.name(),
                        "IngressClass",
                        c.text("spec", "controller").orElse("?"),
                        c.annotation(Names.DEFAULT_CLASS).filter("true"::equals).isPresent() ? "yes" : "no",
                        users(view.list(Names.INGRESS, Selector.ALL), "ingressClassName", c.name())));
    }

    private static String users(List<Resource> objects, String field, String name) {
        return Long.toString(objects.stream()
                .filter(o -> o.text("spec", field).filter(name::equals).isPresent())
                .count());
    }
}
