package io.millwright.postgres.runbook;

import io.millwright.kit.Operators;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Namespaces;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.CnpgOperators;
import io.millwright.postgres.cnpg.KeptVolumes;
import io.millwright.postgres.cnpg.PgCluster.BackupMethod;
import io.millwright.postgres.named.Questions;
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
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a new cluster. */
final class CreateCluster implements Runbook {
    private final RunbookInfo info;
    private final ClusterSpec specs;

    CreateCluster(Catalogue catalogue) {
        this.specs = new ClusterSpec(catalogue);
        List<Parameter> parameters = new ArrayList<>(specs.parameters());
        parameters.add(
                Ask.choice("backup", "Backups", "Whether backups go to an object store.", "none", "object-store"));
        parameters.addAll(Destination.parameters(false));
        this.info = new RunbookInfo(
                "create-cluster",
                "Create a cluster",
                Intent.CREATE,
                Danger.REVERSIBLE,
                "Makes a new PostgreSQL cluster with a primary and standbys, and waits until all of them serve and stream.",
                Optional.empty(),
                parameters,
                List.of(
                        "A volume can grow later, but never shrink; a WAL volume can be added later, but never removed.",
                        "An image that can't be pulled shows only at the pod of the first Job; the phase stays 'Setting up primary'.",
                        "A backup path that holds an older cluster's files of the same name stops archiving."),
                List.of(
                        "https://cloudnative-pg.io/docs/current/quickstart",
                        "https://cloudnative-pg.io/docs/current/storage"));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        return unoperated(cluster);
    }

    /** What stands against any new cluster. */
    static List<Constraint> unoperated(ClusterView cluster) {
        try {
            if (!cluster.serves(Cnpg.CLUSTER)) {
                return List.of(new Constraint(
                        "no-operator",
                        "CloudNativePG isn't installed",
                        "install the operator: runbook install-operator",
                        Constraint.Kind.BLOCKS));
            }
            return CnpgOperators.deployments(cluster).stream().anyMatch(Operators::available)
                    ? List.of()
                    : List.of(new Constraint(
                            "operator-down",
                            "no operator is running",
                            "bring the operator back",
                            Constraint.Kind.BLOCKS));
        } catch (ProblemException e) {
            return List.of(new Constraint(
                    "unreadable",
                    "the operator can't be looked for: " + e.problem().why(),
                    e.problem().next(),
                    Constraint.Kind.CANNOT_TELL));
        }
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        String namespace = request.input("namespace").isEmpty() ? request.namespace() : request.input("namespace");
        String name = request.input("name");
        if (namespace.isEmpty()) {
            throw refused("cluster " + cluster.cluster(), "no namespace is given", "Give a namespace.");
        }
        ObjectRef ref = ObjectRef.of(Cnpg.CLUSTER, namespace, name);
        if (cluster.get(ref).isPresent()) {
            throw refused(ref.display(), "it exists already", "Choose another name, or scale the one that is there.");
        }
        beginEmpty("plan 'Create a cluster'", ref, cluster);
        StorageClasses.require(request.input("storage-class"), cluster);
        PlanDraft draft = new PlanDraft(
                info, request, PlanDraft.making(Cnpg.TOOL, cluster.cluster(), ref, specs.version(request)));
        draft.step(Step.require(
                "operator",
                "an operator runs",
                "Without one nobody takes up the new cluster.",
                Questions.operatorAvailable()));
        if (cluster.get(ObjectRef.of(Kind.NAMESPACE, "", namespace)).isEmpty()) {
            draft.step(Namespaces.make(namespace));
        }
        Map<String, Object> spec = specs.spec(request);
        Optional<Step> archiving = backups(request, cluster, namespace, name, spec, draft);
        cluster(ref, spec, request.number("instances"), archiving, draft);
        return draft.plan("Create postgres " + namespace + "/" + name + " on " + cluster.cluster());
    }

    private void cluster(
            ObjectRef ref, Map<String, Object> spec, long instances, Optional<Step> archiving, PlanDraft draft) {
        Resource object = Resource.of(Cnpg.CLUSTER, ref.namespace(), ref.name(), Tree.of("spec", spec));
        draft.step(Step.change(
                                "cluster",
                                "Cluster " + ref.namespace() + "/" + ref.name(),
                                "The operator makes everything else: pods, volumes, services, certificates, the application's Secret.",
                                new Action.Apply(List.of(object), false),
                                new Check.Matches(List.of(object)),
                                Undo.EXACT,
                                Duration.ofSeconds(60))
                        .before(new Check.Absent(ref)))
                .step(Step.await(
                        "ready",
                        instances + " of " + instances + " instances ready",
                        "The first instance is initialised; each standby then copies it.",
                        Questions.settled(ref.namespace(), ref.name(), instances),
                        Duration.ofMinutes(10 + 5 * instances)));
        Steps.streaming(ref.namespace(), ref.name(), instances).ifPresent(draft::step);
        archiving.ifPresent(draft::step);
        draft.consequence("creates " + instances + " pods, their volumes, and services " + ref.name() + "-rw, -ro, -r")
                .consequence("undo deletes the cluster with its volumes");
    }

    private static Optional<Step> backups(
            Request request,
            ClusterView view,
            String namespace,
            String name,
            Map<String, Object> spec,
            PlanDraft draft) {
        if (!request.input("backup").equals("object-store")) {
            draft.risk(
                    "no-backup",
                    "The cluster has no backups",
                    "Set a destination and a schedule before it holds data that matters.");
            return Optional.empty();
        }
        Destination destination = Destination.of(request);
        if (destination.path().isEmpty()) {
            throw refused(
                    "Cluster " + namespace + "/" + name,
                    "backups to an object store need a path",
                    "Give one such as s3://bucket/folder.");
        }
        destination.requireSecret(namespace, view);
        BackupMethod method = Destination.method(view);
        if (method == BackupMethod.PLUGIN) {
            draft.step(SetBackupDestination.store(destination.store(namespace, name)));
            spec.put("plugins", List.of(Destination.plugin(name)));
        } else {
            spec.put("backup", destination.inTree());
        }
        draft.consequence("sends WAL to " + destination.path() + "; base backups need a schedule");
        destination.risks(method, draft);
        return Optional.of(Step.await(
                "archiving",
                "WAL arrives in the store",
                "Only archived WAL makes a backup restorable; a segment is closed at least every five minutes.",
                new Check.Condition(ObjectRef.of(Cnpg.CLUSTER, namespace, name), "ContinuousArchiving", "True"),
                Duration.ofMinutes(10)));
    }

    /** Refuses a new cluster to which the operator would give the data of an earlier one, and whose undo would delete that data. */
    static void beginEmpty(String attempted, ObjectRef ref, ClusterView view) {
        KeptVolumes.of(view, ref.namespace(), ref.name()).ifPresent(k -> {
            throw new ProblemException(Problem.user(
                    attempted,
                    ref.display(),
                    "an earlier cluster of this name left " + k.claims().size()
                            + " volume claims: the operator would give it their data",
                    "Take them up: runbook adopt; or choose another name."));
        });
    }

    private static ProblemException refused(String on, String why, String next) {
        return new ProblemException(Problem.user("plan 'Create a cluster'", on, why, next));
    }
}
