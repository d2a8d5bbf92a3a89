package io.millwright.engine.preview;

import io.millwright.engine.Redaction;
import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.check.Refs;
import io.millwright.engine.inspect.HelmDifference;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.inspect.LineDiff;
import io.millwright.engine.json.Yaml;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.spi.Action;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Foresees a plan by the API server's dry run. What can't be foreseen is said, not hidden. Changes nothing. */
public final class Previewer {
    private final ClusterConnection cluster;
    private final CheckEvaluator checks;
    private final EquivalentCommands commands;

    public Previewer(ClusterConnection cluster, CheckEvaluator checks) {
        this.cluster = cluster;
        this.checks = checks;
        this.commands = new EquivalentCommands(cluster.context());
    }

    /**
     * The preview. Every step is foreseen from the cluster as it is now, without the effects of the steps before it; that one is true already is
     * not said of what these touch.
     */
    public Preview preview(FrozenPlan plan) {
        HelmChanges releases = new HelmChanges(cluster);
        List<Preview.StepPreview> steps = new ArrayList<>();
        Touched touched = new Touched();
        for (Step step : plan.plan().steps()) {
            Preview.StepPreview foreseen = step(step, releases, touched);
            steps.add(foreseen);
            if (!foreseen.alreadyTrue()) {
                touched.add(step.action());
            }
        }
        List<Preview.Access> access = AccessNeeds.of(plan.plan(), cluster, releases).stream()
                .map(n -> new Preview.Access(n, mayI(n)))
                .toList();
        return new Preview(steps, access);
    }

