package io.millwright.postgres.runbook;

import io.millwright.kit.Installer;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.postgres.cnpg.BarmanPlugin;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Removes the Barman Cloud plugin when no cluster uses it. */
final class UninstallPlugin extends PluginRunbook {
    UninstallPlugin(Catalogue catalogue) {
        super(
                new RunbookInfo(
                        "uninstall-plugin",
                        "Uninstall the Barman Cloud plugin",
                        Intent.UNINSTALL,
                        Danger.DESTRUCTIVE,
                        "Removes the plugin the way it was installed, and keeps its definition with every ObjectStore.",
                        Optional.of(Cnpg.OPERATOR),
                        List.of(Releases.repository(catalogue.chartRepository())),
                        List.of(
                                "A cluster that asks for a plugin that isn't there is no longer reconciled at all.",
                                "What is stored stays where it is."),
                        List.of("https://cloudnative-pg.io/plugin-barman-cloud/docs/installation/")),
                catalogue);
    }

    @Override
    List<Constraint> constraints(Instance operator, Optional<BarmanPlugin> plugin, ClusterView view) {
        if (plugin.isEmpty()) {
            return List.of(missing());
        }
        List<PgCluster> users = users(view);
        return users.isEmpty()
                ? List.of()
                : List.of(Constraints.blocks(
                        "used",
                        users.size() + " clusters back up by it, "
                                + users.getFirst().namespace() + "/"
                                + users.getFirst().name() + " among them",
                        "take it out of their spec.plugins first"));
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        Instance operator = request.instance();
        BarmanPlugin plugin = BarmanPlugin.of(cluster)
                .orElseThrow(() -> refused(operator, "the plugin isn't installed", "There is nothing to do."));
        if (!users(cluster).isEmpty()) {
            throw refused(operator, "clusters still back up by it", "Take it out of their spec.plugins first.");
        }
        Management management = plugin.deployment().map(Installer::of).orElseGet(() -> Installer.of(plugin.service()));
        PlanDraft draft = draft(request, operator.version().orElse(""));
        switch (management.by()) {
            case HELM -> {
                String version = plugin.version().map(Version::text).orElse("");
                ObjectRef held =
                        Installer.release(plugin.deployment().orElseThrow()).orElseThrow();
                draft.step(Releases.uninstall(
                        request,
                        held.namespace(),
                        held.name(),
                        catalogue.plugins().stream()
                                .filter(r -> r.version().text().equals(version))
                                .flatMap(r -> r.chart().stream())
                                .findFirst(),
                        "Helm installed it; the chart keeps the definition."));
            }
            case OLM, GITOPS ->
                throw refused(
                        operator,
                        management.reference() + " installs the plugin, and would install it again",
                        "Remove it there.");
            case MANIFEST, MILLWRIGHT, UNKNOWN -> {
                // The Service first: by it the operator finds the plugin.
                draft.step(delete(ObjectRef.of(
                        Kind.SERVICE, plugin.namespace(), plugin.service().name())));
                plugin.reference().ifPresent(r -> draft.step(delete(r)));
            }
        }
        draft.consequence("no cluster can back up by the plugin until it is installed again")
                .consequence("keeps the definition, every ObjectStore, and everything that is stored");
        return draft.plan("Uninstall the Barman Cloud plugin on " + cluster.cluster());
    }

    private static Step delete(ObjectRef ref) {
        return Step.change(
                "delete-" + ref.kind().plural(),
                "delete " + ref.display(),
                "It is a part of the release's manifest.",
                new Action.Delete(ref, Propagation.FOREGROUND),
                new Check.Absent(ref),
                new Undo.None("apply the release's manifest again, or runbook install-plugin"),
                Duration.ofMinutes(3));
    }
}
