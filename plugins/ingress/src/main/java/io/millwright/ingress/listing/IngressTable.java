package io.millwright.ingress.listing;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.listing.Table;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** The Ingresses of every class. */
public final class IngressTable extends Table {
    public IngressTable() {
        super("ingresses", "Ingresses", Names.INGRESS, "name", "hosts", "class", "address", "tls", "+namespace");
    }

    @Override
    protected Row row(Resource i, ClusterView view) {
        List<String> hosts = i.items("spec", "rules").stream()
                .map(r -> r.text("host").orElse("*"))
                .distinct()
                .toList();
        Optional<String> address = i.items("status", "loadBalancer", "ingress").stream()
                .flatMap(a -> a.text("ip").or(() -> a.text("hostname")).stream())
                .findFirst();
        return new Row(
                i.ref(kind()),
                address.isEmpty() ? Severity.WARNING : Severity.OK,
                List.of(
                        i.name(),
                        hosts.isEmpty() ? "*" : String.join(" ", hosts),
                        i.text("spec", "ingressClassName")
                                .or(() -> i.annotation(Names.CLASS_ANNOTATION))
                                .orElse("none"),
                        address.orElse("none"),
                        i.items("spec", "tls").isEmpty() ? "no" : "yes",
                        i.namespace()));
    }
}
