package io.millwright.ingress.health;

import io.millwright.ingress.facts.ExternalDns;
import io.millwright.kit.Metrics;
import io.millwright.kit.Operators;
import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether names are still being kept in step. */
final class DnsSync extends DnsCheck {
    private static final String METRIC = "external_dns_controller_last_sync_timestamp_seconds";
    private static final Duration LONG = Duration.ofMinutes(15);

    DnsSync() {
        super(
                "ingress.dns.sync",
                "DNS records in step",
                Dimension.AVAILABILITY,
                "Metric " + METRIC
                        + ": older than three intervals and a minute is Warning, older than 15 min is Critical; no pod is"
                        + " Critical, no metrics is Unknown.");
    }

    @Override
    List<Finding> look(ExternalDns dns, ClusterView view) {
        String log = "kubectl -n %s logs deploy/%s --tail=50"
                .formatted(dns.ref().namespace(), dns.ref().name());
        if (!Operators.available(dns.deployment())) {
            return List.of(draft(view, Severity.CRITICAL, "external-dns is down")
                    .suffix("down")
                    .impact("Names of new or moved hosts aren't written.")
                    .saw("pods available", dns.ref(), "status.availableReplicas", 0)
                    .manual("see why", log)
                    .build());
        }
        Optional<Double> last = metrics(dns, view).flatMap((Metrics m) -> m.value(METRIC, ""));
        if (last.isEmpty()) {
            return List.of(draft(view, Severity.UNKNOWN, "when DNS was last kept in step can't be told")
                    .suffix("unknown")
                    .impact("Records that are no longer written would stay unseen.")
                    .saw("metrics", dns.ref(), ":7979/metrics", "not readable")
                    .manual("see its log", log)
                    .build());
        }
        Instant when = Instant.ofEpochSecond(last.get().longValue());
        Duration age = Duration.between(when, view.now());
        Duration limit = dns.interval().multipliedBy(3).plusMinutes(1);
        if (age.compareTo(limit) <= 0) {
            return List.of();
        }
        return List.of(draft(
                        view,
                        age.compareTo(LONG) > 0 ? Severity.CRITICAL : Severity.WARNING,
                        "DNS was last kept in step " + Times.words(age) + " ago")
                .impact("Names of new or moved hosts aren't written.")
                .saw("last time", dns.ref(), METRIC, when)
                .compared("how often it looks", "--interval", Times.words(dns.interval()))
                .manual("see what the provider says: login, rate limit, zone", log)
                .build());
    }
}
