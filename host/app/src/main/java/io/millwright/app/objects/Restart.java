package io.millwright.app.objects;

import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Replaces all pods of a workload, by its own update strategy. */
final class Restart extends ObjectRunbook {
    private static final String TRIGGER = "kubectl.kubernetes.io/restartedAt";
    private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet", "DaemonSet");

    Restart() {
        super(
                "restart",
                "Restart",
                Intent.REPAIR,
                Danger.DISRUPTIVE,
                "Replaces the pods by the workload's update strategy and waits until the new ones are ready.",
                List.of(),
                "reference/kubectl/generated/kubectl_rollout/kubectl_rollout_restart/");
    }

    @Override
    boolean suits(String kind) {
        return KINDS.contains(kind);
    }

    /** One after the other, so that what depends on another finds it. */
    @Override
    int atOnce() {
        return 1;
    }

    @Override
    Optional<String> unready(Resource object) {
        return object.flag("spec", "paused").orElse(false)
                ? Optional.of("its rollout is paused: it would wait for ever")
                : Optional.empty();
    }

    @Override
    Deed deed(Request request, Resource object, ObjectRef ref) {
        boolean byHand = object.text("spec", "updateStrategy", "type")
                .filter("OnDelete"::equals)
                .isPresent();
        Check done = Check.all(
                Check.fieldIs(ref, request.token(), "spec", "template", "metadata", "annotations", TRIGGER),
                new Check.Ready(ref));
        Step step = Step.change(
                "restart",
                "restart " + ref.display(),
                "Its pods start anew.",
                new Action.Patch(
                        ref,
                        Map.of(
                                "spec",
                                Map.of(
                                        "template",
                                        Map.of("metadata", Map.of("annotations", Map.of(TRIGGER, request.token()))))),
                        List.of(),
                        ""),
                done,
                new Undo.None("pods that were replaced stay replaced; nothing else was changed"),
                LONG);
        return new Deed(
                "Restart " + named(object, request),
                Danger.DISRUPTIVE,
                List.of(step),
                List.of("replaces "
                        + object.number("spec", "replicas")
                                .map(n -> n + " pods")
                                .orElse("its pods") + ", by its update strategy"),
                byHand
                        ? List.of(new Risk(
                                "on-delete", "Its strategy is OnDelete", "No pod restarts before somebody deletes it."))
                        : List.of());
    }
}
