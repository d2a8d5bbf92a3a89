package io.millwright.vault.listing;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Listing;
import io.millwright.spi.Resource;
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.Reason;
import java.util.List;

/** Stores of both kinds. */
public final class StoreTable implements Listing {
    private static final Info INFO = new Info(
            "stores",
            "Stores",
            List.of(
                    new Column("Name", false, false),
                    new Column("Kind", false, true),
                    new Column("Provider", false, false),
                    new Column("Status", false, false),
                    new Column("Can", false, true),
                    new Column("Address", false, true)));

    @Override
    public Info info() {
        return INFO;
    }

    @Override
    public List<Row> rows(ClusterView cluster) {
        return Eso.stores(cluster).stream().map(StoreTable::row).toList();
    }

    private static Row row(Resource store) {
        Reason reason = Reason.of(store);
        String provider = store.at("spec", "provider")
                .filter(java.util.Map.class::isInstance)
                .flatMap(p -> ((java.util.Map<?, ?>) p).keySet().stream().findFirst())
                .map(Object::toString)
                .orElse("–");
        return new Row(
                store.ref(Eso.storeKind(store)),
                reason.severity(),
                List.of(
                        Eso.path(store),
                        store.kind(),
                        provider,
                        Reason.condition(store).flatMap(c -> c.text("reason")).orElse("–"),
                        store.text("status", "capabilities").orElse("–"),
                        store.text("spec", "provider", "vault", "server").orElse("–")));
    }
}
