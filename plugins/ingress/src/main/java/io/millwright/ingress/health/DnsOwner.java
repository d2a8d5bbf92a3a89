package io.millwright.ingress.health;

import io.millwright.ingress.facts.ExternalDns;
import io.millwright.kit.Metrics;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether somebody else owns records that it wants to write. */
final class DnsOwner extends DnsCheck {
    private static final String METRIC = "external_dns_registry_skipped_records_owner_mismatch_per_sync";

    DnsOwner() {
        super(
                "ingress.dns.owner",
                "Owner of DNS records",
                Dimension.CONFIGURATION,
                "Argument --txt-owner-id and metric " + METRIC
                        + ": the owner 'default' or a skipped record is Warning; no metrics is" + " Unknown.");
    }

    @Override
    List<Finding> look(ExternalDns dns, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        if (dns.owner().equals("default")) {
            findings.add(draft(view, Severity.WARNING, "external-dns writes as owner 'default'")
                    .suffix("default")
                    .impact(
                            "Another cluster's external-dns without an owner of its own takes its records for its own and deletes them.")
                    .saw("owner", dns.ref(), "args --txt-owner-id", dns.owner())
                    .manual(
                            "give it an owner of its own",
                            "Save the zone first. Then set txtOwnerId to a name that no other cluster has, and start it once with --migrate-from-txt-owner=default.")
                    .build());
        }
        Optional<Double> skipped = metrics(dns, view).flatMap((Metrics m) -> m.sum(METRIC));
        if (skipped.isEmpty()) {
            findings.add(draft(view, Severity.UNKNOWN, "whether records belong to somebody else can't be told")
                    .suffix("unknown")
                    .impact("Names that point elsewhere would stay unseen.")
                    .saw("metrics", dns.ref(), ":7979/metrics", "not readable")
                    .manual(
                            "see its log",
                            "kubectl -n %s logs deploy/%s --tail=50"
                                    .formatted(dns.ref().namespace(), dns.ref().name()))
                    .build());
        } else if (skipped.get() > 0) {
            findings.add(draft(
                            view, Severity.WARNING, skipped.get().longValue() + " DNS records belong to another owner")
                    .suffix("foreign")
                    .impact("These names keep pointing where the other owner wants them.")
                    .saw("records left alone", dns.ref(), METRIC, skipped.get().longValue())
                    .manual(
                            "see whose they are",
                            "dig +short TXT a-NAME shows heritage=external-dns,external-dns/owner=OWNER. Let the other owner give the name up first.")
                    .build());
        }
        return findings;
    }
}
