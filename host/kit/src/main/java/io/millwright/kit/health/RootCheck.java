package io.millwright.kit.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/**
 * A check that begins at an instance's root object. Reads the root anew, so that what was true when the instance was discovered is not taken
 * for now; a root that is no longer there is a finding of severity UNKNOWN.
 */
public abstract class RootCheck implements HealthCheck {
    private final Info info;
    private final List<Kind> kinds;

    /** @param component the only component it applies to, whose root is of that kind */
    protected RootCheck(String id, String title, Dimension dimension, String component, Kind kind, String looksAt) {
        this(id, title, dimension, component, List.of(kind), looksAt);
    }

    /** @param kinds what the component's root may be; which of them it is, the instance's root says */
    protected RootCheck(
            String id, String title, Dimension dimension, String component, List<Kind> kinds, String looksAt) {
        this.info = new Info(id, title, dimension, List.of(component), looksAt);
        this.kinds = List.copyOf(kinds);
    }

    @Override
    public final Info info() {
        return info;
    }

    @Override
    public final List<Finding> run(Instance instance, ClusterView cluster) {
        Kind kind = kinds.stream()
                .filter(k -> k.kind().equals(instance.root().kind()))
                .findFirst()
                .orElseGet(kinds::getFirst);
        ObjectRef ref =
                ObjectRef.of(kind, instance.root().namespace(), instance.root().name());
        Optional<Resource> found = cluster.get(ref);
        return found.isEmpty() ? List.of(gone(ref, instance, cluster)) : look(found.get(), instance, cluster);
    }

    private Finding gone(ObjectRef ref, Instance instance, ClusterView view) {
        FindingDraft draft = draft(view, Severity.UNKNOWN, instance.id().path() + " is no longer there")
                .suffix("gone")
                .impact("Nothing can be said about what isn't there.")
                .saw("asked for the " + ref.kind().kind(), ref, "metadata.name", "not found");
        return whenGone(draft, instance).build();
    }

    /** Adds what to do when the root is no longer there. */
    protected FindingDraft whenGone(FindingDraft draft, Instance instance) {
        return draft.manual("refresh", "Refresh the fleet; if it was deleted by mistake, install it again.");
    }

    /** The findings about that root; empty when all was read and is good. */
    protected abstract List<Finding> look(Resource root, Instance instance, ClusterView view);

    /** A finding of this check. */
    protected final FindingDraft draft(ClusterView view, Severity severity, String title) {
        return new FindingDraft(info, severity, title, view.now());
    }
}
