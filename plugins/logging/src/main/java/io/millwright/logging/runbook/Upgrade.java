package io.millwright.logging.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.logging.facts.Versions;
import io.millwright.logging.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Upgrades an Elasticsearch and then the Kibanas that belong to it. */
final class Upgrade extends EsRunbook {
    private final Versions versions;

    Upgrade(Versions versions) {
        super(
                new RunbookInfo(
                        "upgrade",
                        "Upgrade Elasticsearch and Kibana",
                        Intent.UPGRADE,
                        Danger.DESTRUCTIVE,
                        "Upgrades Elasticsearch node by node, then its Kibana, after looking for critical deprecations.",
                        Optional.of(Names.ELASTICSEARCH),
                        List.of(parameter(versions, versions.newest(Names.ELASTICSEARCH), "newest")),
                        List.of(
                                "There is no way back once a node has started in the new version: only a new cluster and a restore.",
                                "With one or two master-eligible nodes all nodes restart at once.",
                                "Indices with one copy are away while their node restarts.",
                                "Kibana is away for a few minutes; from 9.4 on it needs 2Gi of memory."),
                        List.of(
                                "https://www.elastic.co/docs/deploy-manage/upgrade/deployment-or-cluster/upgrade-on-eck")),
                "green");
        this.versions = versions;
    }

    private static Parameter parameter(Versions versions, String best, String origin) {
        return Ask.with(
                Ask.choice(
                        "version",
                        "Version",
                        "The version that runs afterwards.",
                        versions.of(Names.ELASTICSEARCH).toArray(String[]::new)),
                best,
                origin);
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        return target.flatMap(Instance::version)
                .flatMap(v -> versions.catalogue().next(Names.ELASTICSEARCH, v).stream()
                        .findFirst())
                .map(r -> List.of(parameter(versions, r.version(), "newest that one step leads to")))
                .orElseGet(() -> info().parameters());
    }

    @Override
    Plan plan(Elastic e, Request request, ClusterView view, PlanDraft draft) {
        String to = request.input("version");
        String from = e.version().orElse("");
        versions.against(Names.ELASTICSEARCH, from, to).ifPresent(why -> {
            throw refused(e.name(), why, "Choose a version that one step leads to.");
        });
        List<Resource> pods = e.pods(view);
        List<Resource> kibanas = Uninstall.kibanas(e, view);
        draft.step(atRest(e))
                .step(Step.require(
                        "deprecations",
                        "nothing critical is deprecated",
                        "What the new version has dropped would stop nodes from starting.",
                        Questions.noDeprecations(e)))
                .step(set(
                                e,
                                "version",
                                "version " + from + " → " + to,
                                "The operator restarts node after node in the new version.",
                                Tree.of("version", to),
                                new Undo.ByRestore("a version can't be set back: make a new cluster in " + from
                                        + " and restore a snapshot"))
                        .noReturn())
                .step(Step.await(
                        "restarted",
                        pods.size() + " nodes run " + to,
                        "Data nodes come first, then masters.",
                        Questions.restarted(e, pods),
                        rolls(pods.size())))
                .step(settledAgain(e, rolls(1)));
        for (Resource k : kibanas) {
            draft.step(Step.change(
                            "kibana-" + k.name(),
                            "Kibana " + k.namespace() + "/" + k.name() + "  version → " + to,
                            "It may not be newer than its Elasticsearch, so it comes after it.",
                            new Action.Patch(k.ref(Names.KB), Tree.of("spec", Tree.of("version", to)), List.of(), ""),
                            new Check.Matches(List.of(Resource.of(
                                    Names.KB, k.namespace(), k.name(), Tree.of("spec", Tree.of("version", to))))),
                            new Undo.None("its saved objects are converted to the new version"),
                            SHORT))
                    .step(Step.await(
                            "kibana-" + k.name() + "-serves",
                            "Kibana " + k.name() + " runs " + to,
                            "All its pods stop before new ones start.",
                            Questions.kibana(k.namespace(), k.name(), to),
                            Duration.ofMinutes(20)));
        }
        if (e.masters() < 3) {
            draft.risk(
                    "all-at-once",
                    "All nodes restart at once",
                    "It has " + e.masters() + " master-eligible nodes: searching and writing stop meanwhile.");
        }
        draft.risk("no-way-back", "A version can't be taken back", "Take a snapshot first: runbook back-up.");
        return draft.consequence("restarts " + pods.size() + " nodes and " + kibanas.size() + " Kibanas")
                .plan("Upgrade " + request.instance().id().display() + ": " + from + " → " + to);
    }
}
