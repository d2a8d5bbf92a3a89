package io.millwright.postgres.health;

import io.millwright.kit.Times;
import io.millwright.kit.Version;
import io.millwright.postgres.cnpg.BarmanPlugin;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Barman Cloud plugin itself, where it is installed: whether it runs, its version, its certificates. */
final class OperatorPlugin extends OperatorCheck {
    private static final Duration SOON = Duration.ofDays(7);
    private static final Duration NOW = Duration.ofDays(3);
    private final Catalogue catalogue;

    OperatorPlugin(Catalogue catalogue) {
        super(
                "postgres.operator.plugin",
                "Barman Cloud plugin",
                Dimension.DURABILITY,
                "The plugin's Service, Deployment and cert-manager Certificates: no pod available is Critical, a place outside the operator's"
                        + " namespace too, an older version than the release catalogue's is Warning, a certificate that wasn't renewed 7 days before"
                        + " its end Warning, and Critical 3 days before.");
        this.catalogue = catalogue;
    }

    @Override
    List<Finding> look(Resource operator, ObjectRef ref, ClusterView view) {
        Optional<BarmanPlugin> found = BarmanPlugin.of(view);
        if (found.isEmpty()) {
            // Clusters that ask for it say so themselves.
            return List.of();
        }
        BarmanPlugin plugin = found.get();
        ObjectRef itself = plugin.reference()
                .orElseGet(() -> ObjectRef.of(
                        Kind.SERVICE, plugin.namespace(), plugin.service().name()));
        List<Finding> findings = new ArrayList<>();
        if (!plugin.namespace().equals(ref.namespace())) {
            findings.add(draft(view, Severity.CRITICAL, "the plugin isn't in the operator's namespace")
                    .suffix("elsewhere")
                    .impact("The operator doesn't find it: clusters that ask for it aren't reconciled.")
                    .saw("plugin", itself, "metadata.namespace", plugin.namespace())
                    .saw("operator", ref, "metadata.namespace", ref.namespace())
                    .run("install it there", "install-plugin", Map.of())
                    .build());
        } else if (!plugin.available()) {
            findings.add(down(plugin, itself, view));
        }
        behind(plugin, itself, view).ifPresent(findings::add);
        certificates(plugin, view).forEach(findings::add);
        return findings;
    }

    private Finding down(BarmanPlugin plugin, ObjectRef itself, ClusterView view) {
        return draft(view, Severity.CRITICAL, "the Barman Cloud plugin doesn't run")
                .suffix("down")
                .impact("Clusters that use it aren't reconciled: nothing fails over, scales, archives or is backed up.")
                .saw(
                        "pods available",
                        itself,
                        "status.availableReplicas",
                        plugin.deployment()
                                .flatMap(d -> d.number("status", "availableReplicas"))
                                .orElse(0L))
                .manual("look at its pods and log", """
                        kubectl -n %1$s describe deployment %2$s
                        kubectl -n %1$s logs deployment/%2$s --tail=50
                        kubectl -n %1$s get certificates
                        """.formatted(plugin.namespace(), itself.name()))
                .build();
    }

    private Optional<Finding> behind(BarmanPlugin plugin, ObjectRef itself, ClusterView view) {
        Version newest = catalogue.plugins().stream()
                .filter(r -> r.chart().isPresent())
                .findFirst()
                .orElseThrow()
                .version();
        return plugin.version()
                .filter(v -> v.olderThan(newest))
                .map(v -> draft(view, Severity.WARNING, "the Barman Cloud plugin " + v + " isn't the newest, " + newest)
                        .suffix("behind")
                        .impact("Newer ones fix what fails in backups and archiving; older ones get no fixes.")
                        .saw("version that runs", itself, "spec.template.spec.containers[].image", v)
                        .compared("newest with a chart", "release catalogue", newest)
                        .run("upgrade it", "upgrade-plugin", Map.of())
                        .build());
    }

    private List<Finding> certificates(BarmanPlugin plugin, ClusterView view) {
        if (!view.serves(BarmanPlugin.CERTIFICATE)) {
            return List.of();
        }
        return view.list(BarmanPlugin.CERTIFICATE, Selector.in(plugin.namespace())).stream()
                .filter(c -> c.text("spec", "secretName")
                        .filter(BarmanPlugin.SECRETS::contains)
                        .isPresent())
                .flatMap(c -> certificate(c, view).stream())
                .toList();
    }

    private Optional<Finding> certificate(Resource c, ClusterView view) {
        Optional<Instant> end = Times.kubernetes(c.text("status", "notAfter"));
        Duration left = end.map(e -> Duration.between(view.now(), e)).orElse(SOON);
        if (left.compareTo(SOON) >= 0) {
            return Optional.empty();
        }
        boolean over = left.isNegative();
        return Optional.of(draft(
                        view,
                        left.compareTo(NOW) < 0 ? Severity.CRITICAL : Severity.WARNING,
                        "the plugin's certificate " + c.name()
                                + (over ? " has ended" : " ends in " + Times.words(left)))
                .suffix("certificate")
                .impact((over ? "" : "From then on ")
                        + "operator and plugin can't talk, and clusters that use it aren't reconciled.")
                .saw(
                        "end",
                        ObjectRef.of(BarmanPlugin.CERTIFICATE, c.namespace(), c.name()),
                        "status.notAfter",
                        c.text("status", "notAfter").orElse(""))
                .compared("limit", "threshold", Times.words(SOON))
                .cause("cert-manager renews it well before; that fails")
                .manual(
                        "see why it isn't renewed",
                        "kubectl -n " + c.namespace() + " describe certificate " + c.name()
                                + "\nmillwright health certificates")
                .build());
    }
}
