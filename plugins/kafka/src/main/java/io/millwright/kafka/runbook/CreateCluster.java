package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kafka.strimzi.Versions;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.Namespaces;
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
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes a cluster with its node pools. */
final class CreateCluster implements Runbook {
    private final Versions versions;
    private final RunbookInfo info;

    CreateCluster(Versions versions) {
        this.versions = versions;
        this.info = new RunbookInfo(
                "create-cluster",
                "Create a cluster",
                Intent.CREATE,
                Danger.REVERSIBLE,
                "Makes a Kafka with its node pools, with settings that keep messages on several brokers, and waits until it serves.",
                Optional.empty(),
                parameters(versions.kafkaOf(versions.newestOperator().version()), "newest", Optional.empty()),
                List.of(
                        "The number of controllers can't be changed later, and volumes only grow.",
                        "Volumes that are left from a cluster of the same name stop a new one: their data has another cluster id.",
                        "Clients outside of the Kubernetes cluster need a listener of another type, which is added later by hand."),
                List.of("https://strimzi.io/docs/operators/latest/deploying"));
    }

    private static List<Parameter> parameters(List<String> kafka, String origin, Optional<String> storageClass) {
        Parameter type = Ask.text(
                "storage-class",
                "Storage class",
                "Class of the volumes; empty for the cluster's default.",
                "[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
                "the name of a storage class");
        return List.of(
                Ask.required(Ask.name("name", "Name", "Name of the Kafka; pods are named after it.", 40)),
                Ask.required(Ask.with(
                        Ask.name("namespace", "Namespace", "Where it lives; made if it isn't there.", 63),
                        "messaging",
                        "proposal")),
                Ask.choice(
                        "layout",
                        "Layout",
                        "three: three nodes that are broker and controller; separate: three controllers and brokers of their own; single: one node for"
                                + " trying things out.",
                        "three",
                        "separate",
                        "single"),
                Ask.with(
                        Ask.number("brokers", "Brokers", "How many brokers the layout separate gets.", 3, 100),
                        "3",
                        "smallest that tolerates a failure"),
                Ask.with(
                        Ask.choice(
                                "version",
                                "Kafka version",
                                "Which version of Kafka runs.",
                                kafka.toArray(String[]::new)),
                        kafka.getFirst(),
                        origin),
                Ask.required(Ask.with(
                        Ask.quantity("storage", "Storage", "Size of each broker's volume."),
                        "100Gi",
                        "upstream example")),
                Ask.required(Ask.with(
                        Ask.quantity(
                                "controller-storage",
                                "Controllers' storage",
                                "Size of each controller's volume, in layout separate."),
                        "20Gi",
                        "estimate")),
                storageClass.map(s -> Ask.with(type, s, "the default class")).orElse(type),
                Ask.required(Ask.with(
                        Ask.quantity(
                                "memory",
                                "Memory",
                                "Memory of each broker; a half goes to the heap, the rest to the page cache."),
                        "4Gi",
                        "estimate")),
                Ask.choice(
                        "login",
                        "Login",
                        "How clients log in on the internal TLS listener 9093: by password, by certificate, or not at all.",
                        "scram",
                        "tls",
                        "none"),
                Ask.yesNo(
                        "plain",
                        "Plain listener",
                        "Whether there is also an internal listener 9092 without TLS and login.",
                        false),
                Ask.choice(
                        "own-authorities",
                        "Own authorities",
                        "Which authorities are your own: their certificates and keys are in the Secrets NAME-cluster-ca-cert, NAME-cluster-ca and"
                                + " so on, before this is run. The operator makes the others.",
                        "none",
                        Authority.CLUSTER,
                        Authority.CLIENTS,
                        "both"),
                Ask.yesNo("metrics", "Metrics", "Whether nodes tell their metrics; health checks need them.", true),
                Ask.yesNo(
                        "cruise-control",
                        "Cruise Control",
                        "Whether partitions can be moved between brokers: needed to add and remove brokers.",
                        true),
                Ask.yesNo("exporter", "Exporter", "Whether an exporter tells how far consumers are behind.", false));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        Optional<String> type = cluster.list(Kind.STORAGE_CLASS, Selector.ALL).stream()
                .filter(s -> s.annotation("storageclass.kubernetes.io/is-default-class")
                        .filter("true"::equals)
                        .isPresent())
                .map(Resource::name)
                .findFirst();
        Optional<Resource> operator =
                StrimziOperators.deployments(cluster).stream().findFirst();
        List<String> kafka = operator.map(StrimziOperators::kafkaVersions)
                .filter(v -> !v.isEmpty())
                .orElseGet(() -> versions.kafkaOf(versions.newestOperator().version()));
        return parameters(kafka, operator.isPresent() ? "newest of the operator" : "newest", type);
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        return Constraints.read(
                "whether an operator runs",
                () -> StrimziOperators.deployments(cluster).isEmpty()
                        ? List.of(Constraints.blocks(
                                "no-operator", "no operator is installed", "runbook install-operator"))
                        : List.of());
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        String name = request.input("name");
        String namespace = request.input("namespace").isEmpty() ? request.namespace() : request.input("namespace");
        ObjectRef ref = ObjectRef.of(Strimzi.KAFKA, namespace, name);
        possible(request, namespace, name, cluster);
        PlanDraft draft = new PlanDraft(
                info, request, PlanDraft.making(Strimzi.TOOL, cluster.cluster(), ref, request.input("version")));
        draft.step(Steps.operated(namespace, "Without it nothing is made of these objects."));
        if (cluster.get(ObjectRef.of(Kind.NAMESPACE, "", namespace)).isEmpty()) {
            draft.step(Namespaces.make(namespace));
        }
        ClusterSpec spec = new ClusterSpec(request, namespace, name, versions);
        List<Resource> pools = spec.pools();
        Resource kafka = spec.kafka();
        OwnAuthorities.brought(new KafkaCluster(kafka))
                .forEach(a -> OwnAuthorities.adopt(a, this::refused, cluster, draft));
        long nodes = pools.stream().mapToLong(p -> new NodePool(p).wanted()).sum();
        draft.step(Step.change(
                        "pools",
                        "KafkaNodePool "
                                + String.join(
                                        ", ", pools.stream().map(Resource::name).toList()),
                        "They say how many nodes there are and on which volumes.",
                        new Action.Apply(pools, false),
                        new Check.Matches(pools),
                        Undo.EXACT,
                        Steps.SHORT))
                .step(Step.change(
                        "kafka",
                        "Kafka " + namespace + "/" + name,
                        "The operator makes certificates, volumes, pods and services.",
                        new Action.Apply(List.of(kafka), false),
                        new Check.Matches(List.of(kafka)),
                        Undo.EXACT,
                        Steps.SHORT))
                .step(Step.await(
                        "ready",
                        "cluster ready, " + nodes + " nodes at rest",
                        "Images are pulled, and the controllers elect a leader.",
                        Questions.settled(namespace, name),
                        Duration.ofMinutes(20)))
                .consequence("creates " + nodes + " nodes, each with a volume")
                .consequence("undo deletes the cluster; its volumes stay");
        risks(request, nodes, cluster, draft);
        return draft.plan("Create kafka " + namespace + "/" + name + " on " + cluster.cluster());
    }

