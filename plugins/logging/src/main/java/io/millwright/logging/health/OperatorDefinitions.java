package io.millwright.logging.health;

import io.millwright.kit.health.RootCheck;
import io.millwright.logging.facts.Eck;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the definitions are those of the operator. */
final class OperatorDefinitions extends RootCheck {
    OperatorDefinitions() {
        super(
                "logging.operator.definitions",
                "Definitions served",
                Dimension.CONFIGURATION,
                Names.OPERATOR,
                List.of(Kind.STATEFUL_SET, Kind.DEPLOYMENT),
                "CustomResourceDefinitions of Elasticsearch, Kibana and Logstash: not there or not Established is Critical; a version label other than the operator's is Warning.");
    }

    @Override
    protected List<Finding> look(Resource o, Instance instance, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        String version = Eck.version(o).orElse("");
        for (String name : Names.DEFINITIONS) {
            ObjectRef ref = ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", name);
            Optional<Resource> definition = view.get(ref);
            boolean served = definition
                    .flatMap(d -> d.condition("Established"))
                    .flatMap(c -> c.text("status"))
                    .filter("True"::equals)
                    .isPresent();
            Optional<String> label = definition.flatMap(d -> d.label("app.kubernetes.io/version"));
            if (!served) {
                found.add(draft(view, Severity.CRITICAL, name + " isn't served")
                        .suffix("missing")
                        .impact("The operator can't work on that kind.")
                        .saw(
                                "definition",
                                ref,
                                "status.conditions[Established]",
                                definition.isPresent() ? "not True" : "not there")
                        .manual(
                                "apply the definitions of ECK " + version,
                                "kubectl apply --server-side -f https://download.elastic.co/downloads/eck/" + version
                                        + "/crds.yaml")
                        .build());
            } else if (label.filter(l -> !l.equals(version)).isPresent()) {
                found.add(draft(view, Severity.WARNING, name + " is of " + label.get() + ", the operator of " + version)
                        .suffix("mixed")
                        .impact("Upstream doesn't support the mixture: new fields are dropped silently.")
                        .saw("version", ref, "metadata.labels[app.kubernetes.io/version]", label.get())
                        .manual(
                                "apply those of the operator's version",
                                "kubectl apply --server-side -f https://download.elastic.co/downloads/eck/" + version
                                        + "/crds.yaml")
                        .build());
            }
        }
        return found;
    }
}
