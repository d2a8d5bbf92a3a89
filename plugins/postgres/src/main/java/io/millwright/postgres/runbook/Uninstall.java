package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgCluster.BackupMethod;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Takes a cluster away and keeps its data: the claims outlive it, and a Cluster of the same name adopts them again. */
final class Uninstall extends ClusterRunbook {
    Uninstall() {
        super(new RunbookInfo(
                "uninstall",
                "Uninstall, keeping the data",
                Intent.UNINSTALL,
                Danger.DESTRUCTIVE,
                "Makes a last backup if asked, protects the volumes, stops the instances, and removes the Cluster without its claims, so that a"
                        + " Cluster of the same name and namespace can take them up again.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(Ask.yesNo(
                        "final-backup",
                        "Last backup",
                        "Whether a last base backup is made first, where the cluster has a destination.",
                        true)),
                List.of(
                        "Deleting a Cluster otherwise deletes its volumes; deleting its namespace or the definitions does too.",
                        "Coming back (runbook adopt) needs the same name, namespace and major version.",
                        "The kept claims go on costing storage."),
                List.of(
                        "https://cloudnative-pg.io/docs/current/declarative_hibernation",
                        "https://cloudnative-pg.io/docs/current/storage")));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return c.hibernationWanted() ? operated(c, view) : atRest(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        List<Resource> claims = c.claims(view);
        if (claims.isEmpty()) {
            throw refused(
                    request.instance(),
                    "it has no volume claims, so there is nothing to keep",
                    "Delete the Cluster with kubectl.");
        }
        Optional<BackupMethod> method = c.backupMethods().stream().findFirst();
        if (!request.input("final-backup").equals("false") && method.isPresent() && !c.hibernationWanted()) {
            BackupNow.steps(c, request.token(), method.get(), draft);
        }
        for (Resource claim : claims) {
            claim.text("spec", "volumeName")
                    .flatMap(v -> view.get(ObjectRef.of(Kind.PERSISTENT_VOLUME, "", v)))
                    .ifPresent(volume -> draft.step(retain(claim, volume)));
        }
        Hibernate.steps(c, view, draft);
        remove(c, claims, draft);
        for (Resource pooler : c.belonging(view, Cnpg.POOLER)) {
            draft.step(delete(
                    pooler, Cnpg.POOLER, Propagation.BACKGROUND, "It would outlive its cluster and serve nobody."));
        }
        for (Resource schedule : c.belonging(view, Cnpg.SCHEDULED_BACKUP)) {
            draft.step(delete(
                    schedule,
                    Cnpg.SCHEDULED_BACKUP,
                    Propagation.ORPHAN,
                    "Its backups would wait for a cluster that isn't there."));
        }
        draft.consequence("the database is gone for its users")
                .consequence("keeps " + claims.size() + " volume claims, the Secrets and the Backups")
                .risk(
                        "adopt",
                        "To come back: runbook adopt",
                        "It makes a Cluster of the same name, namespace and major version, and the operator gives it the claims.");
        if (method.isEmpty()) {
            draft.risk("no-backup", "There is no backup", "The kept volumes are the only copy of the data.");
        }
        return draft.plan("Uninstall " + request.instance().id().display() + ", keeping its data");
    }

    private static Step retain(Resource claim, Resource volume) {
        ObjectRef ref = volume.ref(Kind.PERSISTENT_VOLUME);
        return Step.change(
                "retain-" + claim.name(),
                "PersistentVolume " + volume.name() + "  reclaim policy Retain",
                "Should claim " + claim.name() + " be deleted after all, the volume stays.",
                new Action.Patch(
                        ref, Tree.of("spec", Tree.of("persistentVolumeReclaimPolicy", "Retain")), List.of(), ""),
                Check.fieldIs(ref, "Retain", "spec", "persistentVolumeReclaimPolicy"),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }

    private static void remove(PgCluster c, List<Resource> claims, PlanDraft draft) {
        List<String> names = claims.stream().map(Resource::name).toList();
        ObjectRef any = c.ref().anyIncarnation();
        Resource again = definition(c.object(), Cnpg.CLUSTER);
        draft.step(Step.change(
                                "delete",
                                "delete Cluster " + c.namespace() + "/" + c.name() + " without what it owns",
                                "What it owns is left without an owner, the claims among it.",
                                new Action.Delete(c.ref(), Propagation.ORPHAN),
                                new Check.Absent(any),
                                new Undo.BestEffort(
                                        new Action.Apply(List.of(again), false),
                                        new Check.Exists(any),
                                        "the operator adopts the kept claims; the database was down meanwhile"),
                                Duration.ofMinutes(2))
                        .before(new Check.Condition(c.ref(), Cnpg.HIBERNATION, "True"))
                        .noReturn())
                .step(Step.await(
                        "kept",
                        names.size() + " claims are kept",
                        "They must be there, belong to nobody, and keep the labels by which they are adopted.",
                        Questions.claimsKept(c.namespace(), c.name(), names),
                        Duration.ofMinutes(2)));
    }

    /** Deletes that object; undone by its definition. */
    static Step delete(Resource object, Kind kind, Propagation propagation, String why) {
        ObjectRef ref = object.ref(kind);
        return Step.change(
                "delete-" + kind.kind().toLowerCase(Locale.ROOT) + "-" + object.name(),
                "delete " + ref.display(),
                why,
                new Action.Delete(ref, propagation),
                new Check.Absent(ref.anyIncarnation()),
                new Undo.BestEffort(
                        new Action.Apply(List.of(definition(object, kind)), false),
                        new Check.Exists(ref.anyIncarnation()),
                        "made anew from its definition"),
                Duration.ofMinutes(2));
    }

    /** The object as somebody would write it: without what the API server and the controllers added. */
    static Resource definition(Resource object, Kind kind) {
        Map<String, String> annotations = new LinkedHashMap<>(object.textMap("metadata", "annotations"));
        annotations.keySet().removeAll(List.of(Cnpg.HIBERNATION, "kubectl.kubernetes.io/last-applied-configuration"));
        Map<String, Object> fields = new LinkedHashMap<>();
        object.at("spec").ifPresent(s -> fields.put("spec", s));
        Resource made = Resource.of(kind, object.namespace(), object.name(), fields);
        Map<String, String> labels = object.textMap("metadata", "labels");
        List<Map.Entry<String, Map<String, String>>> kept = new ArrayList<>();
        kept.add(Map.entry("labels", labels));
        kept.add(Map.entry("annotations", annotations));
        for (Map.Entry<String, Map<String, String>> entry : kept) {
            made = entry.getValue().isEmpty() ? made : made.with(entry.getValue(), "metadata", entry.getKey());
        }
        return made;
    }
}
