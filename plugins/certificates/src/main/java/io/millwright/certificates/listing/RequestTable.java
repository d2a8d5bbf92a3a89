package io.millwright.certificates.listing;

import io.millwright.certificates.facts.CertManager;
import io.millwright.kit.listing.Table;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** The requests to issuers. */
public final class RequestTable extends Table {
    public RequestTable() {
        super(
                "requests",
                "Requests",
                CertManager.REQUEST,
                "Name",
                "State",
                "Made",
                "Certificate",
                "Issuer",
                "+Message");
    }

    @Override
    protected Row row(Resource request, ClusterView view) {
        Optional<Resource> ready = request.condition("Ready");
        String reason = ready.flatMap(c -> c.text("reason")).orElse("new");
        return new Row(
                request.ref(CertManager.REQUEST),
                switch (reason) {
                    case "Failed", "Denied" -> Severity.WARNING;
                    default -> Severity.OK;
                },
                List.of(
                        request.namespace() + "/" + request.name(),
                        reason,
                        when(request.text("metadata", "creationTimestamp"), view),
                        request.annotation(CertManager.CERTIFICATE_NAME).orElse("–"),
                        request.text("spec", "issuerRef", "name").orElse("–"),
                        ready.flatMap(c -> c.text("message")).orElse("–")));
    }
}
