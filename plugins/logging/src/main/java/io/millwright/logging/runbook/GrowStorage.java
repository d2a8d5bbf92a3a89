package io.millwright.logging.runbook;

import io.millwright.kit.Bytes;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.logging.facts.NodeSet;
import io.millwright.logging.named.Questions;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Grows the volumes of a node set. */
final class GrowStorage extends EsRunbook {
    private static final Parameter SIZE =
            Ask.required(Ask.quantity("size", "Size", "The new size of each volume, larger than now."));

    GrowStorage() {
        super(
                new RunbookInfo(
                        "grow-storage",
                        "Grow the volumes",
                        Intent.SCALE,
                        Danger.REVERSIBLE,
                        "Sets the size of a node set's volumes and waits until every claim has it. It is also there for a full disk.",
                        Optional.of(Names.ELASTICSEARCH),
                        List.of(Scale.setParameter(Optional.empty()), SIZE),
                        List.of(
                                "Volumes can't shrink: there is no way back.",
                                "The storage class must allow it, and volumes made by hand can't grow.",
                                "Some drivers grow the file system only when the node restarts: runbook rolling-restart."),
                        List.of(
                                "https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/volume-claim-templates")),
                "any");
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        return List.of(Scale.setParameter(target.flatMap(t -> Elastic.read(view, t.id()))), SIZE);
    }

    @Override
    Plan plan(Elastic e, Request request, ClusterView view, PlanDraft draft) {
        NodeSet set = Scale.chosen(this, e, request);
        String size = request.input("size");
        if (Bytes.quantity(size).orElse(0L) <= set.bytes()) {
            throw refused(e.name(), "volumes have " + set.storage() + ", and can't shrink", "Choose a larger size.");
        }
        if (set.object().items("volumeClaimTemplates").isEmpty()) {
            throw refused(
                    e.name(),
                    "node set " + set.name() + " names no volume of its own",
                    "Add volumeClaimTemplates by a new node set.");
        }
        List<String> claims = new ArrayList<>();
        for (long i = 0; i < set.count(); i++) {
            claims.add(set.claim(i));
        }
        grows(e, claims, view);
        List<Object> templates = new ArrayList<>();
        set.object()
                .items("volumeClaimTemplates")
                .forEach(t -> templates.add(
                        t.text("metadata", "name")
                                        .filter(Names.DATA_CLAIM::equals)
                                        .isPresent()
                                ? t.with(size, "spec", "resources", "requests", "storage")
                                        .content()
                                : t.content()));
        draft.step(Step.require("operator", "an operator runs", "It makes the claims grow.", Questions.operator("")))
                .step(set(
                                e,
                                "size",
                                "node set " + set.name() + "  volumes " + set.storage() + " → " + size,
                                "The operator hands the size on to every claim and makes the StatefulSet anew, without touching pods.",
                                e.with(set, templates, "volumeClaimTemplates"),
                                new Undo.None("volumes can't shrink"))
                        .noReturn())
                .step(Step.await(
                        "grown",
                        claims.size() + " claims have " + size,
                        "The disks grow first, then the file systems.",
                        Questions.claimsGrown(e, claims, size),
                        Duration.ofMinutes(30 + 10L * claims.size())));
        return draft.consequence("grows " + claims.size() + " volumes from " + set.storage() + " to " + size)
                .plan("Grow the volumes of " + request.instance().id().display() + ", node set " + set.name() + ": "
                        + set.storage() + " → " + size);
    }

    private void grows(Elastic e, List<String> claims, ClusterView view) {
        for (String claim : claims) {
            String storageClass = view.get(ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, e.namespace(), claim))
                    .flatMap(c -> c.text("spec", "storageClassName"))
                    .orElseThrow(() -> refused(
                            e.name(),
                            "claim " + claim + " isn't there or has no storage class",
                            "Look at kubectl -n " + e.namespace() + " get pvc."));
            boolean can = view.get(ObjectRef.of(Kind.STORAGE_CLASS, "", storageClass))
                    .flatMap(s -> s.flag("allowVolumeExpansion"))
                    .orElse(false);
            if (!can) {
                throw refused(
                        e.name(),
                        "storage class " + storageClass + " doesn't let volumes grow",
                        "Add a node set with larger volumes instead, and remove this one afterwards.");
            }
        }
    }
}