    private void possible(Request request, String namespace, String name, ClusterView view) {
        if (KafkaCluster.read(view, namespace, name).isPresent()) {
            throw refused("there is a Kafka " + namespace + "/" + name + " already", "Choose another name.");
        }
        List<Resource> left =
                view.list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.labelled(namespace, Strimzi.CLUSTER_LABEL, name));
        if (!left.isEmpty()) {
            throw refused(
                    left.size() + " claims are left from a cluster of this name, "
                            + left.getFirst().name() + " among them",
                    "Bring it back with runbook restore-cluster, choose another name, or delete the claims.");
        }
        for (String pool : new ClusterSpec(request, namespace, name, versions)
                .pools().stream().map(Resource::name).toList()) {
            if (view.get(ObjectRef.of(Strimzi.POOL, namespace, pool)).isPresent()) {
                throw refused(
                        "namespace " + namespace + " has a node pool " + pool + " already",
                        "Choose another namespace: one Kafka for each is usual.");
            }
        }
        List<String> can = StrimziOperators.watching(view, namespace).stream()
                .findFirst()
                .map(StrimziOperators::kafkaVersions)
                .orElse(List.of());
        if (!can.isEmpty() && !can.contains(request.input("version"))) {
            throw refused(
                    "the operator can't run Kafka " + request.input("version"),
                    "Choose one of " + String.join(", ", can) + ".");
        }
    }

    private static void risks(Request request, long nodes, ClusterView view, PlanDraft draft) {
        if (request.input("layout").equals("single")) {
            draft.risk(
                    "single",
                    "A single node",
                    "Every restart stops the service, and a lost volume loses everything. For trying things out only.");
        } else if (view.list(Kind.NODE, Selector.ALL).size() < 3) {
            draft.risk(
                    "nodes",
                    nodes + " Kafka nodes on fewer than 3 Kubernetes nodes",
                    "Several share one, and are lost together with it.");
        }
        if (request.input("login").equals("none")) {
            draft.risk(
                    "open",
                    "Anybody in the Kubernetes cluster can read and write",
                    "There is no login and no authorization.");
        }
        if (!request.yes("metrics")) {
            draft.risk(
                    "no-metrics",
                    "Health can't be seen without metrics",
                    "Switch them on later with runbook enable-metrics.");
        }
        boolean expandable = view.list(Kind.STORAGE_CLASS, Selector.ALL).stream()
                .filter(s -> s.name().equals(request.input("storage-class")))
                .allMatch(s -> s.flag("allowVolumeExpansion").orElse(false));
        if (!expandable) {
            draft.risk(
                    "not-expandable",
                    "Class " + request.input("storage-class") + " can't grow volumes",
                    "A full disk then means new brokers.");
        }
    }

    private ProblemException refused(String why, String next) {
        return new ProblemException(Problem.user("plan '" + info.title() + "'", "Kafka", why, next));
    }
}
