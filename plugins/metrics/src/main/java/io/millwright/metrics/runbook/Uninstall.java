package io.millwright.metrics.runbook;

import io.millwright.kit.Installer;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.metrics.facts.Controllers;
import io.millwright.metrics.facts.Definitions;
import io.millwright.metrics.facts.Grafana;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the stack away; its volumes and definitions stay. */
final class Uninstall extends Base {
    Uninstall() {
        super(
                new RunbookInfo(
                        "uninstall",
                        "Remove the stack, keep its data",
                        Intent.UNINSTALL,
                        Danger.DESTRUCTIVE,
                        "Has every volume outlive its claim, proves it, and uninstalls the Helm release. Claims, volumes and definitions stay.",
                        Optional.of(Names.OPERATOR),
                        List.of(Releases.repository(Names.REPOSITORY), Releases.archive()),
                        List.of(
                                "From then on nothing is measured and no alert fires.",
                                "Never delete the definitions while anybody has monitors or rules: it deletes them all.",
                                "The Service that ends in -kubelet stays in kube-system, and the Secret that ends in -admission.",
                                "The same release in the same namespace takes the volumes up again: runbook install."),
                        List.of(
                                "https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack#uninstall-helm-chart")));
    }

    @Override
    protected List<Constraint> against(Resource operator, ClusterView view) {
        List<Constraint> found = new ArrayList<>();
        Optional<ObjectRef> release = Installer.release(operator);
        if (release.isEmpty()) {
            found.add(
                    Constraints.blocks("no-release", "no Helm release holds it", "remove it the way it was installed"));
        }
        servers(view).stream()
                .filter(s -> !ours(s, release))
                .forEach(s -> found.add(Constraints.blocks(
                        "in-use-" + s.word() + "-" + s.namespace() + "-" + s.name(),
                        s.object().kind() + " " + s.path() + " is of nobody's release and needs the operator",
                        "remove it first, or leave the operator")));
        return found;
    }

    private static List<Server> servers(ClusterView view) {
        List<Server> all = new ArrayList<>(Server.all(view, Names.PROM));
        all.addAll(Server.all(view, Names.AM));
        return all;
    }

    private static boolean ours(Server s, Optional<ObjectRef> release) {
        return s.release()
                .filter(r -> release.filter(x ->
                                x.namespace().equals(r.namespace()) && x.name().equals(r.name()))
                        .isPresent())
                .isPresent();
    }

    @Override
    protected Plan plan(Resource operator, Request request, ClusterView view, PlanDraft draft) {
        ObjectRef release = Installer.release(operator)
                .orElseThrow(() ->
                        refused(operator.name(), "no Helm release holds it", "Remove it the way it was installed."));
        List<Resource> claims = new ArrayList<>();
        for (Server s : servers(view).stream()
                .filter(x -> ours(x, Optional.of(release)))
                .toList()) {
            if (s.object()
                    .text("spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted")
                    .filter("Delete"::equals)
                    .isPresent()) {
                throw refused(
                        s.path(),
                        "its volumes are deleted with it: persistentVolumeClaimRetentionPolicy.whenDeleted is Delete",
                        "Set it to Retain first.");
            }
            claims.addAll(s.claims(view));
        }
        List<ObjectRef> charts = Grafana.all(view).stream()
                .filter(g -> Installer.release(g)
                                .filter(r -> r.name().equals(release.name()))
                                .isPresent()
                        && g.namespace().equals(release.namespace()))
                .flatMap(g -> Grafana.claim(g).stream())
                .toList();
        charts.forEach(c -> view.get(c).ifPresent(claims::add));
        for (Resource claim : claims) {
            claim.text("spec", "volumeName").ifPresent(v -> draft.step(retain(claim, v)));
        }
        if (charts.stream().anyMatch(c -> !kept(c, view))) {
            draft.step(keep(release, operator, request, charts));
        }
        Optional<ChartRef> chart =
                Controllers.chartVersion(operator).map(v -> new ChartRef(Names.REPOSITORY, Stack.CHART, v));
        draft.step(
                Releases.uninstall(request, release.namespace(), release.name(), chart, "Nothing needs it any more."));
        List<Check> there = new ArrayList<>();
        claims.forEach(c -> there.add(new Check.Exists(c.ref(Kind.PERSISTENT_VOLUME_CLAIM))));
        Names.DEFINITIONS.forEach(n -> there.add(new Check.Exists(Definitions.ref(n))));
        draft.step(Step.require(
                "kept",
                claims.size() + " claims and the definitions are still there",
                "They are what can be taken up again.",
                new Check.All(there)));
        return draft.consequence("keeps " + claims.size() + " volumes with their claims")
                .consequence("deletes rules, monitors and dashboards of the chart, and passwords")
                .plan("Remove the stack of " + request.instance().id().display() + ", keep its data");
    }

    private static boolean kept(ObjectRef claim, ClusterView view) {
        return view.get(claim)
                .flatMap(c -> c.annotation("helm.sh/resource-policy"))
                .filter("keep"::equals)
                .isPresent();
    }

    private static Step retain(Resource claim, String volume) {
        ObjectRef ref = ObjectRef.of(Kind.PERSISTENT_VOLUME, "", volume);
        return Step.change(
                "retain-" + claim.name(),
                "PersistentVolume " + volume + "  kept when its claim " + claim.name() + " goes",
                "A claim that is deleted by mistake then takes no data along.",
                new Action.Patch(
                        ref, Tree.of("spec", Tree.of("persistentVolumeReclaimPolicy", "Retain")), List.of(), ""),
                Check.fieldIs(ref, "Retain", "spec", "persistentVolumeReclaimPolicy"),
                Undo.EXACT,
                SHORT);
    }

    /** Helm looks at what the release rendered last: an annotation on the claim itself would be overlooked. */
    private static Step keep(ObjectRef release, Resource operator, Request request, List<ObjectRef> claims) {
        ChartRef chart = Releases.chart(
                request,
                () -> new ChartRef(
                        Names.REPOSITORY,
                        Stack.CHART,
                        Controllers.chartVersion(operator).orElse("")));
        List<Check> done = new ArrayList<>();
        claims.forEach(c -> done.add(Check.fieldIs(c, "keep", "metadata", "annotations", "helm.sh/resource-policy")));
        return Step.change(
                "keep",
                "release " + release.namespace() + "/" + release.name() + "  Grafana's claim is kept",
                "It is an object of the chart, so Helm would delete it.",
                new Action.Helm(
                        Action.Helm.Verb.UPGRADE,
                        release.namespace(),
                        release.name(),
                        Optional.of(chart),
                        Tree.of(
                                "grafana",
                                Tree.of(
                                        "persistence",
                                        Tree.of("annotations", Tree.of("helm.sh/resource-policy", "keep"))))),
                new Check.All(done),
                new Undo.None("a claim that is kept does no harm"),
                Duration.ofMinutes(10));
    }
}
