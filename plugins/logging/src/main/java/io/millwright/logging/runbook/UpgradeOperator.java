package io.millwright.logging.runbook;

import io.millwright.kit.Installer;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.logging.facts.Eck;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.logging.facts.Versions;
import io.millwright.logging.named.Questions;
import io.millwright.spi.ChartRef;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Release;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Upgrades ECK's operator by its chart. */
final class UpgradeOperator extends Base {
    private final Versions versions;

    UpgradeOperator(Versions versions) {
        super(new RunbookInfo(
                "upgrade-operator",
                "Upgrade the operator",
                Intent.UPGRADE,
                Danger.DISRUPTIVE,
                "Upgrades ECK and its definitions by the Helm chart, and waits until every Elasticsearch is at rest again.",
                Optional.of(Names.OPERATOR),
                parameters(versions, versions.newest(Names.OPERATOR), "newest"),
                List.of(
                        "An upgrade to 3.4 or over it restarts every Elasticsearch, Kibana and Logstash, one node after the other in each.",
                        "A release that was installed with installCRDs=false keeps its old definitions.",
                        "The former operator reads newer definitions, but upstream doesn't support the mixture."),
                List.of("https://www.elastic.co/docs/deploy-manage/upgrade/orchestrator/upgrade-cloud-on-k8s")));
        this.versions = versions;
    }

    private static List<Parameter> parameters(Versions versions, String best, String origin) {
        return List.of(
                Ask.with(
                        Ask.choice(
                                "version",
                                "Version",
                                "The version that runs afterwards.",
                                versions.of(Names.OPERATOR).toArray(String[]::new)),
                        best,
                        origin),
                Releases.repository("https://helm.elastic.co"),
                Releases.archive());
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        return target.flatMap(Instance::version)
                .flatMap(v ->
                        versions.catalogue().next(Names.OPERATOR, v).stream().findFirst())
                .map(r -> parameters(versions, r.version(), "newest that one step leads to"))
                .orElseGet(() -> info().parameters());
    }

    @Override
    protected List<Constraint> against(Resource root, ClusterView view) {
        List<Constraint> found = new ArrayList<>();
        if (Installer.release(root).isEmpty()) {
            found.add(Constraints.blocks(
                    "no-release",
                    "no Helm release holds it: " + Installer.of(root).by(),
                    "upgrade it where it comes from: OLM's channel, the GitOps repository or the manifest"));
        }
        view.list(Names.ES, Selector.ALL).stream()
                .map(Elastic::new)
                .filter(e -> !e.settled() || e.paused())
                .forEach(e -> found.add(Constraints.blocks(
                        "unsettled-" + e.namespace() + "-" + e.name(),
                        "Elasticsearch " + e.namespace() + "/" + e.name()
                                + (e.paused() ? " is paused" : " isn't at rest"),
                        "bring it to rest first")));
        return found;
    }

    @Override
    protected Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        String to = request.input("version");
        String from = Eck.version(root).orElse("");
        ObjectRef release = Installer.release(root)
                .orElseThrow(() -> refused(root.name(), "no Helm release holds it", "Upgrade it where it comes from."));
        versions.against(Names.OPERATOR, from, to).ifPresent(why -> {
            throw refused(root.name(), why, "Choose a version that one step leads to.");
        });
        ChartRef chart = Releases.chart(
                request,
                () -> chart(to)
                        .orElseThrow(
                                () -> refused(root.name(), "there is no chart of " + to, "Choose another version.")));
        List<Elastic> clusters =
                view.list(Names.ES, Selector.ALL).stream().map(Elastic::new).toList();
        for (Elastic e : clusters) {
            draft.step(Step.require(
                    "settled-" + e.namespace() + "." + e.name(),
                    "Elasticsearch " + e.namespace() + "/" + e.name() + " at rest",
                    "Its nodes may restart.",
                    Questions.settled(e, "any")));
        }
        Undo undo = Releases.back(
                request,
                release,
                chart(from),
                "nodes that restarted restart again",
                "the former chart isn't in the release catalogue");
        draft.step(Releases.upgrade(
                        release.namespace(),
                        release.name(),
                        chart,
                        Map.of(),
                        "The operator " + to + " takes over, with its definitions.",
                        undo))
                .step(Step.await(
                        "available",
                        "the operator runs in " + to,
                        "Its image is pulled and it becomes leader.",
                        Questions.operatorDone(to),
                        Duration.ofMinutes(10)));
        for (Elastic e : clusters) {
            draft.step(Step.await(
                    "settled-again-" + e.namespace() + "." + e.name(),
                    "Elasticsearch " + e.namespace() + "/" + e.name() + " at rest again",
                    "Nodes that the new operator restarts have restarted.",
                    Questions.settled(e, "any"),
                    EsRunbook.rolls(e.nodes())));
        }
        boolean rolls =
                Version.of(from).olderThan(Version.of("3.4")) && !Version.of(to).olderThan(Version.of("3.4"));
        return draft.consequence(
                        rolls
                                ? "restarts every node of " + clusters.size() + " clusters, one after the other in each"
                                : "restarts no node of Elasticsearch")
                .consequence("keeps the release's values")
                .plan("Upgrade ECK " + from + " → " + to + " on " + view.cluster());
    }

    private Optional<ChartRef> chart(String version) {
        return versions.catalogue().find(Names.OPERATOR, version).flatMap(Release::chart);
    }
}
