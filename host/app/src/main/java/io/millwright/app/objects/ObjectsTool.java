package io.millwright.app.objects;

import io.millwright.engine.inspect.HelmRevision;
import io.millwright.spi.Activity;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Parameter;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.Tool;
import io.millwright.spi.ToolDescriptor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kubernetes itself as a tool: its instances are whatever object somebody has chosen; it finds none by itself. */
public final class ObjectsTool implements Tool {
    /** The tool's id, in plans and journals. */
    public static final String ID = "objects";

    /** The only one. */
    public static final ObjectsTool INSTANCE = new ObjectsTool();

    private static final List<Runbook> RUNBOOKS = List.of(
            new Delete(),
            new Edit(),
            new Scale(),
            new Restart(),
            new UndoRollout(),
            new Switch(Switch.Of.CORDON),
            new Switch(Switch.Of.UNCORDON),
            new Drain(),
            new NodeShell(),
            new Switch(Switch.Of.SUSPEND),
            new Switch(Switch.Of.RESUME),
            new Trigger(),
            new ReleaseRollback(),
            new ReleaseUninstall());

    private ObjectsTool() {}

    @Override
    public ToolDescriptor descriptor() {
        return new ToolDescriptor(
                ID,
                "Kubernetes objects",
                "platform",
                "Single objects of any kind: delete, scale, restart, suspend, drain, a shell on a node; Helm releases: roll back, uninstall.",
                List.of(),
                URI.create("https://kubernetes.io/docs/concepts/overview/working-with-objects/"),
                List.of(),
                List.of());
    }

    @Override
    public List<Instance> discover(ClusterView cluster) {
        return List.of();
    }

    @Override
    public List<Runbook> runbooks() {
        return RUNBOOKS;
    }

    @Override
    public Map<String, NamedCheck> namedChecks() {
        return Map.of(ReleaseRollback.ROLLED_BACK, ReleaseRollback::isRolledBack);
    }

    /** The runbook of that id. */
    public static Runbook runbook(String id) {
        return RUNBOOKS.stream()
                .filter(r -> r.info().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no runbook " + id));
    }

    /** The object as a target. */
    public static Instance target(String context, Kind kind, Resource object) {
        return new Instance(
                new InstanceId(ID, context, object.namespace(), object.name()),
                kind.resourceName(),
                Optional.empty(),
                new Management(Management.By.UNKNOWN, ""),
                Activity.STEADY,
                object,
                Map.of());
    }

    /** A Helm release as a target, by its newest revision. */
    public static Instance target(String context, HelmRevision newest) {
        return ReleaseRunbook.target(context, newest);
    }

    /** Whether the runbook can be done to several objects by one plan. */
    public static boolean suitsSeveral(String runbook) {
        return ((ObjectRunbook) runbook(runbook)).suitsSeveral();
    }

    /** Whether the runbook fits objects of that kind at all. */
    public static boolean suits(String runbook, Kind kind) {
        return ((ObjectRunbook) runbook(runbook)).suits(kind.kind());
    }

    /** What the runbook asks of that object. */
    public static List<Parameter> asks(String runbook, Resource object) {
        return ((ObjectRunbook) runbook(runbook)).asks(object);
    }

    /** Why the runbook doesn't fit an object of that kind; empty when it does. */
    public static Optional<String> misfit(String runbook, Resource object) {
        return ((ObjectRunbook) runbook(runbook)).misfit(object);
    }
}
