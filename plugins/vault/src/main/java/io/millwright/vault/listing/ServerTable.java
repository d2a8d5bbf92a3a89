package io.millwright.vault.listing;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Listing;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Server;
import java.util.List;

/** Each server, as its own labels say. They can be stale: the health checks ask the servers themselves. */
public final class ServerTable implements Listing {
    private static final Info INFO = new Info(
            "servers",
            "Servers",
            List.of(
                    new Column("Name", false, false),
                    new Column("Role", false, false),
                    new Column("Sealed", false, false),
                    new Column("Version", false, false),
                    new Column("Template", false, true),
                    new Column("Node", false, true)));

    @Override
    public Info info() {
        return INFO;
    }

    @Override
    public List<Row> rows(ClusterView cluster) {
        return Server.all(cluster).stream()
                .flatMap(s -> s.pods(cluster).stream().map(p -> row(s, p)))
                .toList();
    }

    private static Row row(Server server, Resource pod) {
        String sealed = pod.label(server.product().label("sealed")).orElse("unknown");
        boolean active = pod.label(server.product().label("active"))
                .filter("true"::equals)
                .isPresent();
        return new Row(
                pod.ref(Kind.POD),
                switch (sealed) {
                    case "false" -> Severity.OK;
                    case "true" -> Severity.CRITICAL;
                    default -> Severity.UNKNOWN;
                },
                List.of(
                        pod.namespace() + "/" + pod.name(),
                        active ? "leader" : sealed.equals("false") ? "standby" : "–",
                        switch (sealed) {
                            case "false" -> "no";
                            case "true" -> "yes";
                            default -> "unknown";
                        },
                        pod.label(server.product().label("version")).orElse("–"),
                        server.current(pod) ? "current" : "former",
                        pod.text("spec", "nodeName").orElse("–")));
    }
}
