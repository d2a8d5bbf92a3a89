package io.millwright.metrics.health;

import io.millwright.metrics.facts.Grafana;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** Whether dashboards outlive Grafana's pod, and whether an update can get through. */
final class GrafanaStorage extends GrafanaCheck {
    GrafanaStorage() {
        super(
                "metrics.grafana.storage",
                "Volume for dashboards",
                Dimension.DURABILITY,
                "Volumes of the Deployment: no claim is a Warning; a claim of ReadWriteOnce with strategy RollingUpdate is a Warning.");
    }

    @Override
    List<Finding> look(Resource g, ClusterView view) {
        Optional<ObjectRef> claim = Grafana.claim(g);
        if (claim.isEmpty()) {
            return List.of(draft(view, Severity.WARNING, "Grafana has no volume")
                    .suffix("none")
                    .impact("Dashboards and users made by hand are lost at its next restart.")
                    .saw("volumes", g.ref(Kind.DEPLOYMENT), "spec.template.spec.volumes", "no claim")
                    .manual(
                            "give it one",
                            "Set the chart's values grafana.persistence.enabled to true and grafana.deploymentStrategy.type to Recreate. Export"
                                    + " what was made by hand first.")
                    .build());
        }
        boolean once = view.get(claim.get())
                .map(c -> c.texts("spec", "accessModes").stream().noneMatch("ReadWriteMany"::equals))
                .orElse(false);
        boolean rolls =
                !g.text("spec", "strategy", "type").orElse("RollingUpdate").equals("Recreate");
        return once && rolls
                ? List.of(draft(view, Severity.WARNING, "an update of Grafana will get stuck")
                        .suffix("strategy")
                        .impact("The new pod waits for a volume that the old one holds (Multi-Attach).")
                        .saw("strategy", g.ref(Kind.DEPLOYMENT), "spec.strategy.type", "RollingUpdate")
                        .saw("claim", claim.get(), "spec.accessModes", "ReadWriteOnce")
                        .manual(
                                "recreate instead",
                                "Set the chart's value grafana.deploymentStrategy.type to Recreate.")
                        .build())
                : List.of();
    }
}
