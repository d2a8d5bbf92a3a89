package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Mirrors;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
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
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes a cluster away and keeps its data: claims, authorities, users and an export of its configuration outlive it. */
final class Uninstall extends KafkaRunbook {
    Uninstall() {
        super(new RunbookInfo(
                "uninstall",
                "Uninstall, keeping the data",
                Intent.UNINSTALL,
                Danger.DESTRUCTIVE,
                "Exports the configuration, protects volumes and authorities, deletes the Kafka, then lets topics go without deleting their data."
                        + " Runbook restore-cluster brings it back.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(),
                List.of(
                        "Deleting KafkaTopics while the topic operator runs deletes their data: they go only after its pod is gone.",
                        "Deleting the namespace or the definitions deletes the claims too.",
                        "The kept claims go on costing storage."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#assembly-uninstalling-str")));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        return Standing.atRest(c, view);
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        List<NodePool> pools = c.pools(view);
        List<String> claims = pools.stream().flatMap(p -> p.claims().stream()).toList();
        possible(c, instance, pools, claims, view);
        String text = Exports.text(Exports.objects(c, view));
        if (text.length() > Exports.LIMIT) {
            throw refused(
                    instance,
                    "its objects don't fit into a ConfigMap, so there would be no export",
                    "Export them to a file with kubectl, and delete the Kafka by hand in this runbook's order.");
        }
        draft.step(Exports.keep(c, request.token(), text));
        claims.forEach(claim -> view.get(c.beside(Kind.PERSISTENT_VOLUME_CLAIM, claim))
                .flatMap(p -> p.text("spec", "volumeName"))
                .flatMap(v -> view.get(ObjectRef.of(Kind.PERSISTENT_VOLUME, "", v)))
                .ifPresent(volume -> draft.step(retain(claim, volume))));
        authorities(c, view, draft);
        remove(c, claims, draft);
        objects(c, view, pools, draft);
        draft.consequence("the cluster is gone for its clients")
                .consequence("keeps " + claims.size() + " claims, the authorities' Secrets, the users and an export")
                .risk(
                        "come-back",
                        "Runbook restore-cluster brings it back",
                        "From ConfigMap " + c.name() + "-export-" + request.token() + ", in the same namespace.");
        List<String> workers =
                Mirrors.connectedTo(c, view).stream().map(Resource::name).toList();
        if (!workers.isEmpty()) {
            draft.risk(
                    "workers",
                    workers.size() + " of Connect, mirrors and bridges lose their cluster",
                    String.join(", ", workers) + " stay and fail meanwhile.");
        }
        return draft.plan("Uninstall " + instance.id().display() + ", keeping its data");
    }

    private void possible(
            KafkaCluster c, Instance instance, List<NodePool> pools, List<String> claims, ClusterView view) {
        if (claims.isEmpty()) {
            throw refused(
                    instance, "it has no volume claims, so there is nothing to keep", "Delete the Kafka with kubectl.");
        }
        pools.stream()
                .filter(p -> p.volumes().stream().anyMatch(NodePool.Volume::deleteClaim))
                .findFirst()
                .ifPresent(p -> {
                    throw refused(
                            instance,
                            "pool " + p.name() + " deletes its claims with the cluster (deleteClaim: true)",
                            "Set deleteClaim to false in its spec.storage, and wait until the cluster is ready.");
                });
        c.claims(view).stream()
                .filter(p -> claims.contains(p.name())
                        && !p.items("metadata", "ownerReferences").isEmpty())
                .findFirst()
                .ifPresent(p -> {
                    throw refused(
                            instance,
                            "claim " + p.name() + " would go with its owner",
                            "Set deleteClaim to false in its pool.");
                });
    }

    private static Step retain(String claim, Resource volume) {
        ObjectRef ref = volume.ref(Kind.PERSISTENT_VOLUME);
        return Step.change(
                "retain-" + claim,
                "PersistentVolume " + volume.name() + "  reclaim policy Retain",
                "Should claim " + claim + " be deleted after all, the volume stays.",
                new Action.Patch(
                        ref, Tree.of("spec", Tree.of("persistentVolumeReclaimPolicy", "Retain")), List.of(), ""),
                Check.fieldIs(ref, "Retain", "spec", "persistentVolumeReclaimPolicy"),
                Undo.EXACT,
                Steps.SHORT);
    }

    /** The authorities' Secrets go with the Kafka unless it says otherwise; clients would have to trust new ones. */
    private static void authorities(KafkaCluster c, ClusterView view, PlanDraft draft) {
        List<Authority> made = Authority.of(c).stream().filter(a -> !a.own()).toList();
        boolean kept = made.stream()
                .noneMatch(a -> c.object()
                        .flag("spec", a.field(), "generateSecretOwnerReference")
                        .orElse(true));
        if (!kept) {
            keep(c, made, draft);
        }
        // The operator never touches those of a person.
        Authority.of(c).stream()
                .filter(Authority::own)
                .flatMap(a -> Stream.of(a.key(), a.certificate()))
                .filter(r -> view.get(r)
                        .filter(s -> !s.items("metadata", "ownerReferences").isEmpty())
                        .isPresent())
                .forEach(r -> draft.step(Successor.released("release-" + r.name(), r)));
    }

    private static void keep(KafkaCluster c, List<Authority> made, PlanDraft draft) {
        Map<String, Object> spec = new LinkedHashMap<>();
        made.forEach(a -> spec.put(a.field(), Tree.of("generateSecretOwnerReference", false)));
        draft.step(Steps.set(
                        c,
                        "keep-authorities",
                        "spec." + String.join(" and ", spec.keySet()) + "  generateSecretOwnerReference false",
                        "Otherwise the authorities' Secrets go with the Kafka, and clients must trust new ones.",
                        spec,
                        new Check.All(spec.keySet().stream()
                                .map(f -> Check.fieldIs(c.ref(), "false", "spec", f, "generateSecretOwnerReference"))
                                .toList())))
                .step(Steps.settledAgain(c, Duration.ofMinutes(15)));
        for (Authority authority : made) {
            for (ObjectRef ref : List.of(authority.key(), authority.certificate())) {
                draft.step(Step.await(
                        "kept-" + ref.name().substring(c.name().length() + 1),
                        "Secret " + ref.name() + " belongs to nobody",
                        "Then it outlives the Kafka.",
                        new Check.FieldMatches(
                                ref, List.of("metadata", "ownerReferences", "0"), Check.Operator.ABSENT, ""),
                        Duration.ofMinutes(5)));
            }
        }
    }

    private static void remove(KafkaCluster c, List<String> claims, PlanDraft draft) {
        ObjectRef any = c.ref().anyIncarnation();
        Check kept = Questions.claimsKept(c.namespace(), claims);
        draft.step(Step.change(
                                "delete",
                                "delete Kafka " + c.namespace() + "/" + c.name(),
                                "Its pods, services and Deployments go with it; claims don't.",
                                new Action.Delete(c.ref(), Propagation.BACKGROUND),
                                new Check.Absent(any),
                                new Undo.None("runbook restore-cluster makes it again on its volumes"),
                                Duration.ofMinutes(5))
                        .before(kept)
                        .noReturn())
                .step(Step.await(
                        "stopped",
                        "all pods are gone",
                        "The topic operator among them: until then deleting a KafkaTopic deletes its data.",
                        Questions.podsGone(c),
                        Duration.ofMinutes(15)))
                .step(Step.await(
                        "kept",
                        claims.size() + " claims are kept",
                        "They hold the messages.",
                        kept,
                        Duration.ofMinutes(2)));
    }

    private static void objects(KafkaCluster c, ClusterView view, List<NodePool> pools, PlanDraft draft) {
        for (Resource topic : c.belonging(view, Strimzi.TOPIC)) {
            ObjectRef ref = topic.ref(Strimzi.TOPIC).anyIncarnation();
            if (!topic.texts("metadata", "finalizers").isEmpty()) {
                draft.step(Step.change(
                                "release-" + topic.name(),
                                "KafkaTopic " + ref.namespace() + "/" + ref.name() + "  no finalizer",
                                "The topic stays on the volumes; its operator is gone and can't take the finalizer away.",
                                new Action.Patch(ref, Map.of(), List.of("metadata/finalizers"), ""),
                                new Check.FieldMatches(
                                        ref, List.of("metadata", "finalizers", "0"), Check.Operator.ABSENT, ""),
                                new Undo.None("the topic operator sets it again when the cluster is back"),
                                Steps.SHORT)
                        .before(Questions.podsGone(c)));
            }
            draft.step(delete(ref, "It is in the export."));
        }
        for (NodePool pool : pools) {
            draft.step(delete(pool.ref(), "Its claims stay."));
        }
    }

    private static Step delete(ObjectRef ref, String why) {
        return Step.change(
                "delete-" + ref.kind().plural() + "-" + ref.name(),
                "delete " + ref.display(),
                why,
                new Action.Delete(ref, Propagation.BACKGROUND),
                new Check.Absent(ref.anyIncarnation()),
                new Undo.None("runbook restore-cluster makes it again from the export"),
                Duration.ofMinutes(2));
    }
}
