package io.millwright.logging.health;

import io.millwright.kit.Tree;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.util.List;

/** Whether volumes would go with the resource. */
final class Volumes extends EsCheck {
    Volumes() {
        super(
                "logging.es.volumes",
                "Volumes outlive a mistake",
                Dimension.DURABILITY,
                "spec.volumeClaimDeletePolicy: other than DeleteOnScaledownOnly is Warning. Upstream's default deletes volumes with the Elasticsearch.");
    }

    @Override
    List<Finding> look(Elastic e, ClusterView view) {
        return e.keepsVolumes()
                ? List.of()
                : List.of(draft(view, Severity.WARNING, "volumes are deleted with the Elasticsearch")
                        .impact("Whoever deletes the resource, its namespace or its definition deletes all logs.")
                        .saw(
                                "policy",
                                e.ref(),
                                "spec.volumeClaimDeletePolicy",
                                e.object()
                                        .text("spec", "volumeClaimDeletePolicy")
                                        .orElse("not set: " + Names.DROP_VOLUMES))
                        .run("keep them", "configure", Tree.of("setting", "keep-volumes", "value", "true"))
                        .build());
    }
}
