package io.millwright.app.objects;

import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Danger;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Replaces all pods of a workload, by its own update strategy. */
final class Restart extends Rollout {
    private static final String TRIGGER = "kubectl.kubernetes.io/restartedAt";
    private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet", "DaemonSet");

    Restart() {
        super(
                "restart",
                "Restart",
                "Replaces the pods by the workload's update strategy and waits until the new ones are ready.",
                List.of(),
                "reference/kubectl/generated/kubectl_rollout/kubectl_rollout_restart/");
    }

    @Override
    boolean suits(String kind) {
        return KINDS.contains(kind);
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
                List.of(replaces(object)),
                byHand
                        ? List.of(new Risk(
                                "on-delete", "Its strategy is OnDelete", "No pod restarts before somebody deletes it."))
                        : List.of());
    }
}
