package io.millwright.metrics.health;

import io.millwright.kit.Version;
import io.millwright.metrics.facts.Controllers;
import io.millwright.metrics.facts.Definitions;
import io.millwright.metrics.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the definitions are those of the operator: Helm never upgrades them. */
final class OperatorDefinitions extends OperatorCheck {
    OperatorDefinitions() {
        super(
                "metrics.operator.definitions",
                "Definitions of the operator's version",
                Dimension.CONFIGURATION,
                "The ten CustomResourceDefinitions: missing or not Established is Critical; annotation operator.prometheus.io/version of an older"
                        + " minor than the operator is Critical, of a newer one Info.");
    }

    @Override
    List<Finding> look(Resource o, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        Optional<String> version = Controllers.version(o);
        List<String> missing = new ArrayList<>();
        List<Resource> older = new ArrayList<>();
        List<Resource> newer = new ArrayList<>();
        for (String name : Names.DEFINITIONS) {
            Optional<Resource> definition = view.get(Definitions.ref(name)).filter(Definitions::served);
            if (definition.isEmpty()) {
                missing.add(name);
                continue;
            }
            Optional<String> made = Definitions.version(definition.get());
            if (made.isPresent() && version.isPresent()) {
                int order = Version.of(Version.of(made.get()).branch())
                        .compareTo(Version.of(Version.of(version.get()).branch()));
                if (order < 0) {
                    older.add(definition.get());
                } else if (order > 0) {
                    newer.add(definition.get());
                }
            }
        }
        String wanted = version.orElse("");
        if (!missing.isEmpty()) {
            ObjectRef first = Definitions.ref(missing.getFirst());
            found.add(draft(
                            view,
                            Severity.CRITICAL,
                            missing.size() + " definitions aren't served: " + missing.getFirst()
                                    + (missing.size() > 1 ? " and others" : ""))
                    .suffix("missing")
                    .impact("The operator can't work on these kinds; it may not start at all.")
                    .saw("definition", first, "status.conditions[Established]", "not there or not True")
                    .manual(
                            "apply those of operator " + wanted,
                            "kubectl apply --server-side --force-conflicts -f " + Definitions.address(wanted))
                    .build());
        }
        if (!older.isEmpty()) {
            String made = Definitions.version(older.getFirst()).orElse("");
            found.add(draft(view, Severity.CRITICAL, "definitions are of " + made + ", the operator of " + wanted)
                    .suffix("older")
                    .impact("Fields that they don't know are dropped without a word, or refused.")
                    .saw(
                            "definition",
                            Definitions.ref(older.getFirst().name()),
                            "metadata.annotations[" + Names.SCHEMA_VERSION + "]",
                            made)
                    .cause("Helm upgrades a chart without its definitions")
                    .run(
                            "upgrade the definitions",
                            "upgrade-definitions",
                            Map.of("definitions", Definitions.address(wanted)))
                    .build());
        }
        if (!newer.isEmpty()) {
            String made = Definitions.version(newer.getFirst()).orElse("");
            found.add(draft(view, Severity.INFO, "definitions are of " + made + ", newer than the operator " + wanted)
                    .suffix("newer")
                    .impact("That works in general, but upstream doesn't promise it.")
                    .saw(
                            "definition",
                            Definitions.ref(newer.getFirst().name()),
                            "metadata.annotations[" + Names.SCHEMA_VERSION + "]",
                            made)
                    .run("upgrade the operator", "upgrade", Map.of())
                    .build());
        }
        return found;
    }
}