    private Optional<Boolean> mayI(io.millwright.spi.AccessNeed need) {
        try {
            return cluster.view().mayI(need);
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private Preview.StepPreview step(Step step, HelmChanges releases, Touched before) {
        boolean alreadyTrue =
                !before.meets(step.action()) && checks.evaluate(step.probe()).holds();
        return new Preview.StepPreview(step, alreadyTrue, changes(step.action(), releases), commands.of(step));
    }

    private List<Preview.Change> changes(Action action, HelmChanges releases) {
        return switch (action) {
            case Action.Apply a ->
                a.objects().stream()
                        .map(o -> foreseen(
                                Refs.of(o, a.objects()),
                                o,
                                () -> cluster.writer().apply(o, a.force(), Mode.DRY_RUN)))
                        .toList();
            case Action.Create a ->
                List.of(foreseen(
                        Refs.of(a.object()), a.object(), () -> cluster.writer().create(a.object(), Mode.DRY_RUN)));
            case Action.Patch a ->
                List.of(foreseen(
                        a.object(),
                        new Resource(Map.of()),
                        () -> cluster.writer()
                                .patch(
                                        a.object(),
                                        a.patch(),
                                        a.removals(),
                                        a.subresource(),
                                        Optional.empty(),
                                        Mode.DRY_RUN)));
            case Action.Annotate a ->
                List.of(foreseen(
                        a.object(),
                        new Resource(Map.of()),
                        () -> cluster.writer()
                                .patch(a.object(), annotations(a), List.of(), "", Optional.empty(), Mode.DRY_RUN)));
            case Action.Scale a -> List.of(scale(a));
            case Action.Delete a ->
                List.of(deletion(a.object(), w -> w.delete(a.object(), a.propagation(), Mode.DRY_RUN)));
            case Action.ForceDelete a -> List.of(deletion(a.pod(), w -> w.forceDelete(a.pod(), Mode.DRY_RUN)));
            case Action.Evict a -> List.of(evict(a));
            case Action.Helm a -> helm(a, releases);
            case Action.HelmRollback a -> List.of(rollBack(a));
            case Action.Http a ->
                List.of(blind(a.object().display(), "a request to the program itself can't be tried"));
            case Action.Exec a -> List.of(blind(a.pod().display(), "a command can't be tried"));
            case Action.ForEach a ->
                a.steps().stream()
                        .flatMap(s -> changes(s.action(), releases).stream())
                        .toList();
            case Action.Wait a -> List.of();
            case Action.Look a -> List.of();
            case Action.Confirm a -> List.of();
            case Action.Input a -> List.of();
            case Action.Manual a -> List.of();
        };
    }

    /** The merge patch that sets annotations. */
    public static Map<String, Object> annotations(Action.Annotate a) {
        return Map.of("metadata", Map.of("annotations", a.annotations()));
    }

    private Preview.Change foreseen(ObjectRef ref, Resource manifest, Supplier<Resource> dryRun) {
        try {
            Optional<Resource> live = cluster.view().get(ref);
            Resource after = dryRun.get();
            String before = live.map(Previewer::text).orElse("");
            List<String> diff = LineDiff.of(before, text(after), 3);
            String verb = live.isEmpty() ? "create" : diff.isEmpty() ? "unchanged" : "update";
            return new Preview.Change(
                    verb, ref.display(), diff, live.map(l -> owners(l)).orElse(List.of()), Optional.empty());
        } catch (ProblemException e) {
            Problem p = e.problem();
            List<String> diff = manifest.content().isEmpty() ? List.of() : LineDiff.of("", text(manifest), 3);
            boolean notYet = p.code().filter("404"::equals).isPresent();
            return new Preview.Change(
                    manifest.content().isEmpty() ? "update" : "create",
                    ref.display(),
                    diff,
                    List.of(),
                    Optional.of(
                            notYet
                                    ? "its namespace or kind isn't there yet; a step before this one makes it"
                                    : p.why()));
        }
    }

    private Preview.Change scale(Action.Scale a) {
        try {
            cluster.writer().scale(a.object(), a.replicas(), Optional.empty(), Mode.DRY_RUN);
            String before = cluster.view()
                    .get(a.object())
                    .flatMap(o -> o.text("spec", "replicas").or(() -> o.text("spec", "instances")))
                    .orElse("?");
            boolean same = before.equals(String.valueOf(a.replicas()));
            return new Preview.Change(
                    same ? "unchanged" : "update",
                    a.object().display(),
                    same ? List.of() : List.of("- replicas: " + before, "+ replicas: " + a.replicas()),
                    List.of(),
                    Optional.empty());
        } catch (ProblemException e) {
            return blind(a.object().display(), e.problem().why());
        }
    }

    private Preview.Change deletion(ObjectRef object, Consumer<ClusterWriter> dryRun) {
        try {
            boolean there = cluster.view().get(object).isPresent();
            if (there) {
                dryRun.accept(cluster.writer());
            }
            return new Preview.Change(
                    there ? "delete" : "unchanged", object.display(), List.of(), List.of(), Optional.empty());
        } catch (ProblemException e) {
            return blind(object.display(), e.problem().why());
        }
    }

    /** A budget that doesn't permit it now is named; it may permit it later. */
    private Preview.Change evict(Action.Evict a) {
        try {
            cluster.writer().evict(a.pod(), Mode.DRY_RUN);
            return new Preview.Change("evict", a.pod().display(), List.of(), List.of(), Optional.empty());
        } catch (ProblemException e) {
            return blind(a.pod().display(), e.problem().why());
        }
    }

    private List<Preview.Change> helm(Action.Helm a, HelmChanges releases) {
        String name = "Helm release " + a.namespace() + "/" + a.release();
        String verb = switch (a.verb()) {
            case INSTALL -> "create";
            case UPGRADE -> "update";
            case UNINSTALL -> "delete";
        };
        try {
            List<String> lines =
                    releases.of(a).stream().flatMap(HelmChanges.Fate::lines).toList();
            return List.of(new Preview.Change(verb, name, lines, List.of(), Optional.empty()));
        } catch (ProblemException e) {
            return List.of(blind(name, e.problem().why()));
        }
    }

    /** Both revisions are kept in the cluster, so that what differs is known without Helm. */
    private Preview.Change rollBack(Action.HelmRollback a) {
        String name = "Helm release " + a.namespace() + "/" + a.release();
        try {
            List<HelmRevision> all = HelmRevision.of(a.namespace(), a.release(), cluster.view());
            return all.stream()
                    .filter(r -> r.number() == a.revision())
                    .findFirst()
                    .map(former -> new Preview.Change(
                            "update",
                            name + ": revision " + all.getFirst().number() + " → " + a.revision(),
                            HelmDifference.of(all.getFirst(), former),
                            List.of(),
                            Optional.empty()))
                    .orElseGet(() -> blind(name, "revision " + a.revision() + " isn't kept any more"));
        } catch (ProblemException e) {
            return blind(name, e.problem().why());
        }
    }

    private static Preview.Change blind(String object, String why) {
        return new Preview.Change("update", object, List.of(), List.of(), Optional.of(why));
    }

    private static String text(Resource object) {
        Resource shown = Redaction.of(object)
                .without("metadata", "managedFields")
                .without("metadata", "resourceVersion")
                .without("metadata", "uid")
                .without("metadata", "creationTimestamp")
                .without("metadata", "generation")
                .without("metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration");
        return Yaml.write(shown.content());
    }

    /** Who else manages fields of that object, as its managed fields tell. */
    private static List<String> owners(Resource live) {
        Set<String> managers = new TreeSet<>();
        live.items("metadata", "managedFields").stream()
                .filter(m -> m.text("subresource").isEmpty())
                .map(m -> m.text("manager").orElse(""))
                .filter(m -> !m.isEmpty() && !m.startsWith("millwright"))
                .forEach(managers::add);
        return new ArrayList<>(managers);
    }
}
