package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kit.Tree;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The named checks, by id, and how plans ask them. */
public final class Questions {
    static final String SETTLED = "kafka.settled";
    static final String NODES = "kafka.nodes";
    static final String RESTARTED = "kafka.restarted";
    static final String VERSION = "kafka.version-runs";
    static final String OPERATOR_VERSION = "kafka.operator-version-done";
    static final String OPERATOR_RUNS = "kafka.operator-runs";
    static final String OPERATOR_AVAILABLE = "kafka.operator-available";
    static final String REBALANCE = "kafka.rebalance-state";
    static final String REPLICATED = "kafka.replicated";
    static final String EMPTY = "kafka.brokers-empty";
    static final String GROWN = "kafka.claims-grown";
    static final String CLAIMS_KEPT = "kafka.claims-kept";
    static final String CERTIFICATE = "kafka.certificate-everywhere";
    static final String AUTHORITY_PREPARED = "kafka.authority-prepared";
    static final String AUTHORITY_IS = "kafka.authority-is";
    static final String CERTIFICATES_VALID = "kafka.certificates-valid";
    static final String ISSUED = "kafka.issued-by-authority";
    static final String DECLARED = "kafka.declared";
    static final String POD_RESOURCES = "kafka.pod-resources";
    static final String PODS_GONE = "kafka.pods-gone";
    static final String OFF = "kafka.off-machine";
    static final String TOPIC_OPERATOR_DOWN = "kafka.topic-operator-down";

    private Questions() {}

    public static Map<String, NamedCheck> all() {
        Map<String, NamedCheck> all = new LinkedHashMap<>();
        all.put(SETTLED, new Settled());
        all.put(NODES, new NodesThere());
        all.put(RESTARTED, new Restarted());
        all.put(VERSION, new VersionRuns());
        all.put(OPERATOR_VERSION, new OperatorVersionDone());
        all.put(OPERATOR_RUNS, new OperatorRuns());
        all.put(OPERATOR_AVAILABLE, new OperatorAvailable());
        all.put(REBALANCE, new RebalanceIn());
        all.put(REPLICATED, new Replicated());
        all.put(EMPTY, new BrokersEmpty());
        all.put(GROWN, new ClaimsGrown());
        all.put(CLAIMS_KEPT, new ClaimsKept());
        all.put(CERTIFICATE, new CertificateEverywhere());
        all.put(AUTHORITY_PREPARED, new AuthorityPrepared());
        all.put(AUTHORITY_IS, new AuthorityIs());
        all.put(CERTIFICATES_VALID, new CertificatesValid());
        all.put(ISSUED, new IssuedByAuthority());
        all.put(DECLARED, new Declared());
        all.put(POD_RESOURCES, new PodResources());
        all.put(PODS_GONE, new PodsGone());
        all.put(OFF, new OffMachine());
        all.put(TOPIC_OPERATOR_DOWN, new TopicOperatorDown());
        return all;
    }

    private static Check of(String id, KafkaCluster c) {
        return new Check.Named(id, Tree.of("namespace", c.namespace(), "name", c.name()));
    }

    /** Ready with its newest generation, and every pod set at rest. */
    public static Check settled(String namespace, String name) {
        return new Check.Named(SETTLED, Tree.of("namespace", namespace, "name", name));
    }

    public static Check settled(KafkaCluster c) {
        return of(SETTLED, c);
    }

    /** The pool has exactly that many nodes, and all of them serve. */
    public static Check nodes(NodePool pool, long count) {
        return new Check.Named(
                NODES,
                Tree.of("namespace", pool.object().namespace(), "pool", pool.name(), "nodes", Long.toString(count)));
    }

    /** Every one of those pods has been made anew since, and serves. */
    public static Check restarted(String namespace, List<Resource> pods) {
        return new Check.Named(
                RESTARTED,
                Tree.of(
                        "namespace",
                        namespace,
                        "pods",
                        pods.stream().map(p -> p.name() + "=" + p.uid()).collect(Collectors.joining(","))));
    }

    /** Kafka runs in that version on every node. */
    public static Check versionRuns(KafkaCluster c, String version) {
        return new Check.Named(VERSION, Tree.of("namespace", c.namespace(), "name", c.name(), "version", version));
    }

    /** The operator of that version has been through the whole cluster. */
    public static Check operatorVersionDone(KafkaCluster c, String version) {
        return new Check.Named(
                OPERATOR_VERSION, Tree.of("namespace", c.namespace(), "name", c.name(), "version", version));
    }

    /** The operator's Deployment runs in that version. */
    public static Check operatorRuns(ObjectRef deployment, String version) {
        return new Check.Named(
                OPERATOR_RUNS,
                Tree.of("namespace", deployment.namespace(), "name", deployment.name(), "version", version));
    }

    /** An operator that works on that namespace runs. */
    public static Check operatorAvailable(String namespace) {
        return new Check.Named(OPERATOR_AVAILABLE, Tree.of("namespace", namespace));
    }

