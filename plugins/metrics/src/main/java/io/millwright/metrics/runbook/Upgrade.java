package io.millwright.metrics.runbook;

import io.millwright.kit.Installer;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.metrics.facts.Controllers;
import io.millwright.metrics.facts.Definitions;
import io.millwright.metrics.facts.Grafana;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.facts.Versions;
import io.millwright.metrics.named.Questions;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Release;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Upgrades the whole stack by its chart, definitions first. */
final class Upgrade extends Base {
    Upgrade() {
        super(
                new RunbookInfo(
                        "upgrade",
                        "Upgrade the stack",
                        Intent.UPGRADE,
                        Danger.DISRUPTIVE,
                        "Applies the definitions of the new version, upgrades kube-prometheus-stack with the release's own values, and waits until every Prometheus"
                                + " and Alertmanager answers again.",
                        Optional.of(Names.OPERATOR),
                        parameters(Versions.newest(Names.OPERATOR), "newest"),
                        List.of(
                                "A new operator restarts all Prometheus and Alertmanager pods of the cluster, one by one; each replays its log.",
                                "Grafana migrates its database: only a restore of its volume leads back.",
                                "From 85 on Prometheus' image has no shell: mirror the tags that end in -distroless.",
                                "From 84 on Grafana is 13: some data sources are plugins of their own."),
                        List.of(
                                "https://github.com/prometheus-community/helm-charts/blob/main/charts/kube-prometheus-stack/UPGRADE.md")));
    }

    private static List<Parameter> parameters(String best, String origin) {
        return List.of(
                Ask.with(
                        Ask.choice(
                                "version",
                                "Operator",
                                "The operator's version that runs afterwards; its chart brings the rest.",
                                Versions.of(Names.OPERATOR).toArray(String[]::new)),
                        best,
                        origin),
                Schemas.parameter(false),
                Releases.repository(Names.REPOSITORY),
                Releases.archive());
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        return target.flatMap(t -> root(kind(t), t, view))
                .flatMap(Controllers::version)
                .flatMap(v ->
                        Versions.catalogue().next(Names.OPERATOR, v).stream().findFirst())
                .map(r -> parameters(r.version(), "newest that one step leads to"))
                .orElseGet(() -> info().parameters());
    }

    private static List<Server> servers(ClusterView view) {
        List<Server> all = new ArrayList<>(Server.all(view, Names.PROM));
        all.addAll(Server.all(view, Names.AM));
        return all;
    }

    @Override
    protected List<Constraint> against(Resource operator, ClusterView view) {
        List<Constraint> found = new ArrayList<>();
        if (Installer.release(operator).isEmpty()) {
            found.add(Constraints.blocks(
                    "no-release",
                    "no Helm release holds it: " + Installer.of(operator).by(),
                    "upgrade it where it comes from: OLM's channel, the GitOps repository or the manifest"));
        }
        servers(view).stream()
                .filter(s -> !s.settled() || s.paused())
                .forEach(s -> found.add(Constraints.blocks(
                        "unsettled-" + s.word() + "-" + s.namespace() + "-" + s.name(),
                        s.object().kind() + " " + s.path()
                                + (s.paused() ? " is paused" : " isn't at rest: " + s.message()),
                        s.paused() ? "resume it, or it keeps its old version" : "bring it to rest first")));
        return found;
    }

    @Override
    protected Plan plan(Resource operator, Request request, ClusterView view, PlanDraft draft) {
        String to = request.input("version");
        String from = Controllers.version(operator).orElse("");
        ObjectRef release = Installer.release(operator)
                .orElseThrow(
                        () -> refused(operator.name(), "no Helm release holds it", "Upgrade it where it comes from."));
        Versions.catalogue().against(Names.OPERATOR, from, to).ifPresent(why -> {
            throw refused(operator.name(), why, "Choose a version that one step leads to.");
        });
        ChartRef chart = Releases.chart(
                request,
                () -> chart(to)
                        .orElseThrow(() ->
                                refused(operator.name(), "there is no chart of " + to, "Choose another version.")));
        List<Server> servers = servers(view);
        for (Server s : servers) {
            draft.step(Step.require(
                    id("settled", s),
                    s.object().kind() + " " + s.path() + " runs as asked for",
                    "Its pods restart.",
                    Questions.settled(s)));
        }
        if (!Definitions.are(to, view)) {
            if (request.contents().getOrDefault("definitions", "").isBlank()) {
                throw Schemas.refused(
                        request,
                        "the definitions in the cluster aren't of " + to + ", and Helm doesn't upgrade them",
                        to);
            }
            draft.step(Schemas.step(Schemas.read(request, to), to));
        }
        draft.step(Releases.upgrade(
                                release.namespace(),
                                release.name(),
                                chart,
                                Map.of(),
                                "The chart brings operator " + to
                                        + ", Prometheus, Alertmanager, Grafana, rules and dashboards.",
                                back(request, release, from))
                        .before(Questions.definitions(to)))
                .step(Step.await(
                        "available",
                        "the operator runs in " + to,
                        "Its image is pulled.",
                        Questions.operatorDone(to),
                        Duration.ofMinutes(10)));
        for (Server s : servers) {
            draft.step(Step.await(
                    id("settled-again", s),
                    s.object().kind() + " " + s.path() + " runs as asked for again",
                    "Its pods have restarted one by one.",
                    Questions.settled(s),
                    Duration.ofMinutes(10 + 20 * s.wanted())));
        }
        List<Resource> grafanas = Grafana.of(release.namespace(), release.name(), view);
        grafanas.forEach(g -> draft.step(Step.await(
                "grafana-" + g.name(),
                "Grafana " + g.namespace() + "/" + g.name() + " runs",
                "It has migrated its database.",
                new Check.Ready(ObjectRef.of(Kind.DEPLOYMENT, g.namespace(), g.name())),
                Duration.ofMinutes(10))));
        if (!grafanas.isEmpty()) {
            draft.risk(
                    "grafana",
                    "Grafana's database can't be migrated back",
                    "Take a snapshot of its volume first where dashboards are made by hand.");
        }
        long pods = servers.stream().mapToLong(Server::wanted).sum();
        return draft.consequence("restarts " + pods + " pods of Prometheus and Alertmanager, one by one in each")
                .consequence("keeps the release's values")
                .plan("Upgrade the stack of " + request.instance().id().display() + ": operator " + from + " → " + to);
    }

    private static String id(String word, Server s) {
        return word + "-" + s.word() + "-" + s.namespace() + "-" + s.name();
    }

    private static Optional<ChartRef> chart(String version) {
        return Versions.catalogue().find(Names.OPERATOR, version).flatMap(Release::chart);
    }

    private static Undo back(Request request, ObjectRef release, String from) {
        return Releases.back(
                request,
                release,
                chart(from),
                "pods restart again; the definitions stay new, and Grafana's database migrated",
                "the former chart isn't in the release catalogue");
    }
}
