package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kafka.strimzi.Versions;
import io.millwright.kit.Catalogue;
import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Release;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Upgrades Kafka and keeps the metadata version, so that there is a way back. */
final class UpgradeKafka extends KafkaRunbook {
    private final Versions versions;

    UpgradeKafka(Versions versions) {
        super(new RunbookInfo(
                "upgrade-kafka",
                "Upgrade Kafka",
                Intent.UPGRADE,
                Danger.DISRUPTIVE,
                "Restarts all nodes with another Kafka version and keeps the metadata version, so that the former version can still be set back."
                        + " Runbook finish-upgrade makes it final.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(version("", "")),
                List.of(
                        "Without a pinned metadata version the operator raises it right after the restarts, and there is no way back; the plan pins it.",
                        "Connect, mirrors and bridges are upgraded afterwards, by their own spec.version.",
                        "A version that the operator can't run leaves the cluster without an operator's care."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#assembly-upgrade-kafka-str")));
        this.versions = versions;
    }

    private static Parameter version(String proposal, String origin) {
        Parameter asked = Ask.required(Ask.text(
                "version",
                "Kafka version",
                "Which version of Kafka is to run.",
                "\\d+\\.\\d+\\.\\d+",
                "a version such as 4.3.1"));
        return proposal.isEmpty() ? asked : Ask.with(asked, proposal, origin);
    }

    private static List<String> offered(KafkaCluster c, ClusterView view) {
        return StrimziOperators.watching(view, c.namespace()).stream()
                .findFirst()
                .map(StrimziOperators::kafkaVersions)
                .orElse(List.of());
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return List.of(target.flatMap(t -> KafkaCluster.read(cluster, t.id()))
                .map(c -> offered(c, cluster))
                .filter(o -> !o.isEmpty())
                .map(o -> version(o.getFirst(), "newest that the operator can run"))
                .orElseGet(() -> version("", "")));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        boolean unsupported = c.notReady()
                .flatMap(n -> n.text("reason"))
                .filter("UnsupportedKafkaVersionException"::equals)
                .isPresent();
        // After an upgrade of the operator this is the way out of a version that it can't run.
        return unsupported ? Standing.operated(c, view) : Standing.restartable(c, view);
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        String to = request.input("version");
        String from =
                c.version().or(c::wantedVersion).or(() -> running(c, view)).orElse("");
        String metadata = c.metadata().orElse("");
        possible(c, instance, from, to, metadata, view);
        boolean down = Version.of(to).olderThan(Version.of(from));
        long nodes = c.pools(view).stream().mapToLong(NodePool::wanted).sum();
        if (c.ready()) {
            Steps.atRest(c, draft);
        } else {
            draft.risk(
                    "unsettled",
                    "The operator can't run the present version",
                    "It goes on as soon as the Kafka asks for one that it can run.");
        }
        if (c.wantedMetadata().isEmpty() && !metadata.isEmpty()) {
            draft.step(Steps.set(
                    c,
                    "pin-metadata",
                    "spec.kafka.metadataVersion " + metadata,
                    "Unset, the operator would raise it right after the restarts, and there would be no way back.",
                    Tree.of("kafka", Tree.of("metadataVersion", metadata)),
                    Check.fieldIs(c.ref(), metadata, "spec", "kafka", "metadataVersion")));
        }
        draft.step(Steps.set(
                        c,
                        "set-version",
                        "spec.kafka.version " + c.wantedVersion().orElse("unset") + " → " + to,
                        "The operator restarts controllers first, then brokers.",
                        Tree.of("kafka", Tree.of("version", to)),
                        Check.fieldIs(c.ref(), to, "spec", "kafka", "version")))
                .step(Step.await(
                        "runs",
                        "Kafka " + to + " runs on " + nodes + " nodes",
                        "Each restarts only when no partition falls below its in-sync replicas by it.",
                        Questions.versionRuns(c, to),
                        Steps.rolls(nodes)));
        Steps.replicatedAgain(c, draft);
        draft.consequence("restarts " + nodes + " nodes, one after the other")
                .consequence("keeps metadata version " + (metadata.isEmpty() ? "unknown" : metadata)
                        + ": undo sets the former version back");
        if (!down && versions.metadataOf(to).filter(m -> !m.equals(metadata)).isPresent()) {
            draft.consequence("isn't final: watch it some days, then runbook finish-upgrade");
        }
        return draft.plan((down ? "Set Kafka back: " : "Upgrade ")
                + instance.id().display() + ": Kafka " + (from.isEmpty() ? "?" : from) + " → " + to);
    }

    private static Optional<String> running(KafkaCluster c, ClusterView view) {
        return c.pods(view).stream()
                .flatMap(p -> p.annotation(Strimzi.KAFKA_VERSION).stream())
                .findFirst();
    }

    private void possible(
            KafkaCluster c, Instance instance, String from, String to, String metadata, ClusterView view) {
        if (from.equals(to) && c.wantedVersion().equals(Optional.of(to))) {
            throw refused(instance, "it runs Kafka " + to + " already", "Nothing to do.");
        }
        List<String> can = offered(c, view);
        if (!can.contains(to)) {
            throw refused(
                    instance,
                    can.isEmpty()
                            ? "which versions the operator can run can't be told"
                            : "the operator can't run Kafka " + to,
                    can.isEmpty()
                            ? "Look at env STRIMZI_KAFKA_IMAGES of its Deployment."
                            : "Choose one of " + String.join(", ", can) + ", or upgrade the operator first.");
        }
        if (from.isEmpty()) {
            throw refused(
                    instance,
                    "which version runs can't be told",
                    "Wait until the operator says it in status.kafkaVersion.");
        }
        if (Version.of(to).olderThan(Version.of(from))) {
            if (metadata.isEmpty()
                    || Version.of(to).olderThan(Version.of(Version.of(metadata).branch()))) {
                throw refused(
                        instance,
                        "metadata version " + (metadata.isEmpty() ? "unknown" : metadata) + " is above Kafka " + to,
                        "There is no way back below the metadata version.");
            }
            return;
        }
        Optional<Release> release = versions.catalogue().find(Strimzi.KAFKA_COMPONENT, to);
        if (release.filter(r -> Catalogue.leads(from, r)).isEmpty()) {
            List<String> between = between(from, to, can);
            throw refused(
                    instance,
                    "no way is known from Kafka " + from + " to " + to + " in one step",
                    between.isEmpty()
                            ? "Read upstream's upgrade pages for versions in between."
                            : "Upgrade to " + between.getFirst() + " first.");
        }
    }

    /** Versions that one step leads to from here, and from which one leads there. */
    private List<String> between(String from, String to, List<String> can) {
        List<String> found = new ArrayList<>();
        Optional<Release> goal = versions.catalogue().find(Strimzi.KAFKA_COMPONENT, to);
        for (Release next : versions.catalogue().next(Strimzi.KAFKA_COMPONENT, from)) {
            if (can.contains(next.version())
                    && goal.filter(g -> Catalogue.leads(next.version(), g)).isPresent()) {
                found.add(next.version());
            }
        }
        return found;
    }
}
