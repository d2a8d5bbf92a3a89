package io.millwright.postgres.health;

import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How long the cluster's certificates are good for. */
final class Certificates extends ClusterCheck {
    private static final Duration SOON = Duration.ofDays(14);
    private static final Duration RENEWAL = Duration.ofDays(6);
    private static final Duration NOW = Duration.ofDays(3);

    Certificates() {
        super(
                "postgres.certificates.expiry",
                "Certificates",
                Dimension.SECURITY,
                "status.certificates.expirations: the operator renews its own 7 days before the end, so less than 6 days means that renewal fails"
                        + " (Warning; Critical below 3 days); user-provided ones are Warning below 14 days, Critical below 3.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        Map<String, String> ends = new TreeMap<>(c.object().textMap("status", "certificates", "expirations"));
        return ends.entrySet().stream()
                .flatMap(e -> secret(c, e.getKey(), e.getValue(), view).stream())
                .toList();
    }

    private Optional<Finding> secret(PgCluster c, String secret, String text, ClusterView view) {
        Optional<Instant> end = Times.loose(text);
        String field = "status.certificates.expirations[" + secret + "]";
        if (end.isEmpty()) {
            return Optional.of(draft(view, Severity.UNKNOWN, "the end of certificate " + secret + " can't be read")
                    .suffix("unknown")
                    .impact("Whether it is about to end can't be said.")
                    .saw("end as the operator writes it", c.ref(), field, text)
                    .manual("look at the certificate", show(c, secret))
                    .build());
        }
        boolean provided = c.object().textMap("spec", "certificates").containsValue(secret);
        Duration left = Duration.between(view.now(), end.get());
        Duration warn = provided ? SOON : RENEWAL;
        if (left.compareTo(warn) >= 0) {
            return Optional.empty();
        }
        boolean over = left.isNegative();
        String title = over
                ? "certificate " + secret + " ended " + Times.words(left) + " ago"
                : "certificate " + secret + " ends in " + Times.words(left);
        FindingDraft draft = draft(view, left.compareTo(NOW) < 0 ? Severity.CRITICAL : Severity.WARNING, title)
                .suffix(over ? "expired" : "expiring")
                .impact(
                        over
                                ? "Standbys and clients that check it can't connect."
                                : "From then on standbys and clients that check it can't connect.")
                .saw("end", c.ref(), field, text)
                .compared("limit", "threshold", Times.words(warn));
        return Optional.of((provided
                        ? draft.cause("it is yours: the operator doesn't renew it")
                                .manual(
                                        "replace it",
                                        "Put the new certificate into the Secret, with label cnpg.io/reload=true:\n"
                                                + show(c, secret))
                        : draft.cause("the operator renews it 7 days before the end; that fails")
                                .manual(
                                        "have it made anew",
                                        "kubectl -n " + c.namespace() + " delete secret " + secret
                                                + "\nkubectl -n " + c.namespace() + " annotate --overwrite cluster "
                                                + c.name()
                                                + " cnpg.io/reloadedAt=\"$(date -Iseconds)\"\nNever delete " + c.name()
                                                + "-ca for this: clients that know the old authority would refuse the new one."))
                .build());
    }

    private static String show(PgCluster c, String secret) {
        return "kubectl -n " + c.namespace() + " get secret " + secret
                + " -o jsonpath='{.data.tls\\.crt}' | base64 -d | openssl x509 -noout -enddate";
    }
}
