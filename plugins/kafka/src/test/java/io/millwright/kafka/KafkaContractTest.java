package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Yaml;
import io.millwright.spi.Action;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Tool;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.Schema;
import io.millwright.testkit.ToolContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The plugin keeps the contract, on clusters that the simulator has brought up: both scenarios, sick in several ways, and an empty one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KafkaContractTest extends ToolContract {
    private static final String OPERATOR = "strimzi/strimzi-cluster-operator";
    private final List<FakeCluster> samples = new ArrayList<>();
    private FakeCluster healthy = new FakeCluster("none");
    private FakeCluster paused = new FakeCluster("none");
    private FakeCluster bare = new FakeCluster("none");
    private FakeCluster wide = new FakeCluster("none");
    private FakeCluster own = new FakeCluster("none");
    private FakeCluster ended = new FakeCluster("none");
    private FakeCluster followed = new FakeCluster("none");
    private FakeCluster gone = new FakeCluster("none");
    private FakeCluster released = new FakeCluster("none");
    private FakeCluster findings = new FakeCluster("none");
    private final FakeCluster empty = new FakeCluster("empty").kubernetes("1.36");
    private final ObjectRef events = ObjectRef.of(Strimzi.KAFKA, "messaging", "events");

    @BeforeAll
    void bringUp() throws InterruptedException {
        try (KafkaTown town = KafkaTown.healthy()) {
            healthy = town.copy();
            paused = town.copy().change(events, k -> k.with("true", "metadata", "annotations", Strimzi.PAUSE));
            bare = town.copy()
                    .change(
                            events,
                            k -> k.without("spec", "kafka", "metricsConfig").without("spec", "cruiseControl"));
            wide = town.copy()
                    .change(
                            ObjectRef.of(Strimzi.POOL, "messaging", "nodes"),
                            p -> p.with(List.of("broker"), "spec", "roles")
                                    .with(volumes(p), "spec", "storage", "volumes")
                                    .with(4L, "spec", "replicas")
                                    .with(List.of(0L, 1L, 2L, 3L), "status", "nodeIds"));
            own = town.copy().change(events, KafkaContractTest::bringsItsAuthorities);
            ended = town.copy().advance(Duration.ofDays(366));
            followed = town.copy()
                    .change(events, KafkaContractTest::bringsItsAuthorities)
                    .change(
                            ObjectRef.of(Kind.SECRET, "messaging", "events-cluster-ca-cert"),
                            s -> s.with(s.text("data", "ca.crt").orElseThrow(), "data", "ca-2026-01-02T03-04-05Z.crt"));
            gone = town.copy().put(export(town.copy())).remove(events);
            released = town.copy()
                    .change(
                            ObjectRef.of(Kind.DEPLOYMENT, "strimzi", "strimzi-cluster-operator"),
                            d -> d.with("strimzi", "metadata", "annotations", "meta.helm.sh/release-name")
                                    .with("strimzi", "metadata", "annotations", "meta.helm.sh/release-namespace"));
            town.fault("disk-full", true);
            town.fault("broker-down", true);
            town.running().advance(Duration.ofMinutes(6));
            samples.add(town.copy());
            town.fault("operator-down", true);
            town.running().advance(Duration.ofMinutes(1));
            samples.add(town.copy());
        }
        try (KafkaTown town = new KafkaTown("findings")) {
            town.running().advance(Duration.ofMinutes(16));
            findings = town.copy();
        }
        samples.addAll(List.of(healthy, paused, bare, wide, own, ended, followed, gone, released, findings, empty));
    }

    private static Resource bringsItsAuthorities(Resource kafka) {
        return kafka.with(false, "spec", "clusterCa", "generateCertificateAuthority")
                .with(false, "spec", "clientsCa", "generateCertificateAuthority");
    }

    /** The volumes of the pool, and one more. */
    private static List<Object> volumes(Resource pool) {
        List<Object> volumes = new ArrayList<>();
        pool.items("spec", "storage", "volumes").forEach(v -> volumes.add(v.content()));
        volumes.add(Map.of("id", 1L, "type", "persistent-claim", "size", "10Gi"));
        return volumes;
    }

    /** What export-configuration makes of that cluster. */
    private static Resource export(FakeCluster cluster) {
        Instance instance = find(cluster, "messaging/events").orElseThrow();
        return new KafkaTool()
                .runbooks().stream()
                        .filter(r -> r.info().id().equals("export-configuration"))
                        .map(r -> r.plan(
                                new Request("k7q2f", Optional.of(instance), "messaging", Map.of(), Map.of()), cluster))
                        .map(p -> (Action.Create) p.steps().getFirst().action())
                        .map(Action.Create::object)
                        .findFirst()
                        .orElseThrow();
    }

    @Override
    protected Tool tool() {
        return new KafkaTool();
    }

    @Override
    protected List<FakeCluster> clusters() {
        return samples;
    }

    private static Optional<Instance> find(FakeCluster cluster, String path) {
        return new KafkaTool()
                .discover(cluster).stream()
                        .filter(i -> i.id().path().equals(path))
                        .findFirst();
    }

    private Sample on(FakeCluster cluster, String runbook, Map<String, String> answers) {
        return sample(cluster, runbook, find(cluster, "messaging/events"), answers);
    }

    /** A Kubernetes node with one of its nodes. */
    private String machine() {
        return healthy.all().stream()
                .filter(p -> p.name().equals("events-nodes-0") && p.kind().equals("Pod"))
                .flatMap(p -> p.text("spec", "nodeName").stream())
                .findFirst()
                .orElse("none");
    }

    @Override
    protected List<Sample> requests() {
        String definitions = Yaml.text(KafkaTool.class, "simulator/definitions.yaml");
        FakeCluster idle = new FakeCluster("idle").kubernetes("1.36");
        released.all().stream()
                .filter(o -> o.kind().equals("Deployment") && o.namespace().equals("strimzi"))
                .forEach(idle::put);
        return List.of(
                sample(empty, "install-operator", Optional.empty(), Map.of()),
                sample(healthy, "create-cluster", Optional.empty(), Map.of("name", "new", "namespace", "fresh")),
                sample(
                        healthy,
                        "create-cluster",
                        Optional.empty(),
                        Map.of(
                                "name",
                                "new",
                                "namespace",
                                "fresh",
                                "layout",
                                "separate",
                                "login",
                                "tls",
                                "plain",
                                "true")),
                on(bare, "enable-metrics", Map.of()),
                on(bare, "enable-cruise-control", Map.of()),
                on(healthy, "guard-disks", Map.of()),
                on(healthy, "configure", Map.of("setting", "num.partitions", "value", "3")),
                on(healthy, "create-topic", Map.of("topic", "more")),
                on(healthy, "change-topic", Map.of("topic", "orders", "partitions", "24", "retention", "2d")),
                on(healthy, "delete-topic", Map.of("topic", "orders")),
                on(healthy, "delete-topic", Map.of("topic", "orders", "keep-data", "true")),
                sample(
                        hanging(),
                        "release-topics",
                        Optional.empty(),
                        Map.of("namespace", "messaging", "cluster", "events")),
                on(healthy, "create-user", Map.of("user", "more", "topics", "orders", "group", "g*")),
                on(healthy, "renew-user", Map.of("user", "shop")),
                on(healthy, "delete-user", Map.of("user", "shop")),
                on(wide, "scale-out", Map.of("nodes", "5")),
                on(wide, "scale-in", Map.of("nodes", "3", "approve", "ask", "throttle", "1000000")),
                on(healthy, "grow-storage", Map.of("size", "50Gi")),
                on(healthy, "add-volume", Map.of("size", "50Gi")),
                on(wide, "remove-volume", Map.of("volume", "1")),
                on(wide, "move-pool", Map.of("to", "flash", "size", "50Gi", "approve", "ask")),
                on(healthy, "change-resources", Map.of("memory", "2Gi")),
                on(healthy, "rebalance", Map.of("approve", "ask")),
                sample(
                        rebalance("ProposalReady"),
                        "approve-rebalance",
                        find(findings, "clicks/stream"),
                        Map.of("rebalance", "balance")),
                sample(
                        rebalance("Rebalancing"),
                        "stop-rebalance",
                        find(findings, "clicks/stream"),
                        Map.of("rebalance", "balance")),
                sample(findings, "refresh-rebalance", find(findings, "clicks/stream"), Map.of("rebalance", "balance")),
                on(healthy, "rolling-restart", Map.of()),
                on(healthy, "replace-broker", Map.of("node", "events-nodes-0")),
                on(healthy, "move-off-node", Map.of("machine", machine())),
                on(healthy, "probe", Map.of()),
                on(healthy, "renew-certificates", Map.of("authority", "clients-ca", "replace-key", "true")),
                on(ended, "recover-certificates", Map.of()),
                on(healthy, "use-own-authority", Map.of()),
                on(healthy, "use-own-authority", Map.of("authority", "clients-ca")),
                on(own, "renew-own-authority", Map.of("replace-key", "false")),
                on(own, "renew-own-authority", Map.of("authority", "clients-ca", "replace-key", "true")),
                on(followed, "retire-authority", Map.of()),
                on(healthy, "pause", Map.of()),
                on(paused, "resume", Map.of()),
                on(healthy, "export-configuration", Map.of()),
                on(healthy, "create-mirror", Map.of("to", "far.example:9093", "user", "shop")),
                sample(gone, "restore-cluster", Optional.empty(), Map.of("export", "events-export-k7q2f")),
                on(healthy, "upgrade-kafka", Map.of("version", "4.3.0")),
                sample(findings, "finish-upgrade", find(findings, "clicks/stream"), Map.of()),
                sample(converting(), "convert-stored", find(converting(), OPERATOR), Map.of()),
                sample(
                        older(),
                        "upgrade-operator",
                        find(older(), OPERATOR),
                        Map.of("version", "1.2.0", "definitions", "strimzi-crds.yaml"),
                        Map.of("definitions", definitions)),
                on(healthy, "uninstall", Map.of()),
                sample(idle, "uninstall-operator", find(idle, OPERATOR), Map.of()));
    }

    /** The rebalance of the scenario with findings, in that state. */
    private FakeCluster rebalance(String state) {
        FakeCluster cluster = new FakeCluster("moving").kubernetes("1.36");
        findings.all().stream()
                .filter(o -> o.namespace().equals("clicks") || o.namespace().equals("strimzi"))
                .forEach(o -> cluster.put(o, kind(o)));
        return cluster.change(
                ObjectRef.of(Strimzi.REBALANCE, "clicks", "balance"),
                r -> r.with(List.of(Map.of("type", state, "status", "True")), "status", "conditions"));
    }

    private static Kind kind(Resource object) {
        return Strimzi.KINDS.stream()
                .filter(k -> k.kind().equals(object.kind()))
                .findFirst()
                .orElse(Kind.of(
                        object.apiVersion().contains("/") ? object.apiVersion().split("/")[0] : "",
                        object.apiVersion().replaceAll(".*/", ""),
                        object.kind(),
                        object.kind().toLowerCase(Locale.ROOT) + "s"));
    }

    /** A topic waits for its finalizer, and no topic operator is there. */
    private FakeCluster hanging() {
        FakeCluster cluster = healthy.copy()
                .change(
                        ObjectRef.of(Strimzi.TOPIC, "messaging", "orders"),
                        t -> t.with("2026-09-01T12:00:00Z", "metadata", "deletionTimestamp"))
                .remove(ObjectRef.of(Kind.DEPLOYMENT, "messaging", "events-entity-operator"));
        healthy.all().stream()
                .filter(p -> p.kind().equals("Pod")
                        && p.label(Strimzi.NAME_LABEL)
                                .filter("events-entity-operator"::equals)
                                .isPresent())
                .forEach(p -> cluster.remove(ObjectRef.of(Kind.POD, p.namespace(), p.name())));
        return cluster;
    }

    /** An operator that knows both versions, and topics that may be stored in the older one. */
    private FakeCluster converting() {
        return HealthCase.image("0.51.0")
                .apply(healthy.copy())
                .change(
                        ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Strimzi.definition(Strimzi.TOPIC)),
                        d -> d.with(List.of("v1beta2", "v1"), "status", "storedVersions"));
    }

    /** The released operator as an older version. */
    private FakeCluster older() {
        FakeCluster cluster = new FakeCluster("older").kubernetes("1.36");
        released.all().stream()
                .filter(o -> o.kind().equals("Deployment") && o.namespace().equals("strimzi"))
                .map(o -> o.with(
                        List.of(Map.of(
                                "name",
                                "strimzi-cluster-operator",
                                "image",
                                "quay.io/strimzi/operator:1.1.0",
                                "env",
                                List.of(Map.of("name", "STRIMZI_NAMESPACE", "value", "*")))),
                        "spec",
                        "template",
                        "spec",
                        "containers"))
                .forEach(cluster::put);
        return cluster;
    }

    @Test
    void whatIsWrittenIsValidByUpstreamsDefinitions() throws IOException {
        Optional<Path> folder = Schema.definitions("kafka");
        Assumptions.assumeTrue(folder.isPresent(), "upstream's definitions aren't here");
        for (Sample sample : requests()) {
            var plan = tool().runbooks().stream()
                    .filter(r -> r.info().id().equals(sample.runbookId()))
                    .findFirst()
                    .orElseThrow()
                    .plan(sample.request(), sample.cluster());
            for (Step step : plan.steps()) {
                List<Resource> objects = switch (step.action()) {
                    case Action.Apply apply -> apply.objects();
                    case Action.Create create -> List.of(create.object());
                    default -> List.of();
                };
                for (Resource object : objects) {
                    if (!object.kind().equals("CustomResourceDefinition")) {
                        assertThat(Schema.problems(object, folder.get()))
                                .as("%s %s %s", sample.runbookId(), object.kind(), object.name())
                                .isEmpty();
                    }
                }
            }
        }
    }
}
