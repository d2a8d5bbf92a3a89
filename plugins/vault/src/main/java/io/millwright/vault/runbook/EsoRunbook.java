package io.millwright.vault.runbook;

import io.millwright.kit.Installer;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Constraints;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A procedure on the External Secrets Operator, and what several have in common. */
abstract class EsoRunbook extends Base {
    EsoRunbook(RunbookInfo info) {
        super(info);
    }

    @Override
    protected final List<Constraint> against(Resource root, ClusterView view) {
        List<Constraint> found = new ArrayList<>();
        if (changesRelease() && Installer.release(root).isEmpty()) {
            found.add(
                    Constraints.blocks("no-release", "no Helm release holds it", "change it the way it was installed"));
        }
        found.addAll(more(root, view));
        return found;
    }

    List<Constraint> more(Resource root, ClusterView view) {
        return List.of();
    }

    final ObjectRef release(Resource root) {
        return Installer.release(root)
                .orElseThrow(() -> refused(root.name(), "no Helm release holds it", "Change it where it comes from."));
    }

    /** The values by which definitions outlive the release. */
    static Map<String, Object> kept() {
        return Tree.of("crds", Tree.of("annotations", Tree.of(Names.KEEP, "keep")));
    }

    /** The definitions of the operator that are there. */
    static List<ObjectRef> definitions(ClusterView view) {
        return view.list(Kind.CUSTOM_RESOURCE_DEFINITION, Selector.ALL).stream()
                .filter(d -> d.name().endsWith("external-secrets.io"))
                .map(d -> ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", d.name()))
                .toList();
    }

    /** Each of these definitions says that Helm must keep it. */
    static Check marked(List<ObjectRef> definitions) {
        return new Check.All(definitions.stream()
                .map(d -> Check.fieldIs(d, "keep", "metadata", "annotations", Names.KEEP))
                .toList());
    }

    /** The Secrets that were written, and are there. */
    static List<ObjectRef> targets(ClusterView view) {
        return view.list(Names.EXTERNAL_SECRET, Selector.ALL).stream()
                .map(Eso::target)
                .filter(t -> view.get(t).isPresent())
                .toList();
    }
}
