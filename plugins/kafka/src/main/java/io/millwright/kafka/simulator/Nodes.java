package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Growth;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.NodePool.Volume;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Bytes;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** The nodes of a Kafka: their numbers, claims, pod sets and pods. */
final class Nodes {
    private static final String PULL = "-fault-pull";
    /** Broker settings that are applied without a restart. */
    private static final Set<String> DYNAMIC = Set.of(
            "log.retention.hours",
            "log.retention.ms",
            "log.retention.bytes",
            "log.segment.bytes",
            "log.cleanup.policy",
            "message.max.bytes",
            "min.insync.replicas",
            "compression.type",
            "num.io.threads",
            "num.network.threads",
            "num.replica.fetchers",
            "background.threads",
            "unclean.leader.election.enable");

    private final Site site;
    private final Authorities authorities;
    private final List<String> warnings = new ArrayList<>();

    Nodes(Site site, Authorities authorities) {
        this.site = site;
        this.authorities = authorities;
    }

    /** Reasons and messages of warnings that the pass has found, in turn. */
    List<String> warnings() {
        return warnings;
    }

    /** Gives numbers to new nodes, takes surplus ones away unless they hold partitions, and writes the pools' status. */
    void number() {
        Set<Long> used = new LinkedHashSet<>();
        site.pools().forEach(p -> used.addAll(p.ids()));
        for (NodePool pool : site.pools()) {
            List<Long> ids = new ArrayList<>(pool.ids());
            List<Long> planned = planned(pool, Strimzi.NEXT_IDS);
            while (ids.size() < pool.wanted()) {
                long next = planned.stream()
                        .filter(i -> !used.contains(i))
                        .findFirst()
                        .orElseGet(() -> LongStream.iterate(0, i -> i + 1)
                                .filter(i -> !used.contains(i))
                                .findFirst()
                                .orElseThrow());
                used.add(next);
                ids.add(next);
            }
            shrink(pool, ids);
            List<Long> sorted = ids.stream().sorted().toList();
            site.world()
                    .updateStatus(
                            pool.ref(),
                            p -> p.with(sorted, "status", "nodeIds")
                                    .with((long) sorted.size(), "status", "replicas")
                                    .with(p.texts("spec", "roles"), "status", "roles")
                                    .with(p.generation(), "status", "observedGeneration"));
        }
    }

    private void shrink(NodePool pool, List<Long> ids) {
        if (ids.size() <= pool.wanted()) {
            return;
        }
        List<Long> order = new ArrayList<>(planned(pool, Strimzi.REMOVE_IDS));
        ids.stream().sorted(Comparator.reverseOrder()).forEach(order::add);
        List<Long> going = order.stream()
                .distinct()
                .filter(ids::contains)
                .limit(ids.size() - pool.wanted())
                .toList();
        boolean full = pool.broker() && going.stream().anyMatch(i -> partitions(pool, i) > 0);
        if (full) {
            warnings.add("ScaleDownPreventionCheck");
            warnings.add("Reverting scale-down of KafkaNodePool " + pool.name() + " by changing number of replicas to "
                    + ids.size());
        } else {
            ids.removeAll(going);
        }
    }

