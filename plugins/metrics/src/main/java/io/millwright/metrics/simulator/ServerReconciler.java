package io.millwright.metrics.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One turn of the operator's work on a Prometheus or Alertmanager, in upstream's order: configuration, Service, StatefulSets, status. */
final class ServerReconciler {
    private static final String HASH = "prometheus-operator-input-hash";
    private final SimulatedCluster world;
    private final Server s;

    ServerReconciler(SimulatedCluster world, Server s) {
        this.world = world;
        this.s = s;
    }

    void step() {
        if (s.object().at("metadata", "deletionTimestamp").isPresent()) {
            return;
        }
        Optional<String> error = Optional.empty();
        if (!s.paused()) {
            error = error();
            if (error.isEmpty()) {
                around();
                for (long shard = 0; shard < s.shards(); shard++) {
                    set(shard);
                }
                surplus();
            }
        }
        new StatusWriter(world, s).write(sets(), pods(), error);
    }

    private Optional<String> error() {
        if (world.fault(Faults.RECONCILE_FAILING)) {
            return Optional.of(
                    "creating config failed: loading additional scrape configs from Secret failed: key not found");
        }
        return s.object()
                .text("spec", "storage", "volumeClaimTemplate", "spec", "storageClassName")
                .filter(c -> world.get(ObjectRef.of(Kind.STORAGE_CLASS, "", c)).isEmpty())
                .map(c -> "storage class \"" + c + "\" does not exist");
    }

    private List<Resource> sets() {
        return world.list(Kind.STATEFUL_SET, Selector.in(s.namespace())).stream()
                .filter(set -> set.textMap("spec", "selector", "matchLabels")
                        .entrySet()
                        .containsAll(s.labels().entrySet()))
                .toList();
    }

    private List<Resource> pods() {
        return world.list(Kind.POD, new Selector(s.namespace(), s.labels(), Map.of()));
    }

    private void around() {
        Resource secret = Resource.of(
                Kind.SECRET,
                s.namespace(),
                s.prometheus() ? "prometheus-" + s.name() : "alertmanager-" + s.name() + "-generated",
                Map.of("data", Map.of(s.word() + ".yaml.gz", "")));
        world.ensure(owned(secret));
        world.ensure(owned(Resource.of(
                Kind.SERVICE,
                s.namespace(),
                s.word() + "-operated",
                Map.of(
                        "spec",
                        Json.map(
                                "clusterIP",
                                "None",
                                "selector",
                                Json.map(Names.APP_NAME, s.word()),
                                "ports",
                                List.of(Json.map("name", "web", "port", (long) s.port(), "protocol", "TCP")))))));
    }

    private Resource owned(Resource object) {
        return object.with(
                List.of(Json.map(
                        "apiVersion",
                        s.kind().apiVersion(),
                        "kind",
                        s.kind().kind(),
                        "name",
                        s.name(),
                        "uid",
                        s.object().uid(),
                        "controller",
                        true,
                        "blockOwnerDeletion",
                        true)),
                "metadata",
                "ownerReferences");
    }

    private String setName(long shard) {
        return s.word() + "-" + s.name() + (shard == 0 ? "" : "-shard-" + shard);
    }

    private void set(long shard) {
        ObjectRef ref = ObjectRef.of(Kind.STATEFUL_SET, s.namespace(), setName(shard));
        Optional<Resource> there = world.get(ref);
        Resource wanted = statefulSet(shard);
        if (there.isEmpty()) {
            world.create(wanted);
            return;
        }
        Resource present = there.get();
        if (present.at("metadata", "deletionTimestamp").isPresent()) {
            return;
        }
        boolean sameClaims = present.items("spec", "volumeClaimTemplates").stream()
                .map(c -> c.text("spec", "resources", "requests", "storage").orElse(""))
                .toList()
                .equals(s.storage().stream().toList());
        if (!sameClaims) {
            // The templates can't be changed: the operator makes the StatefulSet anew, and its pods with it.
            world.delete(ref);
            return;
        }
        String hash = wanted.annotation(HASH).orElse("");
        boolean sameTemplate = present.annotation(HASH).filter(hash::equals).isPresent();
        if (sameTemplate && present.number("spec", "replicas").orElse(1L) == s.replicas()) {
            return;
        }
        world.update(ref, o -> {
            Resource next = o.with(s.replicas(), "spec", "replicas");
            return sameTemplate
                    ? next
                    : next.with(wanted.at("spec", "template").orElse(Map.of()), "spec", "template")
                            .with(hash, "metadata", "annotations", HASH);
        });
    }

