package io.millwright.metrics.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Effect;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Copies a snapshot of all samples to a claim of its own. */
final class BackUp extends ServerRunbook {
    BackUp() {
        super(
                new RunbookInfo(
                        "back-up",
                        "Back up the samples",
                        Intent.BACKUP,
                        Danger.DISRUPTIVE,
                        "Takes a TSDB snapshot of one replica by the admin API, which is switched on for it alone, and has a Job copy it to a new claim.",
                        Optional.of(Names.PROMETHEUS),
                        parameters("20Gi", "proposal"),
                        List.of(
                                "The admin API restarts every pod twice: once to switch it on, once to switch it off. Where it is on already nothing"
                                        + " restarts.",
                                "While it is on, whoever reaches port 9090 can delete samples.",
                                "The claim lies in the same cluster: copy it elsewhere, or snapshot it.",
                                "Only the first shard is copied where there are several."),
                        List.of("https://prometheus.io/docs/prometheus/latest/querying/api/#snapshot")),
                true);
    }

    private static List<Parameter> parameters(String size, String origin) {
        return List.of(
                Ask.required(Ask.with(
                        Ask.quantity("size", "Size", "Size of the claim that the samples are copied to."),
                        size,
                        origin)),
                Ask.text(
                        "storage-class",
                        "Storage class",
                        "Class of that claim; empty for the cluster's default.",
                        "[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
                        "the name of a storage class"),
                Copy.image());
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        return Change.target(target, view)
                .flatMap(Server::storage)
                .map(s -> parameters(s, "as large as its volume"))
                .orElseGet(() -> info().parameters());
    }

    @Override
    List<Constraint> more(Server s, ClusterView view) {
        return s.storage().isEmpty()
                ? List.of(Constraints.blocks(
                        "no-volume",
                        "it has no volume to copy from",
                        "give it one: spec.storage, or the chart's storageSpec"))
                : List.of();
    }

    @Override
    Plan plan(Server s, Request request, ClusterView view, PlanDraft draft) {
        String pod = Restore.firstPod(s);
        String claim = Restore.claim(s, view)
                .orElseThrow(() -> refused(s.path(), "pod " + pod + " has no claim", "Look at kubectl get pvc."));
        String backup = "metrics-backup-" + request.token();
        boolean on = s.object().flag("spec", "enableAdminAPI").orElse(false);
        ObjectRef ref = ObjectRef.of(Kind.POD, s.namespace(), pod);
        draft.step(settled(s)).step(claim(s, request, backup));
        if (!on) {
            draft.step(patch(
                            s,
                            "admin-on",
                            "enableAdminAPI → true",
                            "Only the admin API takes snapshots; it is a flag, so the pods restart.",
                            Tree.of("enableAdminAPI", true),
                            Undo.EXACT))
                    .step(settledAgain("on", s, "Every pod has restarted with it.", s.wanted()));
        }
        draft.step(snapshot(s, ref))
                .step(Copy.step(
                        Copy.out(s, request, pod, claim, backup),
                        "Job copies the snapshot to " + backup,
                        "It runs on the pod's node, where the volume is, and removes the snapshot there afterwards.",
                        Undo.EXACT));
        if (!on) {
            draft.step(patch(
                            s,
                            "admin-off",
                            "enableAdminAPI → false",
                            "Whoever reaches port 9090 could delete samples.",
                            Tree.of("enableAdminAPI", false),
                            new Undo.None("it was off before")))
                    .step(settledAgain("off", s, "Every pod has restarted without it.", s.wanted()));
        }
        return draft.consequence(on ? "restarts nothing" : "restarts " + s.wanted() + " pods twice")
                .consequence("makes claim " + s.namespace() + "/" + backup + " of " + request.input("size"))
                .plan("Back up the samples of " + request.instance().id().display());
    }

    private static Step claim(Server s, Request request, String name) {
        Map<String, Object> spec = Tree.of(
                "accessModes",
                List.of("ReadWriteOnce"),
                "resources",
                Tree.of("requests", Tree.of("storage", request.input("size"))));
        if (!request.input("storage-class").isEmpty()) {
            spec.put("storageClassName", request.input("storage-class"));
        }
        return Step.change(
                "claim",
                "PersistentVolumeClaim " + s.namespace() + "/" + name,
                "The samples are copied there.",
                new Action.Create(Resource.of(Kind.PERSISTENT_VOLUME_CLAIM, s.namespace(), name, Tree.of("spec", spec))
                        .with(Tree.of(Names.BACKUP_OF, s.name()), "metadata", "labels")),
                new Check.Exists(ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, s.namespace(), name)),
                Undo.EXACT,
                SHORT);
    }

    private static Step snapshot(Server s, ObjectRef pod) {
        return new Step(
                "snapshot",
                "snapshot of all samples in " + pod.name(),
                "It costs almost no room: its files are links.",
                new Action.Http(
                        pod, s.scheme(), Names.PROM_PORT, "POST", "/api/v1/admin/tsdb/snapshot?skip_head=false", ""),
                List.of(),
                new Check.Never("a snapshot's name is known only to Prometheus"),
                new Check.HttpOk(pod, s.scheme(), Names.PROM_PORT, "/-/ready"),
                new Undo.None("the copying Job takes it off the disk; without it delete /prometheus/snapshots by hand"),
                // The copy takes the newest one, so a second does no harm.
                Effect.IDEMPOTENT,
                Duration.ofMinutes(5),
                false,
                List.of());
    }
}
