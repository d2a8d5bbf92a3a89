package io.millwright.certificates.listing;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Reasons;
import io.millwright.certificates.facts.Reasons.Meaning;
import io.millwright.kit.listing.Table;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** The orders at ACME servers. */
public final class OrderTable extends Table {
    public OrderTable() {
        super("orders", "Orders", CertManager.ORDER, "Name", "State", "Made", "Names", "+Reason");
    }

    @Override
    protected Row row(Resource order, ClusterView view) {
        String state = order.text("status", "state").orElse("new");
        return new Row(
                order.ref(CertManager.ORDER),
                Reasons.of("order.state", state).equals(Optional.of(Meaning.FAILED)) ? Severity.WARNING : Severity.OK,
                List.of(
                        order.namespace() + "/" + order.name(),
                        state,
                        when(order.text("metadata", "creationTimestamp"), view),
                        String.join(", ", order.texts("spec", "dnsNames")),
                        order.text("status", "reason").orElse("–")));
    }
}
