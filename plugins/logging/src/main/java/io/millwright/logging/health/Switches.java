package io.millwright.logging.health;

import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Maintenance switches that somebody left on. */
final class Switches extends EsCheck {
    Switches() {
        super(
                "logging.es.switches",
                "No maintenance switch left on",
                Dimension.CONFIGURATION,
                "annotations pause-orchestration, managed=false and disable-upgrade-predicates: each is Warning.");
    }

    @Override
    List<Finding> look(Elastic e, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        if (e.paused()) {
            found.add(draft(
                            view,
                            Severity.WARNING,
                            e.unmanaged() ? "the operator doesn't touch it at all" : "orchestration is paused")
                    .suffix("paused")
                    .impact(
                            e.unmanaged()
                                    ? "Nothing is repaired, the status stands still, and certificates expire."
                                    : "No change is applied, no node is added or restarted.")
                    .saw(
                            "annotations",
                            e.ref(),
                            "metadata.annotations",
                            e.unmanaged() ? Names.MANAGED + "=false" : Names.PAUSE + "=true")
                    .run("let it work again", "resume", Map.of())
                    .build());
        }
        e.object()
                .annotation(Names.NO_PREDICATES)
                .ifPresent(v -> found.add(draft(view, Severity.WARNING, "rules that protect restarts are switched off")
                        .suffix("predicates")
                        .impact("A restart may take away the last copy of a shard.")
                        .saw("annotation", e.ref(), "metadata.annotations." + Names.NO_PREDICATES, v)
                        .manual(
                                "switch them on",
                                "kubectl -n " + e.namespace() + " annotate elasticsearch " + e.name() + " "
                                        + Names.NO_PREDICATES + "-")
                        .build()));
        return found;
    }
}
