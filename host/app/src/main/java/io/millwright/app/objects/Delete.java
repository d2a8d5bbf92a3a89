package io.millwright.app.objects;

import io.millwright.engine.inspect.Users;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Deletes one object; what it owns goes, or stays when that is chosen. */
final class Delete extends ObjectRunbook {
    private static final int NAMED = 5;

    /** Data may go with them. */
    private static final Set<String> HOLD_DATA = Set.of(
            "PersistentVolumeClaim",
            "PersistentVolume",
            "Namespace",
            "CustomResourceDefinition",
            "VolumeSnapshot",
            "Secret");

    Delete() {
        super(
                "delete",
                "Delete",
                Intent.UNINSTALL,
                Danger.DATA_LOSS,
                "Deletes the object and waits until it is gone, finalizers included.",
                List.of(new Parameter(
                        "propagation",
                        "What it owns",
                        "background and foreground delete it too, foreground first; orphan leaves it.",
                        new Parameter.Type.Choice(List.of("background", "foreground", "orphan")),
                        Optional.of("background"),
                        "as kubectl does",
                        true)),
                "concepts/architecture/garbage-collection/");
    }

    @Override
    boolean suits(String kind) {
        return true;
    }

    @Override
    Optional<String> unready(Resource object) {
        return object.text("metadata", "deletionTimestamp")
                .map(t -> "it is being deleted since " + t + ", held by its finalizers: "
                        + String.join(", ", object.texts("metadata", "finalizers")));
    }

    @Override
    Deed deed(Request request, Resource object, ObjectRef ref, ClusterView cluster) {
        Deed deed = deed(request, object, ref);
        List<String> users = Users.of(object, cluster);
        if (users.isEmpty()) {
            return deed;
        }
        List<Risk> risks = new ArrayList<>(deed.risks());
        List<String> few = users.subList(0, Math.min(NAMED, users.size()));
        risks.add(new Risk(
                "in-use",
                "Pods need " + ref.display() + ": " + String.join(", ", few)
                        + (few.size() < users.size() ? " and " + (users.size() - few.size()) + " more" : ""),
                "They run on until they are restarted, and don't start without it."));
        return new Deed(deed.title(), deed.danger(), deed.steps(), deed.consequences(), risks);
    }

    @Override
    Deed deed(Request request, Resource object, ObjectRef ref) {
        String propagation = request.input("propagation");
        boolean remade = owner(object).isPresent() && object.kind().equals("Pod");
        Danger danger =
                HOLD_DATA.contains(object.kind()) ? Danger.DATA_LOSS : remade ? Danger.DISRUPTIVE : Danger.DESTRUCTIVE;
        List<Risk> risks = new ArrayList<>();
        List<String> finalizers = object.texts("metadata", "finalizers");
        if (!finalizers.isEmpty()) {
            risks.add(new Risk(
                    "finalizers",
                    "It has finalizers: " + String.join(", ", finalizers),
                    "It stays until their controllers let it go; they may delete things outside of the cluster."));
        }
        if (object.kind().equals("Namespace")) {
            risks.add(new Risk(
                    "namespace", "Everything in the namespace goes with it", "Volumes included, by their policy."));
        }
        Step step = Step.change(
                "delete",
                "delete " + ref.display(),
                "It is not wanted any more.",
                new Action.Delete(ref, Action.Propagation.valueOf(propagation.toUpperCase(Locale.ROOT))),
                new Check.Absent(ref),
                new Undo.None(
                        remade
                                ? "its owner makes a new one by itself"
                                : "somebody has to make it again from its manifest"),
                LONG);
        return new Deed(
                "Delete " + named(object, request),
                danger,
                List.of(step.noReturn()),
                List.of(
                        "deletes " + ref.display(),
                        propagation.equals("orphan") ? "what it owns stays, ownerless" : "what it owns is deleted too"),
                risks);
    }
}