    private static List<Long> planned(NodePool pool, String annotation) {
        List<Long> all = new ArrayList<>();
        String text = pool.object().annotation(annotation).orElse("").replaceAll("[\\[\\]\\s]", "");
        for (String part : text.split(",")) {
            String[] ends = part.split("-");
            if (!part.isEmpty()) {
                LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]))
                        .forEach(all::add);
            }
        }
        return all;
    }

    private Optional<Resource> firstClaim(NodePool pool, long id) {
        return pool.volumes().stream()
                .findFirst()
                .flatMap(v -> site.world().get(site.ref(Kind.PERSISTENT_VOLUME_CLAIM, v.claim(pool.pod(id)))));
    }

    private long partitions(NodePool pool, long id) {
        return firstClaim(pool, id)
                .flatMap(c -> c.number("metadata", "annotations", Marks.PARTITIONS))
                .orElse(0L);
    }

    /** Makes missing claims, and lets present ones grow. The first brokers get partitions, later ones are empty. */
    void claims(boolean founding) {
        for (NodePool pool : site.pools()) {
            for (long id : pool.ids()) {
                for (Volume volume : pool.volumes()) {
                    if (!volume.type().equals("ephemeral")) {
                        claim(pool, id, volume, founding);
                    }
                }
            }
        }
    }

    private void claim(NodePool pool, long id, Volume volume, boolean founding) {
        ObjectRef ref = site.ref(Kind.PERSISTENT_VOLUME_CLAIM, volume.claim(pool.pod(id)));
        Optional<Resource> found = site.world().get(ref);
        if (found.isEmpty()) {
            Map<String, Object> spec = Json.map(
                    "accessModes",
                    List.of("ReadWriteOnce"),
                    "resources",
                    Json.map("requests", Json.map("storage", volume.size())));
            volume.storageClass().ifPresent(c -> spec.put("storageClassName", c));
            Resource made = Resource.of(
                            Kind.PERSISTENT_VOLUME_CLAIM, site.namespace(), ref.name(), Map.of("spec", spec))
                    .with(labels(pool), "metadata", "labels")
                    .with(
                            Json.map(
                                    Strimzi.DELETE_CLAIM,
                                    Boolean.toString(volume.deleteClaim()),
                                    Marks.PARTITIONS,
                                    partitions(pool, ref.name(), founding)),
                            "metadata",
                            "annotations");
            site.world().ensure(volume.deleteClaim() ? made.with(site.owner(), "metadata", "ownerReferences") : made);
            return;
        }
        long present = found.get()
                .text("spec", "resources", "requests", "storage")
                .flatMap(Bytes::quantity)
                .orElse(volume.bytes());
        if (volume.bytes() > present && Growth.refused(found.get(), site.world()::get)) {
            warnings.add("PvcResizingWarning");
            warnings.add("Storage Class " + Growth.className(found.get())
                    + " does not support resizing of volumes. PVC " + ref.name()
                    + " cannot be resized. Reconciliation will proceed without reconciling this PVC.");
        } else if (volume.bytes() > present) {
            site.world().update(ref, c -> c.with(volume.size(), "spec", "resources", "requests", "storage"));
        } else if (volume.bytes() < present) {
            warnings.add("KafkaStorage");
            warnings.add("The desired Kafka storage configuration in the KafkaNodePool resource "
                    + site.namespace() + "/" + pool.name()
                    + " contains changes which are not allowed. As a result, all storage changes will be ignored.");
        }
    }

    /** Under that annotation a pod set keeps how many partitions a deleted claim held. */
    static String remembered(String claim) {
        return "sandbox.millwright.io/of-" + claim;
    }

    private String partitions(NodePool pool, String claim, boolean founding) {
        return site.world()
                .get(site.ref(Strimzi.POD_SET, site.name() + "-" + pool.name()))
                .flatMap(s -> s.annotation(remembered(claim)))
                .orElse(founding && pool.broker() ? "12" : "0");
    }

    private Map<String, String> labels(NodePool pool) {
        Map<String, String> labels = site.labels("kafka");
        labels.put(Strimzi.POOL_LABEL, pool.name());
        return labels;
    }

    /** What of everything ends up in a pod; another text means that the pod must be made anew. */
    String revision(NodePool pool) {
        Map<String, String> config = new LinkedHashMap<>(site.object().textMap("spec", "kafka", "config"));
        config.keySet().removeAll(DYNAMIC);
        Object text = Json.text(Json.map(
                "image",
                site.image(),
                "config",
                config,
                "listeners",
                site.object().at("spec", "kafka", "listeners").orElse(List.of()),
                "quotas",
                site.object().at("spec", "kafka", "quotas").orElse(Map.of()),
                "metrics",
                site.object().at("spec", "kafka", "metricsConfig").orElse(Map.of()),
                "resources",
                pool.object().at("spec", "resources").orElse(Map.of()),
                "jvm",
                pool.object().at("spec", "jvmOptions").orElse(Map.of()),
                "volumes",
                pool.volumes().stream().map(v -> v.id().orElse(0L)).toList(),
                "cluster-ca",
                authorities.issuing(),
                "cluster-ca-key",
                authorities.keyGeneration(),
                "clients-ca",
                authorities.generation(Authority.CLIENTS, Strimzi.CA_CERT_GENERATION),
                "overlap",
                authorities.overlap()));
        return "%08x".formatted(text.hashCode());
    }

    /** Why a pod that isn't what it should be is made anew, in the operator's words. */
    String reason(Resource pod) {
        if (!pod.annotation(Strimzi.CLUSTER_CA_KEY_GENERATION).orElse("0").equals(authorities.keyGeneration())) {
            return "ClusterCaCertKeyReplaced";
        }
        boolean renewed =
                !pod.annotation(Strimzi.CLUSTER_CA_CERT_GENERATION).orElse("0").equals(authorities.issuing())
                        || !pod.annotation(Strimzi.CLIENTS_CA_CERT_GENERATION)
                                .orElse("0")
                                .equals(authorities.generation(Authority.CLIENTS, Strimzi.CA_CERT_GENERATION));
        return renewed ? "CaCertRenewed" : "PodHasOldRevision";
    }

    /** Writes the pod sets and takes away those of pools that are gone. */
    void podSets() {
        Set<String> kept = new LinkedHashSet<>();
        for (NodePool pool : site.pools()) {
            String name = site.name() + "-" + pool.name();
            kept.add(name);
            List<Object> pods =
                    pool.ids().stream().map(i -> (Object) pod(pool, i)).toList();
            Resource set = site.owned(
                            Strimzi.POD_SET,
                            name,
                            Map.of(
                                    "spec",
                                    Json.map(
                                            "selector",
                                            Json.map(
                                                    "matchLabels",
                                                    Json.map(
                                                            Strimzi.CLUSTER_LABEL,
                                                            site.name(),
                                                            Strimzi.POOL_LABEL,
                                                            pool.name())),
                                            "pods",
                                            pods)),
                            "kafka")
                    .with(labels(pool), "metadata", "labels");
            Resource there = site.world().ensure(set);
            site.world()
                    .update(
                            there.ref(Strimzi.POD_SET),
                            s -> s.with(pods, "spec", "pods")
                                    .with(site.version(), "metadata", "annotations", Strimzi.KAFKA_VERSION));
        }
        site
                .world()
                .list(Strimzi.POD_SET, Selector.labelled(site.namespace(), Strimzi.CLUSTER_LABEL, site.name()))
                .stream()
                .filter(s -> s.label(Strimzi.POOL_LABEL).isPresent() && !kept.contains(s.name()))
                .forEach(s -> site.world().delete(s.ref(Strimzi.POD_SET)));
    }

    private Map<String, Object> pod(NodePool pool, long id) {
        String name = pool.pod(id);
        Map<String, String> labels = labels(pool);
        labels.put("strimzi.io/pod-name", name);
        labels.put("strimzi.io/controller", "strimzipodset");
        labels.put("strimzi.io/controller-name", site.name() + "-" + pool.name());
        labels.put(Strimzi.BROKER_LABEL, Boolean.toString(pool.broker()));
        labels.put(Strimzi.CONTROLLER_LABEL, Boolean.toString(pool.controller()));
        Map<String, Object> annotations = Json.map(
                Strimzi.REVISION,
                revision(pool),
                Strimzi.KAFKA_VERSION,
                site.version(),
                Strimzi.CLUSTER_CA_CERT_GENERATION,
                authorities.issuing(),
                Strimzi.CLUSTER_CA_KEY_GENERATION,
                authorities.keyGeneration(),
                Strimzi.CLIENTS_CA_CERT_GENERATION,
                authorities.generation(Authority.CLIENTS, Strimzi.CA_CERT_GENERATION));
        return Json.map(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Json.map("name", name, "namespace", site.namespace(), "labels", labels, "annotations", annotations),
                "spec",
                podSpec(pool, name));
    }

    private Map<String, Object> podSpec(NodePool pool, String name) {
        List<Object> volumes = new ArrayList<>();
        List<Object> mounts = new ArrayList<>();
        for (Volume v : pool.volumes()) {
            String volume = v.id().map(i -> "data-" + i).orElse("data");
            volumes.add(
                    v.type().equals("ephemeral")
                            ? Json.map("name", volume, "emptyDir", Map.of())
                            : Json.map("name", volume, "persistentVolumeClaim", Json.map("claimName", v.claim(name))));
            mounts.add(Json.map("name", volume, "mountPath", "/var/lib/kafka/" + volume));
        }
        Map<String, Object> container = Json.map(
                "name",
                "kafka",
                "image",
                site.world().fault(Marks.IMAGE_PULL) ? site.image() + PULL : site.image(),
                "ports",
                List.of(
                        Json.map("name", "tcp-ctrlplane", "containerPort", 9090L),
                        Json.map("name", "tcp-replication", "containerPort", 9091L),
                        Json.map("name", "tcp-prometheus", "containerPort", (long) Strimzi.METRICS_PORT)),
                "readinessProbe",
                Json.map(
                        "exec",
                        Json.map("command", List.of("/opt/kafka/kafka_readiness.sh")),
                        "initialDelaySeconds",
                        5L),
                "volumeMounts",
                mounts);
        pool.object().at("spec", "resources").ifPresent(r -> container.put("resources", r));
        Map<String, Object> spec = Json.map("containers", List.of(container), "volumes", volumes);
        pool.object().at("spec", "template", "pod", "affinity").ifPresent(a -> spec.put("affinity", a));
        return spec;
    }

    static boolean unpullable(Resource pod) {
        return pod.items("spec", "containers").stream()
                .anyMatch(c -> c.text("image").orElse("").endsWith(PULL));
    }

    /** Holds the last broker while the fault is on; whoever holds a pod lets it go again, nobody else. */
    void holds() {
        List<Resource> pods = site.pods();
        Optional<String> victim = pods.stream()
                .filter(p -> p.label(Strimzi.BROKER_LABEL).orElse("").equals("true"))
                .map(Resource::name)
                .reduce((a, b) -> b);
        for (Resource pod : pods) {
            if ((site.world().fault(Marks.BROKER_DOWN) || site.world().fault(Marks.LOG_RECOVERY))
                    && victim.filter(pod.name()::equals).isPresent()) {
                Pods.hold(site.world(), pod, Marks.FAULT);
            } else {
                Pods.release(site.world(), pod, Marks.FAULT);
            }
        }
    }
}
