package io.millwright.kit.plan;

import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The step that makes a namespace. */
public final class Namespaces {
    private Namespaces() {}

    public static Step make(String name) {
        return Step.change(
                "namespace",
                "Namespace " + name,
                "It isn't there yet.",
                new Action.Apply(List.of(Resource.of(Kind.NAMESPACE, "", name, Map.of())), false),
                new Check.Exists(ObjectRef.of(Kind.NAMESPACE, "", name)),
                new Undo.None("an empty namespace is left: deleting one deletes whatever others have put into it"),
                Duration.ofSeconds(30));
    }
}
