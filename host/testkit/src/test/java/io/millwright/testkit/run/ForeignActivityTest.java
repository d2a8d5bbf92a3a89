package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.TARGET;
import static io.millwright.testkit.run.RunRig.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.plan.ForeignActivity;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.HelmPort;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others do to a plan's objects without asking for its lock is named. */
class ForeignActivityTest {
    private static final Kind AUTOSCALER =
            Kind.of("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers");

    @TempDir
    private Path folder;

    private RunRig rig;

    @BeforeEach
    void cluster() {
        rig = new RunRig(folder);
    }

    private static Step step(Action action) {
        return Step.change("one", "Do", "because", action, Check.all(), Undo.EXACT, Duration.ofSeconds(30));
    }

    private List<String> standing(Step... steps) {
        FrozenPlan plan = rig.plan(steps);
        return ForeignActivity.of(plan.plan(), rig.cluster).stream()
                .map(c -> c.kind() + " " + c.id())
                .toList();
    }

    @Test
    void whereNobodyElseIsAtItNothingStandsAgainstIt() {
        assertThat(standing(set("one", "a", "2"), step(new Action.Scale(TARGET, 3))))
                .isEmpty();
    }

    @Test
    void aTargetOrNamespaceThatIsBeingDeletedIsLeftAlone() {
        rig.cluster.change(TARGET, o -> o.with("2026-09-01T11:00:00Z", "metadata", "deletionTimestamp"));
        rig.cluster.put(Resource.of(Kind.NAMESPACE, "", "db", Map.of())
                .with("2026-09-01T11:00:00Z", "metadata", "deletionTimestamp"));
        assertThat(standing(set("one", "a", "2"))).containsExactly("BLOCKS being-deleted", "BLOCKS being-deleted");
    }

    @Test
    void aReleaseThatIsPendingBelongsToAnotherHelm() {
        rig.cluster.release(
                new HelmPort.ReleaseState("db", "pg", 4, "pending-upgrade", "pg", "1.0.0", "17", "by hand"));
        Action helm = new Action.Helm(Action.Helm.Verb.UPGRADE, "db", "pg", Optional.empty(), Map.of());
        assertThat(standing(step(helm))).containsExactly("BLOCKS helm-pending");
    }

    @Test
    void anAutoscalerOfTheSameTargetSetsItsReplicas() {
        rig.cluster.put(
                Resource.of(
                        AUTOSCALER,
                        "db",
                        "web",
                        Map.of("spec", Map.of("scaleTargetRef", Map.of("kind", "ConfigMap", "name", "web")))),
                AUTOSCALER);
        assertThat(standing(step(new Action.Scale(TARGET, 3)))).containsExactly("BLOCKS autoscaler");
        assertThat(standing(set("one", "a", "2"))).isEmpty();
    }

    @Test
    void whatAGitOpsControllerManagesMayBeTakenBack() {
        rig.cluster.change(
                TARGET, o -> o.with("apps:web", "metadata", "annotations", "argocd.argoproj.io/tracking-id"));
        FrozenPlan plan = rig.plan(set("one", "a", "2"));
        assertThat(ForeignActivity.of(plan.plan(), rig.cluster)).isEmpty();
        assertThat(ForeignActivity.remarks(plan.plan(), rig.cluster))
                .singleElement()
                .asString()
                .contains("Argo CD manages ConfigMap db/web");
    }

    @Test
    void whatCannotBeReadIsNotTakenForNothing() {
        rig.cluster
                .serve(AUTOSCALER)
                .forbid(
                        AUTOSCALER,
                        new Problem(
                                Problem.Kind.CLUSTER,
                                "list",
                                "db",
                                "you may not list them",
                                "Ask.",
                                Optional.of("403")));
        assertThat(standing(step(new Action.Scale(TARGET, 3)))).containsExactly("CANNOT_TELL autoscaler");
    }
}
