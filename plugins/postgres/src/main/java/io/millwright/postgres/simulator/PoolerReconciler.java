package io.millwright.postgres.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.util.List;
import java.util.Map;

/** Runs a Pooler: a Deployment and a Service of its name. */
final class PoolerReconciler {
    private static final String IMAGE = "ghcr.io/cloudnative-pg/pgbouncer:1.25.1";

    private PoolerReconciler() {}

    static void step(SimulatedCluster world, Resource pooler) {
        String cluster = pooler.text("spec", "cluster", "name").orElse("");
        boolean known = world.get(ObjectRef.of(Cnpg.CLUSTER, pooler.namespace(), cluster))
                .isPresent();
        if (Site.deleting(pooler) || !known) {
            return;
        }
        Map<String, Object> labels = Json.map(
                "cnpg.io/poolerName",
                pooler.name(),
                Cnpg.CLUSTER_LABEL,
                cluster,
                Cnpg.POD_ROLE_LABEL,
                "pooler",
                "app.kubernetes.io/component",
                "pooler");
        long wanted = pooler.number("spec", "instances").orElse(1L);
        world.ensure(owned(pooler, Kind.DEPLOYMENT, labels, deployment(pooler, labels, wanted)));
        ObjectRef ref = ObjectRef.of(Kind.DEPLOYMENT, pooler.namespace(), pooler.name());
        world.update(
                ref,
                d -> d.number("spec", "replicas").filter(n -> n == wanted).isPresent()
                        ? d
                        : d.with(wanted, "spec", "replicas"));
        world.ensure(owned(
                pooler,
                Kind.SERVICE,
                labels,
                Json.map(
                        "type",
                        "ClusterIP",
                        "selector",
                        Json.map("cnpg.io/poolerName", pooler.name()),
                        "ports",
                        List.of(Json.map("name", "pgbouncer", "port", 5432L, "targetPort", "pgbouncer")))));
        boolean paused = pooler.flag("spec", "pgbouncer", "paused").orElse(false);
        long there = world.get(ref).flatMap(d -> d.number("status", "replicas")).orElse(0L);
        world.updateStatus(
                pooler.ref(Cnpg.POOLER),
                p -> p.with(there, "status", "instances")
                        .with(wanted == 0 ? "inactive" : paused ? "paused" : "active", "status", "phase")
                        .with(image(pooler), "status", "image"));
    }

    private static String image(Resource pooler) {
        return pooler.text("spec", "pgbouncer", "image").orElse(IMAGE);
    }

    private static Map<String, Object> deployment(Resource pooler, Map<String, Object> labels, long wanted) {
        return Json.map(
                "replicas",
                wanted,
                "selector",
                Json.map("matchLabels", Json.map("cnpg.io/poolerName", pooler.name())),
                "template",
                Json.map(
                        "metadata",
                        Json.map("labels", labels),
                        "spec",
                        Json.map(
                                "containers",
                                List.of(Json.map(
                                        "name",
                                        "pgbouncer",
                                        "image",
                                        image(pooler),
                                        "ports",
                                        List.of(
                                                Json.map("name", "pgbouncer", "containerPort", 5432L),
                                                Json.map("name", "metrics", "containerPort", 9127L)))))));
    }

    private static Resource owned(Resource pooler, Kind kind, Map<String, Object> labels, Map<String, Object> spec) {
        return Resource.of(kind, pooler.namespace(), pooler.name(), Map.of("spec", spec))
                .with(labels, "metadata", "labels")
                .with(
                        List.of(Json.map(
                                "apiVersion",
                                pooler.apiVersion(),
                                "kind",
                                pooler.kind(),
                                "name",
                                pooler.name(),
                                "uid",
                                pooler.uid(),
                                "controller",
                                true)),
                        "metadata",
                        "ownerReferences");
    }
}
