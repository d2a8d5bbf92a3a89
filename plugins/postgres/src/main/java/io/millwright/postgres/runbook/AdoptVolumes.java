package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.KeptVolumes;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a Cluster of the volumes that an earlier one of its name has left. */
final class AdoptVolumes implements Runbook {
    private static final String CLUSTER = "cluster";
    /** What the claims themselves answer. */
    private static final Set<String> KNOWN =
            Set.of("name", "namespace", "instances", "size", "storage-class", "wal-size", "synchronous");

    private static final String DATA = "/var/lib/postgresql/data";
    private static final String LOOK = """
            set -eu
            have=$(cat "$FOLDER/pgdata/PG_VERSION")
            printf 'the data is of PostgreSQL %s, the image of PostgreSQL %s' "$have" "$MAJOR" > /dev/termination-log
            test "$have" = "$MAJOR"
            """;

    private final RunbookInfo info;
    private final ClusterSpec specs;

    AdoptVolumes(Catalogue catalogue) {
        this.specs = new ClusterSpec(catalogue);
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Ask.required(Ask.text(
                CLUSTER,
                "Cluster",
                "Whose volumes were kept: NAMESPACE/NAME of the Cluster that had them.",
                "[-a-z0-9]+/[-a-z0-9.]+",
                "NAMESPACE/NAME")));
        specs.parameters().stream().filter(p -> !KNOWN.contains(p.id())).forEach(parameters::add);
        this.info = new RunbookInfo(
                "adopt",
                "Take up kept volumes",
                Intent.CREATE,
                Danger.DISRUPTIVE,
                "Makes a Cluster of the volumes that an earlier one of its name has left, as runbook uninstall leaves them, and proves that it"
                        + " has these and no new ones.",
                Optional.empty(),
                parameters,
                List.of(
                        "The major version must be that of the data: a look at the first volume ends the run before anything is made otherwise.",
                        "An image of another distribution sorts texts otherwise: indexes must be rebuilt then.",
                        "It has the database as it was when it stopped: applications may have moved on.",
                        "Parameters, backups and poolers of the former Cluster aren't kept in its volumes: give them anew."),
                List.of(
                        "https://cloudnative-pg.io/docs/current/storage",
                        "https://cloudnative-pg.io/docs/current/declarative_hibernation"));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        String[] kept = kept(cluster).stream().map(KeptVolumes::path).toArray(String[]::new);
        return info.parameters().stream()
                .map(p -> p.id().equals(CLUSTER) && kept.length > 0 ? Ask.choice(p.id(), p.label(), p.help(), kept) : p)
                .toList();
    }

    /** Who may not list claims everywhere names the Cluster. */
    private static List<KeptVolumes> kept(ClusterView view) {
        try {
            return KeptVolumes.all(view, "");
        } catch (ProblemException e) {
            return List.of();
        }
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        return CreateCluster.unoperated(cluster);
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        String[] words = request.input(CLUSTER).split("/", 2);
        ObjectRef ref = ObjectRef.of(Cnpg.CLUSTER, words[0], words[words.length - 1]);
        if (cluster.get(ref).isPresent()) {
            throw refused(ref, "it is there, and its volumes are in use", "Choose a Cluster that was taken away.");
        }
        KeptVolumes kept = KeptVolumes.of(cluster, ref.namespace(), ref.name())
                .orElseThrow(() -> refused(
                        ref,
                        "no volume claims of it are there that belong to nobody",
                        "See kubectl get pvc -A -l " + Cnpg.CLUSTER_LABEL + ". From backups: runbook restore."));
        if (kept.tablespaces()) {
            throw refused(
                    ref,
                    "it had tablespaces, each of which a Cluster must name with its owner",
                    "Write the Cluster by hand, with spec.tablespaces as they were.");
        }
        String major = Version.of(specs.version(request)).major();
        kept.primary()
                .label("app.kubernetes.io/version")
                .filter(m -> !m.isEmpty() && !m.equals(major))
                .ifPresent(m -> {
                    throw refused(
                            ref, "its data is of PostgreSQL " + m, "Choose version=" + m + ".…, or an image of it.");
                });
        Map<String, Object> spec = spec(request, ref, kept);
        PlanDraft draft = new PlanDraft(
                info, request, PlanDraft.making(Cnpg.TOOL, cluster.cluster(), ref, specs.version(request)));
        before(ref, kept, draft);
        OneJob.steps(
                look(request, kept, String.valueOf(spec.get("imageName")), major),
                "look",
                "the data is of PostgreSQL " + major,
                "PostgreSQL of another major version wouldn't start on it.",
                Duration.ofMinutes(5),
                draft);
        create(ref, kept, spec, draft);
        return draft.plan("Take up the kept volumes of postgres " + kept.path() + " on " + cluster.cluster());
    }

    /** As a new Cluster's, with what the claims themselves tell. */
    private Map<String, Object> spec(Request request, ObjectRef ref, KeptVolumes kept) {
        Map<String, String> inputs = new LinkedHashMap<>(request.inputs());
        inputs.put("name", ref.name());
        inputs.put("instances", Long.toString(kept.instances()));
        inputs.put("size", "");
        Map<String, Object> spec =
                specs.spec(new Request(request.token(), request.target(), ref.namespace(), inputs, request.contents()));
        spec.put("storage", volume(kept.primary()));
        kept.wal().ifPresent(w -> spec.put("walStorage", volume(w)));
        return spec;
    }

    private static Map<String, Object> volume(Resource claim) {
        Map<String, Object> volume = Tree.of(
                "size", claim.text("spec", "resources", "requests", "storage").orElse("1Gi"));
        claim.text("spec", "storageClassName").ifPresent(c -> volume.put("storageClass", c));
        return volume;
    }

    private static void before(ObjectRef ref, KeptVolumes kept, PlanDraft draft) {
        draft.step(Step.require(
                        "operator",
                        "an operator runs",
                        "Without one nobody takes up the volumes.",
                        Questions.operatorAvailable()))
                .step(Step.require(
                        "kept",
                        kept.claims().size() + " claims are there",
                        "They must belong to nobody, and have the labels by which they are adopted.",
                        Questions.claimsKept(
                                ref.namespace(),
                                ref.name(),
                                kept.claims().stream().map(Resource::name).toList())));
    }

    /** Reads of which version the data is. */
    private static Resource look(Request request, KeptVolumes kept, String image, String major) {
        Map<String, Object> container = Tree.of("name", "look", "image", image, "command", List.of("sh", "-c", LOOK));
        container.put(
                "env", List.of(Tree.of("name", "FOLDER", "value", DATA), Tree.of("name", "MAJOR", "value", major)));
        container.put("volumeMounts", List.of(Tree.<Object>of("name", "data", "mountPath", DATA, "readOnly", true)));
        return OneJob.of(
                kept.namespace(),
                kept.cluster() + "-look-" + request.token(),
                Tree.of("millwright.io/look", "version"),
                container,
                List.of(Tree.of(
                        "name",
                        "data",
                        "persistentVolumeClaim",
                        Tree.of("claimName", kept.primary().name()))),
                120);
    }

    private static void create(ObjectRef ref, KeptVolumes kept, Map<String, Object> spec, PlanDraft draft) {
        Resource object = Resource.of(Cnpg.CLUSTER, ref.namespace(), ref.name(), Tree.of("spec", spec));
        long instances = kept.instances();
        draft.step(Step.change(
                                "cluster",
                                "Cluster " + kept.path() + " on the volumes of "
                                        + kept.primary().name() + (instances > 1 ? " and its standbys" : ""),
                                "The operator gives a new Cluster the claims of its name that belong to nobody.",
                                new Action.Create(object),
                                new Check.Matches(List.of(object)),
                                new Undo.BestEffort(
                                        new Action.Delete(ref, Propagation.ORPHAN),
                                        new Check.Absent(ref),
                                        "the claims belong to nobody again; its pods go on until somebody deletes them"),
                                Duration.ofSeconds(60))
                        .before(new Check.Absent(ref)))
                .step(Step.await(
                        "adopted",
                        kept.claims().size() + " claims belong to it",
                        "Had the operator made new ones, the database would be empty.",
                        Questions.claimsAdopted(ref.namespace(), ref.name(), kept.claims()),
                        Duration.ofMinutes(5)))
                .step(Step.await(
                        "ready",
                        instances + " of " + instances + " instances ready",
                        "PostgreSQL goes on with the data that it finds.",
                        Questions.settled(ref.namespace(), ref.name(), instances),
                        Duration.ofMinutes(10 + 5 * instances)));
        Steps.streaming(ref.namespace(), ref.name(), instances).ifPresent(draft::step);
        draft.consequence(
                        "starts " + instances + " instances on " + kept.claims().size() + " kept claims")
                .consequence("from then on the claims belong to the Cluster: deleting it deletes them")
                .consequence("undo deletes the Cluster and leaves the claims")
                .risk(
                        "no-backup",
                        "The cluster has no backups",
                        "Set a destination and a schedule: set-backup-destination, schedule-backups.");
    }

    private static ProblemException refused(ObjectRef ref, String why, String next) {
        return new ProblemException(Problem.user("plan 'Take up kept volumes'", ref.display(), why, next));
    }
}
