package io.millwright.app.objects;

import io.millwright.engine.inspect.Missing;
import io.millwright.engine.inspect.Users;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
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
    static final String FORCE = "force";
    private static final String PROPAGATION = "propagation";
    private static final String BACKGROUND = "background";
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
                List.of(
                        new Parameter(
                                PROPAGATION,
                                "What it owns",
                                "background and foreground delete it too, foreground first; orphan leaves it.",
                                new Parameter.Type.Choice(List.of(BACKGROUND, "foreground", "orphan")),
                                Optional.of(BACKGROUND),
                                "as kubectl does",
                                true),
                        new Parameter(
                                FORCE,
                                "By force",
                                "true: of a pod, its node isn't waited for; its processes may run on there.",
                                new Parameter.Type.YesNo(),
                                Optional.of("false"),
                                "as kubectl does",
                                true)),
                "concepts/architecture/garbage-collection/");
    }

    @Override
    boolean suits(String kind) {
        return true;
    }

    /** Only pods are kept until their node has ended them. */
    @Override
    List<Parameter> asks(Resource object) {
        return info().parameters().stream()
                .filter(p -> !p.id().equals(FORCE) || isPod(object))
                .toList();
    }

    /** Who asks for force where there is none is told so. */
    @Override
    List<Parameter> understands(Resource object) {
        return info().parameters();
    }

    private static boolean isPod(Resource object) {
        return object.kind().equals("Pod") && object.apiVersion().equals("v1");
    }

    /** A pod on its way out that nothing but its node holds can be deleted by force. */
    @Override
    Optional<String> unready(Resource object) {
        List<String> held = held(object);
        return isPod(object) && held.isEmpty()
                ? Optional.empty()
                : object.text("metadata", "deletionTimestamp").map(t -> "it is being deleted since " + t + by(held));
    }

    /** A second deletion of the ordinary kind would wait for the same. */
    @Override
    Optional<String> unready(Request request, Resource object) {
        return request.yes(FORCE)
                ? Optional.empty()
                : object.text("metadata", "deletionTimestamp")
                        .map(t ->
                                "it is being deleted since " + t + ", and its node hasn't said yet that it has ended; "
                                        + FORCE + "=true doesn't wait for that");
    }

    private static String by(List<String> held) {
        return held.isEmpty()
                ? ""
                : ", held by its finalizers: " + String.join(", ", held) + "; their controllers have to let it go";
    }

    /** A namespace has some of its own in its specification. */
    private static List<String> held(Resource object) {
        List<String> held = new ArrayList<>(object.texts("metadata", "finalizers"));
        if (object.kind().equals("Namespace")) {
            held.addAll(object.texts("spec", "finalizers"));
        }
        return held;
    }

    private static void refuse(String what, String why, String next) {
        throw new ProblemException(Problem.user("plan to delete " + what, "the object", why, next));
    }

    @Override
    Deed deed(Request request, Resource object, ObjectRef ref, ClusterView cluster) {
        if (request.yes(FORCE)) {
            return forced(request, object, ref, cluster);
        }
        Deed deed = deed(request, object, ref);
        Users.Found found = Users.of(object, cluster);
        List<Risk> risks = new ArrayList<>(deed.risks());
        if (!found.users().isEmpty()) {
            List<String> users = found.users().stream()
                    .map(u -> u.kind() + " " + (u.namespace().equals(ref.namespace()) ? "" : u.namespace() + "/")
                            + u.name())
                    .toList();
            List<String> few = users.subList(0, Math.min(NAMED, users.size()));
            risks.add(new Risk(
                    "in-use",
                    ref.display() + " is needed by " + String.join(", ", few)
                            + (few.size() < users.size() ? " and " + (users.size() - few.size()) + " more" : ""),
                    loss(found.users())));
        }
        if (!found.missing().isEmpty()) {
            risks.add(new Risk(
                    "in-use-unknown",
                    "Others may need " + ref.display() + ": " + Missing.names(found.missing()) + " couldn't be listed",
                    "Why: " + found.missing().getFirst().why().why()));
        }
        return new Deed(deed.title(), deed.danger(), deed.steps(), deed.consequences(), risks);
    }

    /** What goes on without it and what doesn't. */
    private static String loss(List<Resource> users) {
        boolean ingress = users.stream().anyMatch(u -> u.kind().equals("Ingress"));
        boolean pods = users.stream().anyMatch(u -> !u.kind().equals("Ingress"));
        return (pods ? "Pods that run go on until they are restarted; new ones don't start without it." : "")
                + (pods && ingress ? " " : "")
                + (ingress ? "Clients of the Ingress may be given another certificate, or none." : "");
    }

    private static Deed forced(Request request, Resource object, ObjectRef ref, ClusterView cluster) {
        if (!isPod(object)) {
            refuse(
                    ref.display() + " by force",
                    "only pods are waited for by their node",
                    "Leave " + FORCE + " out: objects of other kinds are gone as soon as their finalizers let them.");
        }
        if (!request.input(PROPAGATION).equals(BACKGROUND)) {
            refuse(
                    ref.display() + " by force",
                    "by force, what it owns is deleted in the background",
                    "Choose " + PROPAGATION + "=" + BACKGROUND + ".");
        }
        return ForcedPod.of(object, ref, cluster).deed(request);
    }

    @Override
    Deed deed(Request request, Resource object, ObjectRef ref) {
        String propagation = request.input(PROPAGATION);
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
