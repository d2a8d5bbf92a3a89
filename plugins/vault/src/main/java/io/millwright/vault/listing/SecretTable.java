package io.millwright.vault.listing;

import io.millwright.kit.listing.Table;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Reason;
import java.util.List;

/** What is brought into namespaces. */
public final class SecretTable extends Table {
    public SecretTable() {
        super(
                "secrets",
                "External secrets",
                Names.EXTERNAL_SECRET,
                "Name",
                "Status",
                "Refreshed",
                "+Every",
                "+Store",
                "+Target");
    }

    @Override
    protected Row row(Resource secret, ClusterView view) {
        return new Row(
                secret.ref(Names.EXTERNAL_SECRET),
                Reason.of(secret).severity(),
                List.of(
                        Eso.path(secret),
                        Reason.condition(secret).flatMap(c -> c.text("reason")).orElse("–"),
                        when(secret.text("status", "refreshTime"), view),
                        secret.text("spec", "refreshInterval").orElse("1h0m0s"),
                        secret.text("spec", "secretStoreRef", "name").orElse("–"),
                        Eso.target(secret).name()));
    }
}
