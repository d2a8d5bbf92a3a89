package io.millwright.logging.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.logging.facts.Eck;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells the operator to leave an Elasticsearch alone, or to take it up again. */
final class Pause extends EsRunbook {
    private final boolean pause;

    private Pause(RunbookInfo info, boolean pause) {
        super(info, "any");
        this.pause = pause;
    }

    static Pause pause() {
        return new Pause(
                new RunbookInfo(
                        "pause",
                        "Pause orchestration",
                        Intent.CONFIGURE,
                        Danger.REVERSIBLE,
                        "Has the operator change nothing of the nodes until resume: for work on Kubernetes nodes. Certificates, users and health go on.",
                        Optional.of(Names.ELASTICSEARCH),
                        List.of(),
                        List.of(
                                "Needs ECK 3.5 or newer.",
                                "What is changed meanwhile is applied all at once at resume.",
                                "Lost nodes of the StatefulSet still come back: Kubernetes sees to that."),
                        List.of("https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s")),
                true);
    }

    static Pause resume() {
        return new Pause(
                new RunbookInfo(
                        "resume",
                        "Resume orchestration",
                        Intent.CONFIGURE,
                        Danger.DISRUPTIVE,
                        "Takes the pause away and waits until the operator has applied what has been changed meanwhile.",
                        Optional.of(Names.ELASTICSEARCH),
                        List.of(),
                        List.of("Changes that wait are applied at once, restarts included."),
                        List.of("https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s")),
                false);
    }

    @Override
    boolean worksPaused() {
        return true;
    }

    @Override
    List<Constraint> more(Elastic e, ClusterView view) {
        if (e.paused() == pause) {
            return List.of(Constraints.blocks(
                    "already", pause ? "it is paused" : "it isn't paused", "nothing needs to be done"));
        }
        boolean old = Eck.operators(view).stream()
                .flatMap(o -> Eck.version(o).stream())
                .anyMatch(v -> Version.of(v).olderThan(Version.of("3.5")));
        return pause && old
                ? List.of(Constraints.blocks(
                        "old-operator",
                        "this operator knows no pause",
                        "upgrade it to 3.5 or newer: runbook upgrade-operator"))
                : List.of();
    }

    @Override
    Plan plan(Elastic e, Request request, ClusterView view, PlanDraft draft) {
        if (pause) {
            draft.step(Step.change(
                            "pause",
                            "Elasticsearch " + e.namespace() + "/" + e.name() + "  paused",
                            "The operator leaves its nodes as they are.",
                            new Action.Annotate(e.ref(), Tree.of(Names.PAUSE, "true")),
                            Check.fieldIs(e.ref(), "true", "metadata", "annotations", Names.PAUSE),
                            Undo.EXACT,
                            SHORT))
                    .step(Step.await(
                            "paused",
                            "the operator has seen it",
                            "It finishes what it is at first.",
                            new Check.Condition(e.ref().anyIncarnation(), "OrchestrationPaused", "True"),
                            Duration.ofMinutes(10)));
            return draft.consequence("restarts nothing")
                    .plan("Pause orchestration of " + request.instance().id().display());
        }
        List<String> removals = Stream.of(Names.PAUSE, Names.MANAGED, "common.k8s.elastic.co/pause")
                .filter(a -> e.object().annotation(a).isPresent())
                .map(a -> "metadata/annotations/" + a.replace("/", "~1"))
                .toList();
        draft.step(Step.change(
                        "resume",
                        "Elasticsearch " + e.namespace() + "/" + e.name() + "  taken up again",
                        "The operator applies what waits.",
                        new Action.Patch(e.ref(), Map.of(), removals, ""),
                        Check.all(
                                absent(e, Names.PAUSE),
                                absent(e, Names.MANAGED),
                                absent(e, "common.k8s.elastic.co/pause")),
                        Undo.EXACT,
                        SHORT))
                .step(settledAgain(e, rolls(e.nodes())));
        return draft.consequence("applies waiting changes, restarts included")
                .plan("Resume orchestration of " + request.instance().id().display());
    }

    private static Check absent(Elastic e, String annotation) {
        return new Check.FieldMatches(
                e.ref(), List.of("metadata", "annotations", annotation), Check.Operator.ABSENT, "");
    }
}
