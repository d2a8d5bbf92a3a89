package io.millwright.certificates.listing;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.kit.listing.Table;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The certificates with what is next for each. */
public final class CertificateTable extends Table {
    public CertificateTable() {
        super(
                "certificates",
                "Certificates",
                CertManager.CERTIFICATE,
                "Name",
                "State",
                "Expires",
                "Renewal",
                "Issuer",
                "+Secret",
                "+Names");
    }

    @Override
    protected Row row(Resource object, ClusterView view) {
        Cert c = new Cert(object);
        return new Row(
                c.ref(),
                severity(c, view.now()),
                List.of(
                        c.path(),
                        c.issuing() ? "issuing: " + c.reason("Issuing") : c.ready() ? "Ready" : reason(c),
                        when(object.text("status", "notAfter"), view),
                        c.suspended() ? "by hand" : when(object.text("status", "renewalTime"), view),
                        object.text("spec", "issuerRef", "kind").orElse("Issuer") + " "
                                + object.text("spec", "issuerRef", "name").orElse("–"),
                        c.secretName(),
                        String.join(", ", object.texts("spec", "dnsNames"))));
    }

    private static String reason(Cert c) {
        return c.reason("Ready").isEmpty() ? "new" : c.reason("Ready");
    }

    private static Severity severity(Cert c, Instant now) {
        Optional<Instant> end = c.time("status", "notAfter");
        if (end.filter(e -> e.isBefore(now.plus(Duration.ofDays(2)))).isPresent()) {
            return Severity.CRITICAL;
        }
        return c.ready() ? Severity.OK : Severity.WARNING;
    }
}
