package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kafka.strimzi.Versions;
import io.millwright.kit.Installer;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.ChartRef;
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
import io.millwright.spi.Release;
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

/** Upgrades the operator of a Helm release, its definitions first. */
final class UpgradeOperator implements Runbook {
    private final Versions versions;
    private final RunbookInfo info;

    UpgradeOperator(Versions versions) {
        this.versions = versions;
        this.info = new RunbookInfo(
                "upgrade-operator",
                "Upgrade the operator",
                Intent.UPGRADE,
                Danger.DISRUPTIVE,
                "Applies the definitions of the new version, upgrades the Helm release, and waits until the new operator has restarted every node of"
                        + " every cluster.",
                Optional.of(Strimzi.OPERATOR),
                parameters(Optional.empty()),
                List.of(
                        "Every node of every cluster restarts, as the images are the new release's.",
                        "Helm never upgrades definitions: they are given as a file of the release, strimzi-crds-VERSION.yaml.",
                        "Definitions are never deleted: that would delete every cluster.",
                        "A Kafka version that the new operator can't run leaves its cluster alone until Kafka is upgraded.",
                        "There is no way back below 1.0.0 once objects are stored as v1."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#assembly-upgrade-str"));
    }

    private List<Parameter> parameters(Optional<String> proposal) {
        Parameter version = Ask.choice(
                "version",
                "Version",
                "Which version of Strimzi is to run.",
                versions.operators().stream().map(Release::version).toArray(String[]::new));
        return List.of(
                proposal.map(p -> Ask.with(version, p, "newest that one step leads to"))
                        .orElse(version),
                Releases.repository("oci://quay.io/strimzi-helm"),
                Releases.archive(),
                Ask.required(Ask.document(
                        "definitions",
                        "Definitions",
                        "File or address of the release's definitions, strimzi-crds-VERSION.yaml.")));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return parameters(target.flatMap(Instance::version)
                .flatMap(v ->
                        versions.catalogue().next(Strimzi.OPERATOR, v).stream().findFirst())
                .map(Release::version));
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        Optional<Constraint> other = Constraints.unless(target, Strimzi.OPERATOR, "an operator");
        if (other.isPresent()) {
            return List.of(other.get());
        }
        return Constraints.read("the clusters", () -> {
            List<Constraint> found = new ArrayList<>();
            Resource root = target.orElseThrow().root();
            if (Installer.release(root).isEmpty()) {
                found.add(
                        Constraints.blocks(
                                "no-release",
                                "it isn't a Helm release: "
                                        + target.orElseThrow().management().by(),
                                "upgrade it where it comes from: OLM's channel, the GitOps repository, or the release's manifest"));
            }
            found.addAll(Definitions.storedOld(cluster));
            found.addAll(unsettled(root, cluster));
            return found;
        });
    }

    /** What stands against a new operator, or a conversion of what it works on: a cluster that isn't at rest already. */
    static List<Constraint> unsettled(Resource deployment, ClusterView view) {
        return StrimziOperators.clusters(deployment, view)
                .filter(c -> !c.ready() || c.paused() || !c.seen())
                .map(c -> Constraints.blocks(
                        "unsettled-" + c.namespace() + "-" + c.name(),
                        "cluster " + c.namespace() + "/" + c.name() + (c.paused() ? " is paused" : " isn't ready"),
                        "bring it to rest first"))
                .toList();
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        Instance instance = request.instance();
        ObjectRef ref = ObjectRef.of(
                Kind.DEPLOYMENT, instance.root().namespace(), instance.root().name());
        Resource deployment = cluster.get(ref)
                .orElseThrow(() -> refused(instance, "its Deployment is no longer there", "Refresh the fleet."));
        ObjectRef release = Installer.release(deployment)
                .orElseThrow(() -> refused(instance, "it isn't a Helm release", "Upgrade it where it comes from."));
        String to = request.input("version");
        String from = StrimziOperators.version(deployment).orElse("");
        possible(instance, from, to);
        List<KafkaCluster> clusters =
                StrimziOperators.clusters(deployment, cluster).toList();
        clusters.forEach(c -> supported(instance, c, to));
        ChartRef chart = Releases.chart(
                request,
                () -> versions.catalogue()
                        .find(Strimzi.OPERATOR, to)
                        .flatMap(Release::chart)
                        .orElseThrow(() -> refused(instance, "there is no chart of " + to, "Choose another version.")));
        PlanDraft draft = new PlanDraft(
                info,
                request,
                new Plan.Target(instance.id(), deployment.ref(Kind.DEPLOYMENT), deployment.generation(), from));
        for (KafkaCluster c : clusters) {
            draft.step(Step.require(
                    "settled-" + c.namespace() + "." + c.name(),
                    "cluster " + c.namespace() + "/" + c.name() + " at rest",
                    "Its nodes are about to restart.",
                    Questions.settled(c)));
        }
        draft.step(Definitions.apply(request)
                .orElseThrow(() -> refused(
                        instance,
                        "the definitions of " + to + " are needed",
                        "Give strimzi-crds-" + to + ".yaml from the release's page.")));
        draft.step(upgrade(request, release, ref, chart, from, to));
        draft.step(Step.await(
                "available",
                "operator runs in the new version",
                "Its image is pulled and it becomes leader.",
                Check.all(new Check.Ready(ref), Questions.operatorRuns(ref, to)),
                Duration.ofMinutes(10)));
        long nodes = 0;
        for (KafkaCluster c : clusters) {
            long own = c.pools(cluster).stream().mapToLong(NodePool::wanted).sum();
            nodes += own;
            draft.step(Step.await(
                    "done-" + c.namespace() + "." + c.name(),
                    "cluster " + c.namespace() + "/" + c.name() + " is the new operator's",
                    "Its nodes restart one after the other with the new images.",
                    Questions.operatorVersionDone(c, to),
                    Steps.rolls(own)));
            Steps.replicatedAgainOf(c, draft);
        }
        draft.consequence(
                        "restarts " + nodes + " nodes of " + clusters.size() + " clusters, one after the other in each")
                .consequence("keeps the release's values");
        unpinned(clusters, draft);
        return draft.plan("Upgrade Strimzi " + (from.isEmpty() ? "?" : from) + " → " + to + " on " + cluster.cluster());
    }

    private Step upgrade(
            Request request, ObjectRef release, ObjectRef deployment, ChartRef chart, String from, String to) {
        Undo undo = Releases.back(
                request,
                release,
                versions.catalogue().find(Strimzi.OPERATOR, from).flatMap(Release::chart),
                "the definitions stay new, and every node restarts again; only where both operators can run the Kafka version",
                "the former chart isn't in the release catalogue");
        Step step = Releases.upgrade(
                release.namespace(),
                release.name(),
                chart,
                Map.of(),
                "The operator " + to + " takes over; it restarts the nodes with its own images.",
                undo);
        // A release of an archive has no version to ask for: the former one would count as done.
        return Step.change(
                step.id(),
                step.title(),
                step.why(),
                step.action(),
                Check.all(step.done(), Questions.operatorRuns(deployment, to)),
                step.undo(),
                step.deadline());
    }

    private void possible(Instance instance, String from, String to) {
        if (from.isEmpty()) {
            throw refused(instance, "its version can't be told", "Look at its image.");
        }
        if (from.equals(to)) {
            throw refused(instance, "it runs " + to + " already", "Choose a newer version.");
        }
        if (Version.of(to).olderThan(Version.of(from))) {
            throw refused(
                    instance,
                    to + " is older than " + from,
                    "Downgrades follow upstream's page of downgrade paths, by hand.");
        }
        List<String> way = versions.wayTo(from, to);
        if (way.isEmpty()) {
            throw refused(
                    instance,
                    "no way is known from " + from + " to " + to,
                    "Read upstream's upgrade pages from your version on.");
        }
        if (way.size() > 1) {
            throw refused(
                    instance,
                    "no single step leads from " + from + " to " + to,
                    "Upgrade to " + way.getFirst() + " first; the way is " + String.join(" → ", way) + ".");
        }
    }

    private void supported(Instance instance, KafkaCluster c, String to) {
        Optional<String> kafka = c.wantedVersion().or(c::version);
        List<String> can = versions.kafkaOf(to);
        if (can.isEmpty()) {
            throw refused(
                    instance,
                    "which Kafka versions " + to + " can run isn't known",
                    "Choose a version of the catalogue.");
        }
        if (kafka.filter(can::contains).isEmpty()) {
            throw refused(
                    instance,
                    "Strimzi " + to + " can't run Kafka " + kafka.orElse("?") + " of " + c.namespace() + "/" + c.name(),
                    "Upgrade that Kafka to "
                            + common(instance.version().orElse(""), to).orElse("one of " + String.join(", ", can))
                            + " first, by runbook upgrade-kafka.");
        }
    }

    /** The newest Kafka version that both operators can run. */
    private Optional<String> common(String from, String to) {
        List<String> now = versions.kafkaOf(from);
        return versions.kafkaOf(to).stream().filter(now::contains).findFirst();
    }

    private static void unpinned(List<KafkaCluster> clusters, PlanDraft draft) {
        List<String> open = clusters.stream()
                .filter(c -> c.wantedVersion().isEmpty())
                .map(KafkaCluster::name)
                .toList();
        if (!open.isEmpty()) {
            draft.risk(
                    "unpinned",
                    open.size() + " clusters name no Kafka version",
                    String.join(", ", open) + ": Kafka is upgraded with the operator, and its metadata right after.");
        }
    }

    private ProblemException refused(Instance instance, String why, String next) {
        return new ProblemException(
                Problem.user("plan '" + info.title() + "'", instance.id().display(), why, next));
    }
}
