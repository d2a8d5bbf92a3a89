package io.millwright.postgres.discovery;

import io.millwright.kit.Installer;
import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.postgres.cnpg.BarmanPlugin;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.CnpgOperators;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.Activity;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds operators by their label and clusters by their custom resource, whoever installed them. */
public final class Discovery {
    private Discovery() {}

    /** Operators first, then clusters, each by namespace and name. */
    public static List<Instance> discover(ClusterView view) {
        List<Resource> clusters = view.list(Cnpg.CLUSTER, Selector.ALL);
        List<Instance> instances = new ArrayList<>();
        for (Resource deployment : CnpgOperators.deployments(view)) {
            instances.add(operator(deployment, clusters.size(), view));
        }
        instances.addAll(
                Summaries.together(clusters.stream().map(PgCluster::new).toList(), c -> cluster(c, view)));
        return instances;
    }

    private static Instance operator(Resource deployment, int clusters, ClusterView view) {
        long wanted = deployment.number("spec", "replicas").orElse(1L);
        long available = deployment.number("status", "availableReplicas").orElse(0L);
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("ready", available + "/" + wanted);
        summary.put("clusters", Integer.toString(clusters));
        summary.put("watches", watches(deployment));
        summary.put("plugin", plugin(view));
        return new Instance(
                id(deployment, view),
                Cnpg.OPERATOR,
                Operators.version(deployment).map(Version::text),
                Installer.of(deployment),
                Operators.activity(deployment),
                deployment,
                summary);
    }

    private static String plugin(ClusterView view) {
        return BarmanPlugin.of(view)
                .map(p -> p.version().map(Version::text).orElse("of unknown version") + (p.available() ? "" : ", down"))
                .orElse("none");
    }

    private static String watches(Resource deployment) {
        boolean some = deployment.items("spec", "template", "spec", "containers").stream()
                .flatMap(c -> c.items("env").stream())
                .anyMatch(e -> e.text("name").orElse("").equals("WATCH_NAMESPACE")
                        && (e.at("valueFrom").isPresent()
                                || e.text("value").filter(v -> !v.isEmpty()).isPresent()));
        return some ? "some namespaces" : "all namespaces";
    }

    private static Instance cluster(PgCluster c, ClusterView view) {
        return new Instance(
                id(c.object(), view),
                Cnpg.CLUSTER_COMPONENT,
                c.version().map(Version::text),
                Installer.of(c.object()),
                c.phase().isEmpty() && !c.hibernationWanted()
                        ? new Activity(Activity.State.CHANGING, "not taken up by an operator yet", Optional.empty())
                        : Activities.of(c),
                c.object(),
                Summaries.of(c, view));
    }

    private static InstanceId id(Resource object, ClusterView view) {
        return new InstanceId(Cnpg.TOOL, view.cluster(), object.namespace(), object.name());
    }
}
