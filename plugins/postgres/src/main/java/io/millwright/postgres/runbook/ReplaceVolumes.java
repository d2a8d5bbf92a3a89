package io.millwright.postgres.runbook;

import io.millwright.kit.Bytes;
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
import io.millwright.spi.Parameter;
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
import java.util.Map;
import java.util.Optional;

/** Gives every instance new volumes, one after the other: larger ones where the storage class can't expand, or of another class. */
final class ReplaceVolumes extends ClusterRunbook {
    private static final String RESIZE = "resizeInUseVolumes";

    ReplaceVolumes() {
        super(new RunbookInfo(
                "replace-volumes",
                "Replace the volumes",
                Intent.CONFIGURE,
                Danger.DESTRUCTIVE,
                "Makes each standby anew on new volumes, switches over to one, and makes the former primary anew: for volumes that can't"
                        + " grow, or to move to another storage class.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(
                        Ask.quantity("size", "Data volume", "The new size of each data volume; empty: as it is."),
                        Ask.quantity("wal-size", "WAL volume", "The new size of each WAL volume; empty: as it is."),
                        Ask.text(
                                "storage-class",
                                "Storage class",
                                "The new one of all volumes; empty: as it is.",
                                "[a-z0-9]([-.a-z0-9]*[a-z0-9])?",
                                "the name of a StorageClass")),
                List.of(
                        "Every instance's former volumes are deleted, each once another instance has its data.",
                        "The whole database is copied as often as there are instances: disk and network are busy meanwhile.",
                        "With two instances there is nothing to fail over to while the one is copied.",
                        "Clients are disconnected once, at the switchover.",
                        "Volumes can become larger, never smaller."),
                List.of("https://cloudnative-pg.io/docs/current/storage#re-creating-storage")));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return GrowStorage.volumes(info().parameters(), target, cluster);
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(atRest(c, view));
        if (c.wanted() < 2) {
            found.add(blocks("single", "there is one instance only: nothing has its data", "scale to at least 2"));
        }
        if (c.object().at("spec", "tablespaces").isPresent()) {
            found.add(blocks(
                    "tablespaces",
                    "it has tablespaces, whose volumes this doesn't know",
                    "replace them by hand, as upstream's page says"));
        }
        return found;
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        StorageClasses.require(request.input("storage-class"), view);
        List<String> words = new ArrayList<>();
        Map<String, Object> spec = new LinkedHashMap<>();
        boolean larger = asked(c, request, "storage", "size", spec, words);
        if (c.object().at("spec", "walStorage").isPresent()) {
            larger |= asked(c, request, "walStorage", "wal-size", spec, words);
        } else if (!request.input("wal-size").isEmpty()) {
            throw refused(request.instance(), "it has no separate WAL volume", "Leave wal-size empty.");
        }
        if (words.isEmpty()) {
            words.add("as they are");
        }
        String primary = c.currentPrimary().orElse("");
        List<String> standbys = c.standbys();
        draft.step(Step.require(
                        "healthy",
                        "cluster healthy, its standbys streaming",
                        "Each volume that is deleted must have its data elsewhere.",
                        Check.all(Questions.settled(c), Questions.streaming(c.namespace(), c.name(), c.wanted()))))
                .step(specification(c, spec, words, larger));
        standbys.forEach(s -> RebuildStandby.anew(c, s, view, draft));
        Switchover.steps(c, primary, Steps.pod(c, standbys.getFirst()), draft);
        RebuildStandby.anew(c, primary, view, draft);
        draft.step(Step.await(
                        "replaced",
                        "every volume is as asked",
                        "By what the claims themselves say.",
                        Questions.volumesReplaced(c),
                        Duration.ofMinutes(5)))
                .step(resizable(c, spec))
                .consequence("deletes the volumes of " + c.wanted() + " instances, one after the other, and copies the"
                        + " database into new ones")
                .consequence(standbys.getFirst() + " becomes primary; clients are disconnected once")
                .consequence("what is replaced has no undo");
        if (c.wanted() == 2) {
            draft.risk("alone", "While one instance is copied the other is the only one", "Make a backup first.");
        }
        return draft.plan(
                "Replace the volumes of " + request.instance().id().display() + ": " + String.join(", ", words));
    }

    /** Puts what is asked of that kind of volume into the specification; true when it becomes larger. */
    private boolean asked(
            PgCluster c, Request request, String field, String input, Map<String, Object> spec, List<String> words) {
        String from = c.object().text("spec", field, "size").orElse("");
        String to = request.input(input);
        Map<String, Object> volume = new LinkedHashMap<>();
        String what = field.equals("storage") ? "data " : "WAL ";
        // While it is so the operator leaves volumes alone that can't grow, and makes new ones of the new size.
        volume.put(RESIZE, false);
        boolean larger = !to.isEmpty() && bytes(to) > bytes(from);
        if (!to.isEmpty() && bytes(to) < bytes(from)) {
            throw refused(
                    request.instance(),
                    to + " is less than " + from,
                    "The operator refuses smaller volumes: give more.");
        }
        if (larger) {
            volume.put("size", to);
            words.add(what + from + " → " + to);
        }
        String former = c.object().text("spec", field, "storageClass").orElse("");
        String storageClass = request.input("storage-class");
        if (!storageClass.isEmpty() && !storageClass.equals(former)) {
            volume.put("storageClass", storageClass);
            words.add(what + "of class " + (former.isEmpty() ? "the default" : former) + " → " + storageClass);
        }
        spec.put(field, volume);
        return larger;
    }

    private static long bytes(String quantity) {
        return Bytes.quantity(quantity).orElse(0L);
    }

    private static Step specification(PgCluster c, Map<String, Object> spec, List<String> words, boolean larger) {
        Step step = Steps.set(
                c,
                "set-volumes",
                "volumes " + String.join(", ", words),
                "New volumes are made by it; those that are there stay as they are.",
                spec);
        return larger
                ? new Step(
                        step.id(),
                        step.title(),
                        step.why(),
                        step.action(),
                        step.before(),
                        step.probe(),
                        step.done(),
                        new Undo.None("the operator refuses a smaller size; volumes that weren't replaced stay"),
                        step.effect(),
                        step.deadline(),
                        step.pointOfNoReturn(),
                        step.needs())
                : step;
    }

    /** Gives {@code resizeInUseVolumes} back the value that it had. */
    private static Step resizable(PgCluster c, Map<String, Object> spec) {
        Map<String, Object> former = new LinkedHashMap<>();
        List<String> removals = new ArrayList<>();
        List<Check> done = new ArrayList<>();
        for (String field : spec.keySet()) {
            Optional<Boolean> value = c.object().flag("spec", field, RESIZE);
            if (value.isPresent()) {
                former.put(field, Map.of(RESIZE, value.get()));
                done.add(new Check.Matches(List.of(Resource.of(
                        Cnpg.CLUSTER,
                        c.namespace(),
                        c.name(),
                        Map.of("spec", Map.of(field, Map.of(RESIZE, value.get())))))));
            } else {
                removals.add("spec/" + field + "/" + RESIZE);
                // Its definition may fill in the default.
                done.add(new Check.FieldMatches(
                        c.ref(), List.of("spec", field, RESIZE), Check.Operator.NOT_EQUALS, "false"));
            }
        }
        return Step.change(
                "resizable",
                "Cluster " + c.namespace() + "/" + c.name() + "  " + RESIZE + " as before",
                "It was only to keep the operator from the former volumes.",
                new Action.Patch(c.ref(), former.isEmpty() ? Map.of() : Map.of("spec", former), removals, ""),
                new Check.All(done),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }
}
