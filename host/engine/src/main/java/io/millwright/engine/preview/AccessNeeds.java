package io.millwright.engine.preview;

import io.millwright.engine.check.Refs;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import java.util.LinkedHashSet;
import java.util.List;
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

    /** The distinct rights of a step. */
    public static List<AccessNeed> of(Step step) {
        Set<AccessNeed> needs = new LinkedHashSet<>(step.needs());
        switch (step.action()) {
            case Action.Apply a -> a.objects().forEach(o -> needs.add(need("patch", o)));
            case Action.Create a -> needs.add(need("create", a.object()));
            case Action.Patch a -> needs.add(need("patch", a.object(), a.subresource()));
            case Action.Scale a -> needs.add(need("patch", a.object(), "scale"));
            case Action.Annotate a -> needs.add(need("patch", a.object(), ""));
            case Action.Delete a -> needs.add(need("delete", a.object(), ""));
            case Action.Helm a -> needs.add(new AccessNeed("create", "", "secrets", a.namespace(), ""));
            case Action.Http a -> needs.add(need(a.method().equals("GET") ? "get" : "create", a.object(), "proxy"));
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

    private static AccessNeed need(String verb, Resource object) {
        ObjectRef ref = Refs.of(object);
        return new AccessNeed(verb, ref.kind().group(), ref.kind().plural(), ref.namespace(), "");
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
