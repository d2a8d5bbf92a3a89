package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.TARGET;
import static io.millwright.testkit.run.RunRig.set;
import static io.millwright.testkit.run.RunRig.settings;

import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Every kind of action that reaches a cluster. */
enum EveryChange {
    APPLY,
    PATCH,
    ANNOTATE,
    SCALE,
    DELETE,
    FORCE_DELETE,
    EVICT,
    CREATE,
    HELM,
    HTTP,
    EXEC;

    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "web-0");
    private static final ObjectRef APP = ObjectRef.of(Kind.DEPLOYMENT, "db", "app");
    private static final ChartRef CHART = new ChartRef("https://charts.example.org", "mill", "1.0.0");

    /** A cluster that has what each of them is about. */
    static RunRig rig(Path folder) {
        RunRig rig = new RunRig(folder);
        rig.cluster
                .put(Resource.of(Kind.POD, "db", "web-0", Map.of()))
                .put(Resource.of(Kind.DEPLOYMENT, "db", "app", Map.of("spec", Map.of("replicas", 1L))))
                .put(settings("old", Map.of("x", "1")))
                .chart(CHART, "1", List.of(settings("of-chart", Map.of())))
                .page(POD, 80, "/do", new HttpReply(200, ""));
        return rig;
    }

    /** It as a step of a plan. */
    Step step(RunRig rig) {
        ObjectRef old = ObjectRef.of(Kind.CONFIG_MAP, "db", "old");
        return switch (this) {
            case APPLY ->
                step(
                        new Action.Apply(List.of(settings("applied", Map.of("x", "1"))), false),
                        new Check.Exists(ObjectRef.of(Kind.CONFIG_MAP, "db", "applied")));
            case PATCH -> set("it", "a", "2");
            case ANNOTATE ->
                step(
                        new Action.Annotate(TARGET, Map.of("do", "r0")),
                        Check.fieldIs(TARGET, "r0", "metadata", "annotations", "do"));
            case SCALE -> step(new Action.Scale(APP, 3), Check.fieldIs(APP, "3", "spec", "replicas"));
            case DELETE -> step(new Action.Delete(old, Action.Propagation.BACKGROUND), new Check.Absent(old));
            case FORCE_DELETE -> {
                ObjectRef pod = rig.cluster.get(POD).orElseThrow().ref(Kind.POD);
                yield step(new Action.ForceDelete(pod), new Check.Absent(pod));
            }
            case EVICT -> {
                ObjectRef pod = rig.cluster.get(POD).orElseThrow().ref(Kind.POD);
                yield step(new Action.Evict(pod), new Check.Absent(pod));
            }
            case CREATE ->
                step(
                        new Action.Create(settings("new", Map.of("x", "1"))),
                        new Check.Exists(ObjectRef.of(Kind.CONFIG_MAP, "db", "new")));
            case HELM ->
                step(
                        new Action.Helm(Action.Helm.Verb.INSTALL, "db", "mill", Optional.of(CHART), Map.of()),
                        new Check.Release("db", "mill", "1.0.0", false));
            case HTTP ->
                step(new Action.Http(POD, "http", 80, "POST", "/do", ""), new Check.Exists(POD))
                        .probe(Check.Never.INSTANCE);
            case EXEC ->
                step(new Action.Exec(POD, "main", List.of("do")), new Check.Exists(POD))
                        .probe(Check.Never.INSTANCE);
        };
    }

    private static Step step(Action action, Check done) {
        return Step.change("it", "Do it", "because", action, done, new Undo.None("a test"), Duration.ofSeconds(30));
    }

    /** How often the change reached the cluster. */
    long effects(RunRig rig) {
        String verb = switch (this) {
            case ANNOTATE -> "patch";
            case FORCE_DELETE -> "force-delete";
            default -> name().toLowerCase(Locale.ROOT);
        };
        return rig.cluster.writes().stream()
                .filter(w -> w.verb().equals(verb) && !Between.isBookkeeping(w.object()))
                .filter(w -> this != PATCH
                        || w.body().text("data", "a").filter("2"::equals).isPresent())
                .filter(w -> this != ANNOTATE
                        || w.body().text("metadata", "annotations", "do").isPresent())
                .count();
    }
}
