package io.millwright.logging.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.logging.facts.Collectors;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.logging.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes an Elasticsearch and its Kibanas away; the volumes stay. */
final class Uninstall extends EsRunbook {
    Uninstall() {
        super(
                new RunbookInfo(
                        "uninstall",
                        "Remove Elasticsearch, keep its data",
                        Intent.UNINSTALL,
                        Danger.DESTRUCTIVE,
                        "Makes the volumes independent of the Elasticsearch, proves it, and then deletes its Kibanas and the Elasticsearch.",
                        Optional.of(Names.ELASTICSEARCH),
                        List.of(),
                        List.of(
                                "Logs can't be written or searched from then on.",
                                "Users, passwords and certificates that the operator made are lost.",
                                "An Elasticsearch of the same name, node sets and counts takes the volumes up again: runbook create-elasticsearch."),
                        List.of(
                                "https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/volume-claim-templates")),
                "any");
    }

    static List<Resource> kibanas(Elastic e, ClusterView view) {
        return view.list(Names.KB, Selector.ALL).stream()
                .filter(k -> k.text("spec", "elasticsearchRef", "name")
                                .filter(e.name()::equals)
                                .isPresent()
                        && k.text("spec", "elasticsearchRef", "namespace")
                                .orElse(k.namespace())
                                .equals(e.namespace()))
                .toList();
    }

    @Override
    Plan plan(Elastic e, Request request, ClusterView view, PlanDraft draft) {
        List<String> claims =
                e.claims(view).stream().map(Resource::name).sorted().toList();
        Check kept = Questions.claimsKept(e.namespace(), claims);
        draft.step(set(
                e,
                "keep",
                "volumeClaimDeletePolicy → " + Names.KEEP_VOLUMES,
                "Otherwise the volumes would be deleted with it.",
                Tree.of("volumeClaimDeletePolicy", Names.KEEP_VOLUMES),
                Undo.EXACT));
        if (!claims.isEmpty()) {
            draft.step(Step.await(
                    "kept",
                    claims.size() + " volumes belong to nobody",
                    "The operator lets them go in its next turn.",
                    kept,
                    Duration.ofMinutes(5)));
        }
        for (Resource k : kibanas(e, view)) {
            draft.step(delete(
                    "kibana-" + k.name(),
                    k.ref(Names.KB),
                    "It has nothing to show without its Elasticsearch.",
                    new Undo.BestEffort(
                            new Action.Apply(List.of(clean(k)), false),
                            new Check.Exists(ObjectRef.of(Names.KB, k.namespace(), k.name())),
                            "its pods start anew")));
        }
        Step away = delete(
                "elasticsearch",
                e.ref(),
                "The operator stops the nodes and removes what it made.",
                new Undo.BestEffort(
                        new Action.Apply(List.of(clean(e.object())), false),
                        new Check.Exists(e.ref().anyIncarnation()),
                        "it takes up its volumes again, with new passwords and certificates"));
        draft.step(claims.isEmpty() ? away : away.before(kept));
        if (!claims.isEmpty()) {
            draft.step(Step.require(
                    "volumes", claims.size() + " volumes are still there", "They are what can be brought back.", kept));
        }
        List<String> users = Collectors.fluentBits(view).stream()
                .filter(d -> Collectors.configuration(d, view)
                        .flatMap(c -> c.text("data", "fluent-bit.conf"))
                        .filter(t -> t.contains(e.name() + "-es-http"))
                        .isPresent())
                .map(d -> d.namespace() + "/" + d.name())
                .toList();
        if (!users.isEmpty()) {
            draft.risk(
                    "collectors",
                    "Collectors send here: " + String.join(", ", users),
                    "They keep what fits their buffers and then lose logs. Give them another destination first.");
        }
        return draft.consequence("keeps " + claims.size() + " volumes")
                .consequence("deletes passwords and certificates")
                .plan("Remove " + request.instance().id().display() + ", keep its data");
    }

    /** As somebody would write it: without what the API server adds. */
    private static Resource clean(Resource object) {
        Kind kind = object.kind().equals("Kibana") ? Names.KB : Names.ES;
        return Resource.of(
                kind,
                object.namespace(),
                object.name(),
                Tree.of("spec", object.at("spec").orElse(Map.of())));
    }

    private static Step delete(String id, ObjectRef ref, String why, Undo undo) {
        return Step.change(
                id,
                ref.display() + "  deleted",
                why,
                new Action.Delete(ref, Action.Propagation.FOREGROUND),
                new Check.Absent(ref.anyIncarnation()),
                undo,
                Duration.ofMinutes(10));
    }
}
