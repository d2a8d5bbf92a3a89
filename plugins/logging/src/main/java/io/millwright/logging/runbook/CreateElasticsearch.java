package io.millwright.logging.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.Namespaces;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.logging.facts.Eck;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.logging.facts.Versions;
import io.millwright.logging.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
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

/** Makes an Elasticsearch, with a Kibana if wanted. */
final class CreateElasticsearch implements Runbook {
    private final RunbookInfo info;

    CreateElasticsearch(Versions versions) {
        this.info = new RunbookInfo(
                "create-elasticsearch",
                "Create an Elasticsearch with Kibana",
                Intent.CREATE,
                Danger.REVERSIBLE,
                "Makes an Elasticsearch whose volumes outlive it, with a Kibana, and waits until both serve.",
                Optional.empty(),
                List.of(
                        Ask.required(Ask.with(
                                Ask.name("name", "Name", "Name of the Elasticsearch and its Kibana.", 36),
                                "logs",
                                "proposal")),
                        Ask.required(Ask.with(
                                Ask.name("namespace", "Namespace", "Where it lives; made if it isn't there.", 63),
                                "logging",
                                "proposal")),
                        Ask.choice(
                                "version",
                                "Version",
                                "Version of Elasticsearch and Kibana.",
                                versions.of(Names.ELASTICSEARCH).toArray(String[]::new)),
                        Ask.with(
                                Ask.number(
                                        "nodes",
                                        "Nodes",
                                        "How many nodes: 1 for trying out, or 3 and more; never 2.",
                                        1,
                                        100),
                                "3",
                                "the fewest that survive the loss of one"),
                        Ask.required(Ask.with(
                                Ask.quantity("storage", "Storage", "Size of each node's volume."), "50Gi", "proposal")),
                        Ask.text(
                                "storage-class",
                                "Storage class",
                                "Class of the volumes; empty for the cluster's default. Prefer one that can grow.",
                                "[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
                                "the name of a storage class"),
                        Ask.required(Ask.with(
                                Ask.quantity("memory", "Memory", "Memory of each node; half of it becomes heap."),
                                "4Gi",
                                "proposal")),
                        Ask.choice(
                                "mmap",
                                "Memory maps",
                                "off: needs nothing of the hosts. host: vm.max_map_count is 1048576 there already. raise: a privileged init container"
                                        + " raises it, which pod security may refuse.",
                                "off",
                                "host",
                                "raise"),
                        Ask.yesNo("kibana", "Kibana", "Whether a Kibana is made beside it.", true)),
                List.of(
                        "A node set can't be renamed: another name means new nodes and moved data.",
                        "Volumes grow and never shrink.",
                        "With one node, indices with replicas stay yellow for ever, and each restart stops the service."),
                List.of(
                        "https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/elasticsearch-deployment-quickstart"));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        return Constraints.read(
                "whether an operator runs",
                () -> Eck.operators(cluster).stream().anyMatch(Eck::running)
                        ? List.of()
                        : List.of(Constraints.blocks("no-operator", "no operator runs", "runbook install")));
    }

    @Override
    public Plan plan(Request request, ClusterView view) {
        String namespace = request.input("namespace");
        String name = request.input("name");
        String version = request.input("version");
        long nodes = request.number("nodes");
        possible(request, namespace, name, nodes, view);
        Resource elastic = EsSpec.elasticsearch(request);
        ObjectRef ref = ObjectRef.of(Names.ES, namespace, name);
        PlanDraft draft = new PlanDraft(info, request, PlanDraft.making(Names.TOOL, view.cluster(), ref, version));
        if (view.get(ObjectRef.of(Kind.NAMESPACE, "", namespace)).isEmpty()) {
            draft.step(Namespaces.make(namespace));
        }
        draft.step(make(
                        "elasticsearch",
                        elastic,
                        "The operator makes certificates, users, volumes, pods and services."))
                .step(Step.await(
                        "ready",
                        "Elasticsearch at rest, " + nodes + " nodes",
                        "Images are pulled, and the masters find each other.",
                        Questions.settled(namespace, name, "yellow"),
                        Duration.ofMinutes(25)));
        if (request.yes("kibana")) {
            draft.step(make(
                            "kibana",
                            EsSpec.kibana(namespace, name, version),
                            "It gets a user and the certificate of its Elasticsearch."))
                    .step(Step.await(
                            "kibana-serves",
                            "Kibana serves",
                            "It prepares its indices at the first start.",
                            Questions.kibana(namespace, name, version),
                            Duration.ofMinutes(15)));
        }
        if (nodes == 1) {
            draft.risk(
                    "single", "A single node", "Every restart stops the service, and a lost volume loses everything.");
        }
        if (request.input("mmap").equals("raise")) {
            draft.risk(
                    "privileged",
                    "A privileged init container",
                    "Pod security of level baseline or restricted refuses it.");
        }
        boolean grows = view.list(Kind.STORAGE_CLASS, Selector.ALL).stream()
                .filter(s -> request.input("storage-class").isEmpty()
                        ? s.annotation("storageclass.kubernetes.io/is-default-class")
                                .filter("true"::equals)
                                .isPresent()
                        : s.name().equals(request.input("storage-class")))
                .anyMatch(s -> s.flag("allowVolumeExpansion").orElse(false));
        if (!grows) {
            draft.risk(
                    "no-growth",
                    "Its volumes can't grow",
                    "The storage class doesn't allow it: a full disk then needs new nodes.");
        }
        return draft.consequence("creates " + nodes + " nodes, each with a volume of " + request.input("storage"))
                .consequence("undo deletes them; their volumes stay")
                .plan("Create Elasticsearch " + namespace + "/" + name + " " + version + " on " + view.cluster());
    }

    private static Step make(String id, Resource object, String why) {
        return Step.change(
                id,
                object.kind() + " " + object.namespace() + "/" + object.name(),
                why,
                new Action.Apply(List.of(object), false),
                new Check.Matches(List.of(object)),
                Undo.EXACT,
                EsRunbook.SHORT);
    }

    private void possible(Request request, String namespace, String name, long nodes, ClusterView view) {
        if (nodes == 2) {
            throw refused("two master-eligible nodes are no safer than one", "Choose 1, or 3 and more.");
        }
        if (Elastic.read(view, namespace, name).isPresent()) {
            throw refused("there is an Elasticsearch " + namespace + "/" + name + " already", "Choose another name.");
        }
        List<Resource> left =
                view.list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.labelled(namespace, Names.CLUSTER_LABEL, name));
        if (!left.isEmpty() && left.size() != nodes) {
            throw refused(
                    left.size() + " volumes are left from an Elasticsearch of this name",
                    "Make it with " + left.size()
                            + " nodes, so that they are all taken up again, or choose another name.");
        }
        String storageClass = request.input("storage-class");
        if (!storageClass.isEmpty()
                && view.get(ObjectRef.of(Kind.STORAGE_CLASS, "", storageClass)).isEmpty()) {
            throw refused("there is no storage class " + storageClass, "Choose one of kubectl get storageclass.");
        }
    }

    private ProblemException refused(String why, String next) {
        return new ProblemException(Problem.user("plan '" + info.title() + "'", "Elasticsearch", why, next));
    }
}
