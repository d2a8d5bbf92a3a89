package io.millwright.postgres.runbook;

import io.millwright.kit.Version;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.postgres.cnpg.BarmanPlugin;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Installs the Barman Cloud plugin beside the operator, which finds it by its Service. */
final class InstallPlugin extends PluginRunbook {
    InstallPlugin(Catalogue catalogue) {
        super(
                new RunbookInfo(
                        "install-plugin",
                        "Install the Barman Cloud plugin",
                        Intent.INSTALL,
                        Danger.REVERSIBLE,
                        "Installs the plugin that sends backups and WAL to an object store, by its Helm chart, in the operator's namespace.",
                        Optional.of(Cnpg.OPERATOR),
                        List.of(
                                Ask.choice(
                                        "version",
                                        "Version",
                                        "Which version is installed.",
                                        charted(catalogue).stream()
                                                .map(r -> r.version().text())
                                                .toArray(String[]::new)),
                                Releases.repository(catalogue.chartRepository()),
                                Releases.archive(),
                                Releases.release(BarmanPlugin.SIDECAR)),
                        List.of(
                                "It needs cert-manager, by whose certificates operator and plugin know each other.",
                                "Clusters use it only when they are told to: set-backup-destination, or move-to-plugin.",
                                "Its definition stays when it is removed: deleting it deletes every ObjectStore."),
                        List.of("https://cloudnative-pg.io/plugin-barman-cloud/docs/installation/")),
                catalogue);
    }

    @Override
    List<Constraint> constraints(Instance operator, Optional<BarmanPlugin> plugin, ClusterView view) {
        List<Constraint> found = new ArrayList<>();
        plugin.ifPresent(p -> found.add(new Constraint(
                "installed",
                "the plugin is installed in " + p.namespace()
                        + p.version().map(v -> ", version " + v).orElse(""),
                "upgrade it: runbook upgrade-plugin",
                Constraint.Kind.NOT_APPLICABLE)));
        if (!view.serves(BarmanPlugin.CERTIFICATE)) {
            found.add(Constraints.blocks(
                    "no-cert-manager",
                    "cert-manager isn't installed, and the plugin has no other certificates",
                    "install it: millwright run certificates install"));
        }
        operator.version()
                .map(Version::of)
                .filter(v -> v.olderThan(BarmanPlugin.LEAST_OPERATOR))
                .ifPresent(v -> found.add(Constraints.blocks(
                        "operator-old",
                        "operator " + v + " is too old for it: " + BarmanPlugin.LEAST_OPERATOR + " is the least",
                        "upgrade the operator first")));
        return found;
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        Instance operator = request.instance();
        String namespace = operator.root().namespace();
        String release = request.input("release").isEmpty() ? BarmanPlugin.SIDECAR : request.input("release");
        boolean local = !request.input("archive").isEmpty();
        String version = local ? "" : request.input("version");
        PlanDraft draft = draft(request, operator.version().orElse(""));
        draft.step(Releases.install(
                        namespace,
                        release,
                        Releases.chart(
                                request,
                                () -> release(operator, request.input("version"))
                                        .chart()
                                        .orElseThrow(() -> refused(
                                                operator,
                                                "upstream has made no chart of " + request.input("version"),
                                                "Choose another version."))),
                        Map.of(),
                        "The chart brings the definition, the plugin, its rights and its certificates.",
                        "the definition stays, and every ObjectStore"))
                .step(Step.await(
                        "established",
                        "ObjectStores are served",
                        "Until then no destination can be set.",
                        Releases.established(List.of(Cnpg.definition(Cnpg.OBJECT_STORE))),
                        Duration.ofMinutes(2)));
        running(ObjectRef.of(Kind.DEPLOYMENT, namespace, fullName(release)), draft);
        draft.step(Step.await(
                        "registered",
                        "the operator can find it",
                        "The operator looks for Services with the plugin's name.",
                        new Check.FieldMatches(
                                ObjectRef.of(Kind.SERVICE, namespace, "barman-cloud"),
                                List.of("metadata", "labels", Cnpg.PLUGIN_LABEL),
                                Check.Operator.EQUALS,
                                Cnpg.BARMAN_PLUGIN),
                        Duration.ofMinutes(1)))
                .consequence("installs the plugin" + (version.isEmpty() ? "" : " " + version) + " in " + namespace)
                .consequence("changes no database, and restarts none");
        return draft.plan("Install the Barman Cloud plugin" + (version.isEmpty() ? "" : " " + version) + " on "
                + cluster.cluster());
    }
}