    /** The rebalance is in one of those states. */
    public static Check rebalanceIn(ObjectRef rebalance, String... states) {
        return new Check.Named(
                REBALANCE,
                Tree.of(
                        "namespace",
                        rebalance.namespace(),
                        "name",
                        rebalance.name(),
                        "states",
                        String.join(",", states)));
    }

    /** No partition lacks a replica, by the brokers' own account. */
    public static Check replicated(KafkaCluster c) {
        return of(REPLICATED, c);
    }

    /** Those brokers hold no partition, by their own account. */
    public static Check brokersEmpty(String namespace, List<String> pods) {
        return new Check.Named(EMPTY, Tree.of("namespace", namespace, "pods", String.join(",", pods)));
    }

    /** Those claims have that size. */
    public static Check claimsGrown(String namespace, List<String> claims, String size) {
        return new Check.Named(
                GROWN, Tree.of("namespace", namespace, "claims", String.join(",", claims), "size", size));
    }

    /** Those claims are there and belong to nobody. */
    public static Check claimsKept(String namespace, List<String> claims) {
        return new Check.Named(CLAIMS_KEPT, Tree.of("namespace", namespace, "claims", String.join(",", claims)));
    }

    /** That authority's certificate is at least of that generation, and every node has it. */
    public static Check certificateEverywhere(KafkaCluster c, String authority, long generation) {
        return new Check.Named(
                CERTIFICATE,
                Tree.of(
                        "namespace",
                        c.namespace(),
                        "name",
                        c.name(),
                        "authority",
                        authority,
                        "generation",
                        Long.toString(generation)));
    }

    /** An authority that a person brings is in its Secrets, whole, with its key. */
    public static Check.Named authorityPrepared(String namespace, String name, String authority) {
        return new Check.Named(
                AUTHORITY_PREPARED, Tree.of("namespace", namespace, "name", name, "authority", authority));
    }

    /** It is in its Secrets, and can follow the certificate of that fingerprint: with a new key that one must be kept and trusted. */
    public static Check authorityFollows(Authority authority, String former, boolean newKey) {
        Map<String, String> arguments = about(authority);
        arguments.put("former", former);
        arguments.put("new-key", Boolean.toString(newKey));
        return new Check.Named(AUTHORITY_PREPARED, arguments);
    }

    /** The authority's certificate is the one of that fingerprint. */
    public static Check authorityIs(Authority authority, String fingerprint) {
        Map<String, String> arguments = about(authority);
        arguments.put("fingerprint", fingerprint);
        return new Check.Named(AUTHORITY_IS, arguments);
    }

    /** Every certificate that the authority has to sign is signed in its present name. */
    public static Check issued(Authority authority) {
        return new Check.Named(ISSUED, about(authority));
    }

    /** The authority's certificate is there and hasn't ended; with {@code nodes}, those of all nodes too. */
    public static Check certificatesValid(Authority authority, boolean nodes) {
        Map<String, String> arguments = about(authority);
        arguments.put("nodes", Boolean.toString(nodes));
        return new Check.Named(CERTIFICATES_VALID, arguments);
    }

    /** What the question's answer is now, for a plan that is only made. */
    public static CheckResult now(Check.Named question, ClusterView view) {
        return Objects.requireNonNull(all().get(question.id())).evaluate(question.arguments(), view);
    }

    private static Map<String, String> about(Authority authority) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("namespace", authority.cluster().namespace());
        arguments.put("name", authority.cluster().name());
        arguments.put("authority", authority.id());
        return arguments;
    }

    /** The object's operator has taken its newest generation up and finds it good. */
    public static Check declared(ObjectRef object) {
        Kind kind = object.kind();
        return new Check.Named(
                DECLARED, Tree.of("kind", kind.kind(), "namespace", object.namespace(), "name", object.name()));
    }

    /** Every pod of the pool asks for what the pool says, and serves. */
    public static Check podResources(NodePool pool) {
        return new Check.Named(POD_RESOURCES, Tree.of("namespace", pool.object().namespace(), "pool", pool.name()));
    }

    /** No pod of the cluster is left. */
    public static Check podsGone(KafkaCluster c) {
        return of(PODS_GONE, c);
    }

    /** No pod of that part of the cluster is left: {@code entity-operator}. */
    public static Check podsGone(KafkaCluster c, String part) {
        return new Check.Named(PODS_GONE, Tree.of("namespace", c.namespace(), "name", c.name(), "part", part));
    }

    /** No pod of the Entity Operator of that cluster, which may be gone, serves. */
    public static Check topicOperatorDown(String namespace, String name) {
        return new Check.Named(TOPIC_OPERATOR_DOWN, Tree.of("namespace", namespace, "name", name));
    }

    /** No node of the cluster is on that Kubernetes node, and all of them serve. */
    public static Check off(KafkaCluster c, String machine) {
        return new Check.Named(OFF, Tree.of("namespace", c.namespace(), "name", c.name(), "machine", machine));
    }
}
