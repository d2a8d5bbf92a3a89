package io.millwright.postgres.runbook;

import io.millwright.kit.Bytes;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
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
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the volumes larger, also when they are full already. */
final class GrowStorage extends ClusterRunbook {
    private static final String FULL = "Not enough disk space";

    GrowStorage() {
        super(new RunbookInfo(
                "grow-storage",
                "Grow the volumes",
                Intent.CONFIGURE,
                Danger.DESTRUCTIVE,
                "Makes the data volumes, the WAL volumes or both larger, and waits until every file system has the new size.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(
                        Ask.quantity("size", "Data volume", "The new size of each data volume; empty: as it is."),
                        Ask.quantity("wal-size", "WAL volume", "The new size of each WAL volume; empty: as it is.")),
                List.of(
                        "A volume never shrinks again.",
                        "Clouds often allow one change of a volume in six hours.",
                        "Some drivers enlarge the file system only when the pod restarts: runbook restart then."),
                List.of("https://cloudnative-pg.io/docs/current/storage#volume-expansion")));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return volumes(info().parameters(), target, cluster);
    }

    /** Without the question for WAL volumes where there are none. */
    static List<Parameter> volumes(List<Parameter> all, Optional<Instance> target, ClusterView cluster) {
        return target.flatMap(t -> PgCluster.read(cluster, t.id()))
                .filter(c -> c.object().at("spec", "walStorage").isEmpty())
                .map(c -> all.stream().filter(p -> !p.id().equals("wal-size")).toList())
                .orElse(all);
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return c.phase().equals(FULL) ? operated(c, view) : atRest(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        List<String> grown = new ArrayList<>();
        grow(c, request, "size", "storage", "PG_DATA", view, draft, grown);
        grow(c, request, "wal-size", "walStorage", "PG_WAL", view, draft, grown);
        if (grown.isEmpty()) {
            throw refused(request.instance(), "no new size is given", "Give size, wal-size or both.");
        }
        draft.step(Step.await(
                        "grown",
                        "every volume has its new size",
                        "The request alone isn't space: the driver and the file system must have followed.",
                        Questions.volumesGrown(c),
                        Duration.ofMinutes(20)))
                .step(Steps.settledAgain(c))
                .consequence("restarts none, unless the storage driver needs it")
                .consequence("there is no undo: volumes never shrink");
        return draft.plan("Grow the volumes of " + request.instance().id().display() + ": " + String.join(", ", grown));
    }

    private void grow(
            PgCluster c,
            Request request,
            String input,
            String field,
            String role,
            ClusterView view,
            PlanDraft draft,
            List<String> grown) {
        String to = request.input(input);
        if (to.isEmpty()) {
            return;
        }
        String from = c.object()
                .text("spec", field, "size")
                .orElseThrow(() -> refused(
                        request.instance(),
                        "it has no separate WAL volume",
                        "Leave wal-size empty: WAL lies on the data volume."));
        List<Resource> claims = c.claims(view).stream()
                .filter(p -> p.label(Cnpg.PVC_ROLE_LABEL).orElse("").equals(role))
                .toList();
        possible(c, request.instance(), field, from, to, claims, view);
        if (c.phase().equals(FULL)) {
            // With a full volume the operator stops before it looks at claims.
            claims.forEach(p -> draft.step(claim(p, to)));
        }
        draft.step(field(c, field, from, to));
        grown.add((role.equals("PG_DATA") ? "data " : "WAL ") + from + " → " + to);
    }

    private void possible(
            PgCluster c,
            Instance instance,
            String field,
            String from,
            String to,
            List<Resource> claims,
            ClusterView view) {
        long largest = Math.max(
                bytes(from),
                claims.stream()
                        .flatMap(p -> p.text("status", "capacity", "storage").stream())
                        .mapToLong(GrowStorage::bytes)
                        .max()
                        .orElse(0L));
        if (bytes(to) <= largest) {
            throw refused(
                    instance,
                    to + " isn't more than the " + Bytes.words(largest) + " that a volume has",
                    "Volumes only grow: choose more.");
        }
        if (!c.object().flag("spec", field, "resizeInUseVolumes").orElse(true)) {
            throw refused(
                    instance,
                    "spec." + field + ".resizeInUseVolumes is false: the operator wouldn't touch the volumes",
                    "Set it to true first, or give the instances new volumes: runbook replace-volumes.");
        }
        claims.stream()
                .flatMap(p -> p.text("spec", "storageClassName").stream())
                .distinct()
                .forEach(s -> expandable(instance, s, view));
    }

    private void expandable(Instance instance, String storageClass, ClusterView view) {
        Optional<Resource> found = view.get(ObjectRef.of(Kind.STORAGE_CLASS, "", storageClass));
        if (found.isPresent() && !found.get().flag("allowVolumeExpansion").orElse(false)) {
            throw refused(
                    instance,
                    "StorageClass " + storageClass + " doesn't allow volumes to grow",
                    "Set allowVolumeExpansion if its driver can; else give the instances new volumes: runbook replace-volumes.");
        }
    }

    private static long bytes(String quantity) {
        return Bytes.quantity(quantity).orElse(0L);
    }

    private static Step claim(Resource claim, String to) {
        ObjectRef ref = claim.ref(Kind.PERSISTENT_VOLUME_CLAIM);
        return Step.change(
                        "claim-" + claim.name(),
                        "PersistentVolumeClaim " + claim.namespace() + "/" + claim.name() + "  request " + to,
                        "The volume is full: the operator doesn't get as far as this by itself.",
                        new Action.Patch(
                                ref,
                                Tree.of("spec", Tree.of("resources", Tree.of("requests", Tree.of("storage", to)))),
                                List.of(),
                                ""),
                        Check.fieldIs(ref, to, "spec", "resources", "requests", "storage"),
                        new Undo.None("a volume never shrinks"),
                        Duration.ofMinutes(1))
                .noReturn();
    }

    private static Step field(PgCluster c, String field, String from, String to) {
        return Step.change(
                        "set-" + (field.equals("storage") ? "data" : "wal"),
                        "Cluster " + c.namespace() + "/" + c.name() + "  spec." + field + ".size " + from + " → " + to,
                        "The operator asks for as much in every claim.",
                        new Action.Patch(c.ref(), Tree.of("spec", Tree.of(field, Tree.of("size", to))), List.of(), ""),
                        Check.fieldIs(c.ref(), to, "spec", field, "size"),
                        new Undo.None("a volume never shrinks, and the operator refuses a smaller size"),
                        Duration.ofSeconds(30))
                .noReturn();
    }
}
