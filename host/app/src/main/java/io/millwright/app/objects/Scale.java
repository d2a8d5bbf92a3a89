package io.millwright.app.objects;

import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sets the number of replicas of a workload. */
final class Scale extends ObjectRunbook {
    private static final String REPLICAS = "replicas";
    private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController");

    Scale() {
        super(
                "scale",
                "Scale",
                Intent.SCALE,
                Danger.DISRUPTIVE,
                "Sets the number of replicas and waits until they are ready.",
                List.of(parameter(Optional.empty())),
                "tasks/run-application/scale-stateful-set/");
    }

    private static Parameter parameter(Optional<Long> present) {
        return new Parameter(
                REPLICAS,
                "Replicas",
                "How many pods are wanted; 0 stops the workload.",
                new Parameter.Type.WholeNumber(0, 1000),
                present.map(String::valueOf),
                "as it is now",
                true);
    }

    @Override
    List<Parameter> asks(Resource object) {
        return List.of(parameter(Optional.of(replicas(object))));
    }

    private static long replicas(Resource object) {
        return object.number("spec", REPLICAS).orElse(1L);
    }

    @Override
    boolean suits(String kind) {
        return KINDS.contains(kind);
    }

    @Override
    int atOnce() {
        return 5;
    }

    @Override
    Deed deed(Request request, Resource object, ObjectRef ref) {
        long before = replicas(object);
        int wanted = (int) request.number(REPLICAS);
        Check settled = Check.all(Check.fieldIs(ref, Integer.toString(wanted), "spec", REPLICAS), new Check.Ready(ref));
        return new Deed(
                "Scale " + named(object, request) + ": " + before + " → " + wanted + " replicas",
                wanted < before ? Danger.DISRUPTIVE : Danger.REVERSIBLE,
                List.of(Step.change(
                        "scale",
                        "set " + ref.display() + " to " + wanted + " replicas",
                        "So many pods are wanted.",
                        new Action.Scale(ref, wanted),
                        settled,
                        Undo.EXACT,
                        LONG)),
                List.of(
                        wanted > before
                                ? "makes " + Several.counted(wanted - before, "pod")
                                : wanted < before
                                        ? "ends " + Several.counted(before - wanted, "pod")
                                        : "changes nothing"),
                wanted == 0
                        ? List.of(new Risk(
                                "stopped", "Nothing runs any more", "The service is down until it is scaled up."))
                        : List.of());
    }
}
