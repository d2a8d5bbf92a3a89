package io.millwright.postgres.runbook;

import io.millwright.kit.Installer;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.postgres.cnpg.BarmanPlugin;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Management;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Upgrades the Barman Cloud plugin and waits until every cluster that backs up by it has the new sidecar. */
final class UpgradePlugin extends PluginRunbook {
    UpgradePlugin(Catalogue catalogue) {
        super(
                new RunbookInfo(
                        "upgrade-plugin",
                        "Upgrade the Barman Cloud plugin",
                        Intent.UPGRADE,
                        Danger.DISRUPTIVE,
                        "Upgrades the plugin by its chart, and waits until every cluster that backs up by it has the new sidecar.",
                        Optional.of(Cnpg.OPERATOR),
                        List.of(
                                Ask.choice(
                                        "version",
                                        "Version",
                                        "Which version is to run.",
                                        charted(catalogue).stream()
                                                .map(r -> r.version().text())
                                                .toArray(String[]::new)),
                                Releases.repository(catalogue.chartRepository()),
                                Releases.archive()),
                        List.of(
                                "Every instance of the clusters that use it restarts, the primaries last.",
                                "While the plugin itself restarts, operators can't reconcile those clusters, and nothing fails over.",
                                "Upgrade the operator first: an older one may not know a newer plugin."),
                        List.of("https://cloudnative-pg.io/plugin-barman-cloud/docs/upgrades/")),
                catalogue);
    }

    @Override
    List<Constraint> constraints(Instance operator, Optional<BarmanPlugin> plugin, ClusterView view) {
        if (plugin.isEmpty()) {
            return List.of(missing());
        }
        List<Constraint> found = new ArrayList<>();
        if (helm(plugin.get()).isEmpty()) {
            found.add(Constraints.blocks(
                    "owner",
                    "no Helm release brought it: "
                            + plugin.get()
                                    .deployment()
                                    .map(d -> Installer.of(d).by().toString())
                                    .orElse("its Deployment isn't found"),
                    "apply the release's manifest, or change it where it is kept"));
        }
        found.addAll(Steps.unsettled(users(view)));
        return found;
    }

    private static Optional<ObjectRef> helm(BarmanPlugin plugin) {
        return plugin.deployment()
                .filter(d -> Installer.of(d).by() == Management.By.HELM)
                .flatMap(Installer::release);
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        Instance operator = request.instance();
        BarmanPlugin plugin = BarmanPlugin.of(cluster)
                .orElseThrow(
                        () -> refused(operator, "the plugin isn't installed", "Install it: runbook install-plugin."));
        ObjectRef held = helm(plugin)
                .orElseThrow(() -> refused(
                        operator, "no Helm release brought the plugin", "Apply the release's manifest instead."));
        String from = plugin.version().map(Version::text).orElse("");
        boolean local = !request.input("archive").isEmpty();
        // An archive is named after its chart's version, which isn't the plugin's.
        String to = local ? "" : request.input("version");
        if (!local) {
            newer(operator, from, to);
        }
        PlanDraft draft = draft(request, operator.version().orElse(""));
        List<PgCluster> users =
                users(cluster).stream().filter(c -> !c.hibernated()).toList();
        users.forEach(c -> draft.step(Step.require(
                "settled-" + c.namespace() + "." + c.name(),
                "cluster " + c.namespace() + "/" + c.name() + " healthy",
                "Its instances are about to restart.",
                Questions.settled(c))));
        Optional<ChartRef> former = catalogue.plugins().stream()
                .filter(r -> r.version().text().equals(from))
                .flatMap(r -> r.chart().stream())
                .findFirst();
        draft.step(Releases.upgrade(
                held.namespace(),
                held.name(),
                Releases.chart(
                        request,
                        () -> release(operator, to)
                                .chart()
                                .orElseThrow(() -> refused(
                                        operator, "upstream has made no chart of " + to, "Choose another version."))),
                Map.of(),
                "The chart brings the plugin, and the sidecar's image with it.",
                Releases.back(
                        request,
                        held,
                        former,
                        "instances that have the new sidecar restart again",
                        "which chart ran before isn't known")));
        Resource deployment = plugin.deployment().orElseThrow();
        running(plugin.reference().orElseThrow(), draft);
        for (PgCluster c : users) {
            draft.step(Step.await(
                    "follows-" + c.namespace() + "." + c.name(),
                    "cluster " + c.namespace() + "/" + c.name() + " has the new sidecar",
                    "The operator makes each instance anew with it, the primary last; then the standbys stream again.",
                    Check.all(Questions.sidecars(c, to), Steps.settledAndStreaming(c)),
                    Duration.ofMinutes(10 + 10 * c.wanted())));
        }
        long instances = users.stream().mapToLong(PgCluster::wanted).sum();
        draft.consequence("restarts " + instances + " instances of " + users.size()
                        + " clusters, the primary of each last")
                .consequence("restarts the plugin " + deployment.namespace() + "/" + deployment.name())
                .consequence("what is stored isn't touched");
        return draft.plan("Upgrade the Barman Cloud plugin " + from + " → " + (to.isEmpty() ? "the archive's" : to)
                + " on " + cluster.cluster());
    }

    private void newer(Instance operator, String from, String to) {
        if (from.equals(to)) {
            throw refused(operator, "the plugin is " + to + " already", "Choose a newer version.");
        }
        if (!from.isEmpty() && Version.of(to).olderThan(Version.of(from))) {
            throw refused(operator, to + " is older than " + from, "Choose a newer version.");
        }
    }
}
