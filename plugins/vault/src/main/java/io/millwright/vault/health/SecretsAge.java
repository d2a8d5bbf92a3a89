package io.millwright.vault.health;

import io.millwright.kit.Times;
import io.millwright.kit.Tree;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.GoDuration;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether secrets that should be refreshed are. */
final class SecretsAge extends EsoCheck {
    private static final Duration GRACE = Duration.ofMinutes(5);

    SecretsAge() {
        super(
                "vault.eso.age",
                "Secrets refreshed",
                Dimension.CURRENCY,
                "status.refreshTime of each synchronised ExternalSecret: older than twice spec.refreshInterval and 5 minutes is Warning. Not for interval 0, CreatedOnce, OnChange, or sync windows.");
    }

    @Override
    protected List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return view.list(Names.EXTERNAL_SECRET, Selector.ALL).stream()
                .filter(s -> Reason.of(s).severity() == Severity.OK)
                .flatMap(s -> judge(s, view).stream())
                .toList();
    }

    private Optional<Finding> judge(Resource secret, ClusterView view) {
        Duration interval = GoDuration.of(secret.text("spec", "refreshInterval").orElse("1h0m0s"))
                .orElse(Duration.ofHours(1));
        String policy = secret.text("spec", "refreshPolicy").orElse("Periodic");
        Optional<Instant> refreshed = Times.kubernetes(secret.text("status", "refreshTime"));
        if (interval.isZero()
                || !policy.equals("Periodic")
                || secret.at("spec", "syncWindows").isPresent()
                || refreshed.isEmpty()) {
            return Optional.empty();
        }
        Duration age = Duration.between(refreshed.get(), view.now());
        return age.compareTo(interval.multipliedBy(2).plus(GRACE)) <= 0
                ? Optional.empty()
                : Optional.of(draft(
                                view,
                                Severity.WARNING,
                                Eso.path(secret) + " was refreshed " + Times.words(age) + " ago")
                        .impact("A value that was changed at its source doesn't arrive.")
                        .saw("refreshed", secret.ref(Names.EXTERNAL_SECRET), "status.refreshTime", refreshed.get())
                        .saw(
                                "interval",
                                secret.ref(Names.EXTERNAL_SECRET),
                                "spec.refreshInterval",
                                Times.words(interval))
                        .run(
                                "refresh it now",
                                "refresh",
                                Tree.of("namespace", secret.namespace(), "secret", secret.name()))
                        .build());
    }
}