    private void surplus() {
        for (Resource set : sets()) {
            boolean wanted = false;
            for (long shard = 0; shard < s.shards(); shard++) {
                wanted |= set.name().equals(setName(shard));
            }
            if (!wanted) {
                world.delete(set.ref(Kind.STATEFUL_SET));
            }
        }
    }

    private Resource statefulSet(long shard) {
        Map<String, Object> labels = new LinkedHashMap<>(s.labels());
        labels.put(s.word(), s.name());
        if (s.prometheus()) {
            labels.put(Names.NAME_LABEL, s.name());
            labels.put("operator.prometheus.io/shard", Long.toString(shard));
        }
        Map<String, Object> template = template(labels);
        Map<String, Object> spec = Json.map(
                "serviceName",
                s.word() + "-operated",
                "replicas",
                s.replicas(),
                "podManagementPolicy",
                "Parallel",
                "selector",
                Json.map("matchLabels", labels),
                "template",
                template);
        s.object()
                .at("spec", "storage", "volumeClaimTemplate")
                .ifPresent(t -> spec.put(
                        "volumeClaimTemplates",
                        List.of(new Resource(Map.of("t", t))
                                .with(s.word() + "-" + s.name() + "-db", "t", "metadata", "name")
                                .at("t")
                                .orElse(Map.of()))));
        return owned(Resource.of(Kind.STATEFUL_SET, s.namespace(), setName(shard), Map.of("spec", spec))
                .with(Json.map("managed-by", Names.MANAGER), "metadata", "labels")
                .with(Integer.toHexString(Json.text(template).hashCode()), "metadata", "annotations", HASH));
    }

    private Map<String, Object> template(Map<String, Object> labels) {
        String tag = s.object().text("spec", "version").orElse(s.prometheus() ? "v3.14.0" : "v0.34.0");
        List<Object> args = new ArrayList<>();
        args.add("--config.file=/etc/" + s.word() + "/config_out/" + s.word() + ".env.yaml");
        if (s.object().flag("spec", "enableAdminAPI").orElse(false)) {
            args.add("--web.enable-admin-api");
        }
        Map<String, Object> own = Json.map(
                "name",
                s.word(),
                "image",
                s.object().text("spec", "image").orElse("quay.io/prometheus/" + s.word() + ":" + tag),
                "args",
                args,
                "ports",
                List.of(Json.map("containerPort", (long) s.port(), "name", "web", "protocol", "TCP")),
                "resources",
                s.object().at("spec", "resources").orElse(Map.of()),
                "readinessProbe",
                Json.map("httpGet", Json.map("path", "/-/ready", "port", "web")));
        Map<String, Object> podLabels = new LinkedHashMap<>(labels);
        podLabels.put("app.kubernetes.io/version", s.wantedVersion().orElse(""));
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put("kubectl.kubernetes.io/default-container", s.word());
        s.object().textMap("spec", "podMetadata", "annotations").forEach(annotations::put);
        return Json.map(
                "metadata",
                Json.map("labels", podLabels, "annotations", annotations),
                "spec",
                Json.map(
                        "containers",
                        List.of(
                                own,
                                Json.map(
                                        "name",
                                        "config-reloader",
                                        "image",
                                        "quay.io/prometheus-operator/prometheus-config-reloader:sandbox",
                                        "ports",
                                        List.of(Json.map("containerPort", 8080L, "name", "reloader-web"))))));
    }
}
