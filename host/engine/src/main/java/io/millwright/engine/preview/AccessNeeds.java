package io.millwright.engine.preview;

import io.millwright.engine.check.Refs;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.plan.Steps;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.Action;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rights that follow from what a step does, and those that it names itself. */
public final class AccessNeeds {
    private AccessNeeds() {}

    /** The distinct rights of a plan, in the order of its steps. */
    public static List<AccessNeed> of(Plan plan) {
        Set<AccessNeed> needs = new LinkedHashSet<>();
        plan.steps().forEach(s -> needs.addAll(of(s)));
        return List.copyOf(needs);
    }

    /**
     * The same with the cluster as it is now: applying what isn't there yet needs the right to create, too, the rollback of a release that
     * hangs the one to patch its record, and Helm those for what it does to the release's objects, as far as the chart can be rendered.
     */
    public static List<AccessNeed> of(Plan plan, ClusterConnection cluster) {
        return of(plan, cluster, new HelmChanges(cluster));
    }

    static List<AccessNeed> of(Plan plan, ClusterConnection cluster, HelmChanges foreseen) {
        Set<AccessNeed> needs = new LinkedHashSet<>();
        plan.steps().forEach(s -> {
            needs.addAll(of(s));
            Steps.all(List.of(s)).forEach(each -> {
                applied(each.action(), cluster.view(), needs);
                if (each.action() instanceof Action.Helm helm) {
                    needs.addAll(released(helm, foreseen));
                }
            });
        });
        return List.copyOf(needs);
    }

    private static AccessNeed ofSecrets(String verb, String namespace) {
        return new AccessNeed(verb, "", "secrets", namespace, "");
    }

    /** What can't be read counts as pending: it is asked for one right too many rather than one too few. */
    private static boolean isPending(Action.HelmRollback action, ClusterView view) {
        try {
            return HelmRevision.of(action.namespace(), action.release(), view).stream()
                    .limit(1)
                    .anyMatch(HelmRevision::isPending);
        } catch (ProblemException unread) {
            return true;
        }
    }

    /** What can't be told is told by the step itself: it fails before it has changed anything. */
    private static List<AccessNeed> released(Action.Helm helm, HelmChanges foreseen) {
        try {
            return foreseen.of(helm).stream()
                    .flatMap(f -> f.verb().map(v -> need(v, f.object(), "")).stream())
                    .distinct()
                    .toList();
        } catch (ProblemException e) {
            return List.of();
        }
    }

    private static void applied(Action action, ClusterView view, Set<AccessNeed> needs) {
        if (action instanceof Action.HelmRollback back && isPending(back, view)) {
            // A pending revision is given up first.
            needs.add(ofSecrets("patch", back.namespace()));
        }
        if (action instanceof Action.Apply apply) {
            apply.objects().stream()
                    .map(o -> Refs.of(o, apply.objects()))
                    .filter(ref -> !there(ref, view))
                    .forEach(ref -> needs.add(need("create", ref, "")));
        }
    }

    /** What can't be read counts as there: the right to patch it is asked for anyway. */
    private static boolean there(ObjectRef ref, ClusterView view) {
        try {
            return view.get(ref).isPresent();
        } catch (ProblemException e) {
            return !e.problem().code().equals(Optional.of("404"));
        }
    }

    /** The distinct rights of a step that follow from it alone. */
    public static List<AccessNeed> of(Step step) {
        Set<AccessNeed> needs = new LinkedHashSet<>(step.needs());
        switch (step.action()) {
            case Action.Apply a -> a.objects().forEach(o -> needs.add(need("patch", Refs.of(o, a.objects()), "")));
            case Action.Create a -> needs.add(need("create", Refs.of(a.object()), ""));
            case Action.Patch a -> needs.add(need("patch", a.object(), a.subresource()));
            case Action.Scale a -> needs.add(need("patch", a.object(), "scale"));
            case Action.Annotate a -> needs.add(need("patch", a.object(), ""));
            case Action.Delete a -> needs.add(need("delete", a.object(), ""));
            case Action.Evict a -> needs.add(need("create", a.pod(), "eviction"));
            case Action.ForceDelete a -> needs.add(need("delete", a.pod(), ""));
            case Action.Helm a -> secrets(a.verb()).forEach(v -> needs.add(ofSecrets(v, a.namespace())));
            // Helm writes that the revision before is over.
            case Action.HelmRollback a ->
                List.of("create", "update").forEach(v -> needs.add(ofSecrets(v, a.namespace())));
            case Action.Http a -> needs.addAll(http(a));
            case Action.Exec a -> needs.add(need("create", a.pod(), "exec"));
            case Action.ForEach a -> a.steps().forEach(s -> needs.addAll(of(s)));
            case Action.Wait a -> {}
            case Action.Look a -> {}
            case Action.Confirm a -> {}
            case Action.Input a -> {}
            case Action.Manual a -> {}
        }
        return List.copyOf(needs);
    }

    /** What Helm does to the Secrets in which it keeps a release. */
    private static List<String> secrets(Action.Helm.Verb verb) {
        return switch (verb) {
            case INSTALL, UPGRADE -> List.of("create", "update");
            case UNINSTALL -> List.of("update", "delete");
        };
    }

    private static List<AccessNeed> http(Action.Http a) {
        if (!a.direct()) {
            return List.of(need(verb(a.method()), a.object(), "proxy"));
        }
        ObjectRef pod = a.object().kind().equals(Kind.POD)
                ? a.object()
                : ObjectRef.of(Kind.POD, a.object().namespace(), "");
        List<AccessNeed> needs = new ArrayList<>(List.of(need("create", pod, "portforward")));
        a.login().ifPresent(l -> {
            switch (l) {
                case Login.Basic b -> needs.add(need("get", b.secret(), ""));
                case Login.Token t -> needs.add(need("get", t.secret(), ""));
                case Login.Answered x -> {}
            }
        });
        return needs;
    }

    /** The API server's own mapping of HTTP methods to verbs. */
    private static String verb(String method) {
        return switch (method) {
            case "GET", "HEAD" -> "get";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> "delete";
            default -> "create";
        };
    }

    private static AccessNeed need(String verb, ObjectRef ref, String subresource) {
        Kind kind = ref.kind();
        return new AccessNeed(
                verb,
                kind.group(),
                subresource.isEmpty() ? kind.plural() : kind.plural() + "/" + subresource,
                ref.namespace(),
                "");
    }
}
