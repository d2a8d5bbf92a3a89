package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Copies the messages of a Kafka to another one, for good: the only backup of messages that there is. */
final class CreateMirror extends KafkaRunbook {
    private static final String SAME_NAMES = "org.apache.kafka.connect.mirror.IdentityReplicationPolicy";
    private static final Parameter TO = Ask.required(Ask.text(
            "to",
            "Other Kafka",
            "Where the other Kafka is reached: host:port, several separated by commas.",
            "[a-zA-Z0-9.-]{1,253}:[0-9]{1,5}(,[a-zA-Z0-9.-]{1,253}:[0-9]{1,5}){0,9}",
            "host:port"));

    CreateMirror() {
        super(new RunbookInfo(
                "create-mirror",
                "Mirror to another Kafka",
                Intent.BACKUP,
                Danger.REVERSIBLE,
                "Makes a KafkaMirrorMaker2 that copies topics and the offsets of consumer groups to another Kafka, and waits until it runs. Kafka has no"
                        + " other copy of its messages.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(
                        Ask.with(Ask.name("name", "Name", "Name of the mirror.", 40), "mirror", "proposal"),
                        TO,
                        Ask.name("user", "User here", "KafkaUser that reads here; empty where no login is needed.", 63),
                        Ask.name("to-user", "User there", "Login at the other Kafka; empty where none is needed.", 63),
                        Ask.name(
                                "to-secret",
                                "Password there",
                                "Secret in this namespace whose key password is that login's (SCRAM-SHA-512).",
                                63),
                        Ask.name(
                                "to-trust",
                                "Authority there",
                                "Secret in this namespace with the other Kafka's ca.crt; empty for no TLS.",
                                63),
                        pattern("topics", "Topics", "Which topics, as a regular expression."),
                        pattern("groups", "Groups", "Which consumer groups, as a regular expression."),
                        Ask.with(
                                Ask.number("tasks", "Tasks", "How many tasks copy side by side.", 1, 1000),
                                "3",
                                "proposal")),
                List.of(
                        "It follows behind: what isn't copied yet when this Kafka is lost is lost. Its lag is the data that you may lose.",
                        "Topics keep their names, so nobody may write to them there, and no mirror may copy them back.",
                        "What is deleted here is deleted there when its retention says so: it isn't an archive.",
                        "It runs where this Kafka runs: copying to a far place, it is better made over there."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#con-config-mirrormaker2-str")));
    }

    private static Parameter pattern(String id, String label, String help) {
        return Ask.with(Ask.text(id, label, help, ".{1,500}", "a regular expression"), ".*", "all");
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        return Standing.operated(c, view);
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        ObjectRef ref = c.beside(Strimzi.MIRROR, request.input("name"));
        if (view.get(ref).isPresent()) {
            throw refused(
                    instance,
                    "there is a KafkaMirrorMaker2 " + ref.name() + " already",
                    "Choose another name, or change that one.");
        }
        Map<String, Object> source = source(c, request, instance, view);
        Map<String, Object> target = target(c, request, ref.name(), instance, view);
        Resource mirror = Resource.of(
                Strimzi.MIRROR, ref.namespace(), ref.name(), Map.of("spec", spec(c, request, source, target)));
        draft.step(Steps.operated(c.namespace(), "It makes the pods that copy."))
                .step(Step.change(
                        "mirror",
                        "KafkaMirrorMaker2 " + ref.namespace() + "/" + ref.name() + "  " + c.name() + " → "
                                + request.input("to"),
                        "It reads here, and writes there.",
                        new Action.Create(mirror),
                        new Check.Exists(ref),
                        new Undo.BestEffort(
                                new Action.Delete(ref, Action.Propagation.BACKGROUND),
                                new Check.Absent(ref),
                                "what was copied stays in the other Kafka"),
                        Steps.SHORT))
                .step(Step.await(
                        "runs",
                        "the mirror runs",
                        "Its workers must reach both clusters. What it says when it fails is in its conditions.",
                        Questions.declared(ref),
                        Duration.ofMinutes(15)))
                .consequence("copies topics " + request.input("topics") + " to " + request.input("to"))
                .consequence("restarts none");
        if (request.input("to-trust").isEmpty()) {
            draft.risk("plain", "Messages go to the other Kafka without TLS", "Everybody between can read them.");
        }
        return draft.plan("Mirror " + instance.id().display() + " to " + request.input("to"));
    }

    /** How this Kafka is reached: by the listener that fits whether there is a user. */
    private Map<String, Object> source(KafkaCluster c, Request request, Instance instance, ClusterView view) {
        String user = request.input("user");
        Resource listener = c.object().items("spec", "kafka", "listeners").stream()
                .filter(l -> l.text("authentication", "type").isPresent() != user.isEmpty())
                .min(Comparator.comparing(l -> !l.text("type").orElse("").equals("internal")))
                .orElseThrow(() -> refused(
                        instance,
                        user.isEmpty() ? "every listener wants a login" : "no listener takes a login",
                        user.isEmpty() ? "Say as which KafkaUser it reads." : "Leave User here empty."));
        boolean tls = listener.flag("tls").orElse(false);
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("alias", c.name());
        source.put(
                "bootstrapServers",
                c.name() + "-kafka-bootstrap." + c.namespace() + ".svc:"
                        + listener.number("port").orElse(9092L));
        if (tls) {
            source.put("tls", trust(c.name() + "-cluster-ca-cert"));
        }
        if (!user.isEmpty()) {
            Resource object = view.get(c.beside(Strimzi.USER, user))
                    .orElseThrow(
                            () -> refused(instance, "there is no KafkaUser " + user, "Runbook create-user makes one."));
            String type = object.text("spec", "authentication", "type").orElse("");
            source.put(
                    "authentication",
                    type.equals("tls")
                            ? Tree.of(
                                    "type",
                                    "tls",
                                    "certificateAndKey",
                                    Tree.of("secretName", user, "certificate", "user.crt", "key", "user.key"))
                            : scram(object.text("status", "username").orElse(user), user));
        }
        return source;
    }

    private Map<String, Object> target(
            KafkaCluster c, Request request, String name, Instance instance, ClusterView view) {
        String login = request.input("to-user");
        String secret = request.input("to-secret");
        String trust = request.input("to-trust");
        if (login.isEmpty() != secret.isEmpty()) {
            throw refused(
                    instance,
                    "a login needs a user and a password",
                    "Give both User there and Password there, or neither.");
        }
        for (String wanted : List.of(secret, trust)) {
            if (!wanted.isEmpty() && view.get(c.beside(Kind.SECRET, wanted)).isEmpty()) {
                throw refused(
                        instance,
                        "there is no Secret " + c.namespace() + "/" + wanted,
                        "Make it first; its value is never read here.");
            }
        }
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("alias", "copy");
        target.put("bootstrapServers", request.input("to"));
        target.put("groupId", name + "-workers");
        target.put("configStorageTopic", name + "-configs");
        target.put("offsetStorageTopic", name + "-offsets");
        target.put("statusStorageTopic", name + "-status");
        // -1: as many replicas as the other Kafka gives by itself.
        target.put(
                "config",
                Tree.of(
                        "config.storage.replication.factor",
                        -1L,
                        "offset.storage.replication.factor",
                        -1L,
                        "status.storage.replication.factor",
                        -1L));
        if (!trust.isEmpty()) {
            target.put("tls", trust(trust));
        }
        if (!login.isEmpty()) {
            target.put("authentication", scram(login, secret));
        }
        return target;
    }

    private static Map<String, Object> trust(String secret) {
        return Tree.of("trustedCertificates", List.of(Tree.of("secretName", secret, "certificate", "ca.crt")));
    }

    private static Map<String, Object> scram(String user, String secret) {
        return Tree.of(
                "type",
                "scram-sha-512",
                "username",
                user,
                "passwordSecret",
                Tree.of("secretName", secret, "password", "password"));
    }

    private static Map<String, Object> spec(
            KafkaCluster c, Request request, Map<String, Object> source, Map<String, Object> target) {
        Map<String, Object> copies = Tree.of(
                "tasksMax",
                request.number("tasks"),
                "autoRestart",
                Tree.of("enabled", true),
                "config",
                Tree.of(
                        "replication.factor",
                        -1L,
                        "offset-syncs.topic.replication.factor",
                        -1L,
                        "sync.topic.acls.enabled",
                        "false",
                        "replication.policy.class",
                        SAME_NAMES));
        Map<String, Object> offsets = Tree.of(
                "autoRestart",
                Tree.of("enabled", true),
                "config",
                Tree.of(
                        "checkpoints.topic.replication.factor",
                        -1L,
                        "sync.group.offsets.enabled",
                        "true",
                        "replication.policy.class",
                        SAME_NAMES));
        Map<String, Object> spec = new LinkedHashMap<>();
        c.version().or(c::wantedVersion).ifPresent(v -> spec.put("version", v));
        spec.put("replicas", 1L);
        spec.put("metricsConfig", EnablePart.metrics());
        spec.put("target", target);
        Map<String, Object> flow = new LinkedHashMap<>();
        flow.put("source", source);
        flow.put("sourceConnector", copies);
        flow.put("checkpointConnector", offsets);
        flow.put("topicsPattern", request.input("topics"));
        flow.put("groupsPattern", request.input("groups"));
        spec.put("mirrors", List.of(flow));
        return spec;
    }
}
