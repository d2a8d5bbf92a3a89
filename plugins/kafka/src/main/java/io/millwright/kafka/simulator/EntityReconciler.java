package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Chain;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Operators;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** The topic and user operators: they work as long as their Deployment does. */
final class EntityReconciler {
    private final SimulatedCluster world;

    EntityReconciler(SimulatedCluster world) {
        this.world = world;
    }

    private boolean works(Resource object) {
        String cluster = object.label(Strimzi.CLUSTER_LABEL).orElse("");
        return world.get(ObjectRef.of(Kind.DEPLOYMENT, object.namespace(), cluster + "-entity-operator"))
                .filter(Operators::available)
                .isPresent();
    }

    private Optional<KafkaCluster> kafka(Resource object) {
        return world.get(ObjectRef.of(
                        Strimzi.KAFKA,
                        object.namespace(),
                        object.label(Strimzi.CLUSTER_LABEL).orElse("")))
                .map(KafkaCluster::new);
    }

    void topic(Resource topic) {
        if (!works(topic)
                || topic.annotation(Strimzi.PAUSE).filter("true"::equals).isPresent()) {
            return;
        }
        List<Object> finalizers = new ArrayList<>(topic.texts("metadata", "finalizers"));
        if (Site.deleting(topic)) {
            finalizers.remove(Strimzi.TOPIC_FINALIZER);
            world.update(topic.ref(Strimzi.TOPIC), t -> t.with(finalizers, "metadata", "finalizers"));
            return;
        }
        if (topic.annotation(Strimzi.MANAGED).filter("false"::equals).isPresent()) {
            status(topic, Strimzi.TOPIC, "Unmanaged", "True", "", "");
            return;
        }
        if (!finalizers.contains(Strimzi.TOPIC_FINALIZER)) {
            finalizers.add(Strimzi.TOPIC_FINALIZER);
            world.update(topic.ref(Strimzi.TOPIC), t -> t.with(finalizers, "metadata", "finalizers"));
        }
        long partitions = topic.number("spec", "partitions").orElse(1L);
        long real = topic.number("metadata", "annotations", Marks.PARTITIONS).orElse(partitions);
        if (partitions < real) {
            status(topic, Strimzi.TOPIC, "Ready", "False", "NotSupported", "Decreasing partitions not supported");
            return;
        }
        long brokers = kafka(topic)
                .map(k -> world.list(Kind.POD, k.own()).stream()
                        .filter(KafkaCluster::isBroker)
                        .count())
                .orElse(0L);
        if (topic.number("spec", "replicas").orElse(1L) > brokers) {
            status(
                    topic,
                    Strimzi.TOPIC,
                    "Ready",
                    "False",
                    "KafkaError",
                    "Unable to replicate the partition "
                            + topic.number("spec", "replicas").orElse(1L)
                            + " time(s): The target replication factor cannot be reached because only " + brokers
                            + " broker(s) are registered.");
            return;
        }
        world.update(
                topic.ref(Strimzi.TOPIC),
                t -> t.with(Long.toString(partitions), "metadata", "annotations", Marks.PARTITIONS));
        world.updateStatus(
                topic.ref(Strimzi.TOPIC),
                t -> t.with(t.text("spec", "topicName").orElse(t.name()), "status", "topicName")
                        .with(Json.base64(t.uid()).substring(0, 22), "status", "topicId"));
        status(topic, Strimzi.TOPIC, "Ready", "True", "", "");
    }

    void user(Resource user) {
        if (!works(user)
                || Site.deleting(user)
                || user.annotation(Strimzi.PAUSE).filter("true"::equals).isPresent()) {
            return;
        }
        String login = user.text("spec", "authentication", "type").orElse("");
        ObjectRef secret = ObjectRef.of(Kind.SECRET, user.namespace(), user.name());
        Optional<Resource> found = world.get(secret);
        Optional<String> authority = login.equals("tls") ? clientsAuthority(user) : Optional.empty();
        boolean renew = found.filter(s -> s.annotation(Strimzi.FORCE_RENEW).isPresent()
                        || authority.isPresent() && !authority.equals(s.text("data", Authority.CERTIFICATE)))
                .isPresent();
        if (found.isEmpty() || renew) {
            make(user, login, authority, found.isPresent());
        }
        world.updateStatus(
                user.ref(Strimzi.USER),
                u -> u.with(login.startsWith("tls") ? "CN=" + u.name() : u.name(), "status", "username")
                        .with(u.name(), "status", "secret"));
        status(user, Strimzi.USER, "Ready", "True", "", "");
    }

    /** The certificate of the authority that signs users', as its Secret holds it. */
    private Optional<String> clientsAuthority(Resource user) {
        return kafka(user)
                .flatMap(k -> world.get(Authority.of(k, Authority.CLIENTS).certificate()))
                .flatMap(s -> s.text("data", Authority.CERTIFICATE));
    }

    private void make(Resource user, String login, Optional<String> authority, boolean again) {
        Map<String, Object> data = switch (login) {
            case "tls" -> certified(user, authority);
            case "scram-sha-512" ->
                Json.map(
                        "password",
                        Json.base64("sandbox-" + user.uid()),
                        "sasl.jaas.config",
                        Json.base64("login module with sandbox-" + user.uid()));
            default -> Json.map();
        };
        if (data.isEmpty()) {
            return;
        }
        if (again) {
            world.update(
                    ObjectRef.of(Kind.SECRET, user.namespace(), user.name()),
                    s -> s.without("metadata", "annotations", Strimzi.FORCE_RENEW)
                            .with(data, "data"));
            return;
        }
        world.create(Resource.of(Kind.SECRET, user.namespace(), user.name(), Json.map("type", "Opaque", "data", data))
                .with(
                        Json.map(
                                Strimzi.CLUSTER_LABEL,
                                user.label(Strimzi.CLUSTER_LABEL).orElse(""),
                                Strimzi.KIND_LABEL,
                                "KafkaUser"),
                        "metadata",
                        "labels")
                .with(Site.owner(user), "metadata", "ownerReferences"));
    }

    private Map<String, Object> certified(Resource user, Optional<String> authority) {
        Instant until = world.now().plus(Duration.ofDays(365));
        Optional<X500Principal> issuer =
                authority.flatMap(Chain::of).map(c -> c.first().getSubjectX500Principal());
        Map<String, Object> data = Json.map(
                "user.crt",
                Json.base64(issuer.map(i -> X509.pem(user.name(), i, 7, world.now(), until))
                        .orElseGet(() -> X509.pem(user.name(), 7, world.now(), until))),
                "user.key",
                Json.base64("made up for the sandbox"));
        authority.ifPresent(a -> data.put(Authority.CERTIFICATE, a));
        return data;
    }

    private void status(Resource object, Kind kind, String type, String status, String reason, String message) {
        boolean same = object.items("status", "conditions").stream()
                        .anyMatch(c -> c.text("type").orElse("").equals(type)
                                && c.text("status").orElse("").equals(status)
                                && c.text("message").orElse("").equals(message))
                && object.number("status", "observedGeneration").orElse(-1L) == object.generation();
        if (same) {
            return;
        }
        Map<String, Object> condition =
                Json.map("type", type, "status", status, "lastTransitionTime", Json.time(world.now()));
        if (!reason.isEmpty()) {
            condition.put("reason", reason);
            condition.put("message", message);
        }
        world.updateStatus(
                object.ref(kind),
                o -> o.with(List.of(condition), "status", "conditions")
                        .with(o.generation(), "status", "observedGeneration"));
    }
}
