package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Mirrors;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.Versions;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Raises the metadata version to that of the Kafka that runs. */
final class FinishUpgrade extends KafkaRunbook {
    private final Versions versions;

    FinishUpgrade(Versions versions) {
        super(new RunbookInfo(
                "finish-upgrade",
                "Make an upgrade final",
                Intent.UPGRADE,
                Danger.DESTRUCTIVE,
                "Raises the metadata version to that of the Kafka version that runs, which switches its new features on. The former Kafka version can't"
                        + " be set back afterwards.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(),
                List.of("There is no way back to the former Kafka version: watch the new one some days first."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#assembly-upgrade-kafka-str")));
        this.versions = versions;
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        return Standing.atRest(c, view);
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        String kafka = c.version()
                .orElseThrow(() -> refused(instance, "which Kafka runs can't be told", "Wait until it is ready."));
        String now = c.metadata().orElse("unknown");
        String to = versions.metadataOf(kafka)
                .orElseThrow(() -> refused(
                        instance,
                        "the catalogue doesn't know the metadata version of Kafka " + kafka,
                        "Look it up in upstream's kafka-versions.yaml and set spec.kafka.metadataVersion."));
        if (to.equals(now)) {
            throw refused(instance, "its metadata version is " + now + " already", "Nothing to do.");
        }
        Steps.atRest(c, draft);
        draft.step(Step.change(
                                "set-metadata",
                                "Kafka " + c.namespace() + "/" + c.name() + "  spec.kafka.metadataVersion " + now
                                        + " → " + to,
                                "New features are switched on; no node restarts.",
                                new Action.Patch(
                                        c.ref(),
                                        Tree.of("spec", Tree.of("kafka", Tree.of("metadataVersion", to))),
                                        List.of(),
                                        ""),
                                Check.fieldIs(c.ref(), to, "spec", "kafka", "metadataVersion"),
                                new Undo.None("Kafka refuses to lower it"),
                                Steps.SHORT)
                        .noReturn())
                .step(Step.await(
                        "raised",
                        "metadata version " + to,
                        "The operator sets it through the controllers.",
                        Check.fieldIs(c.ref(), to, "status", "kafkaMetadataVersion"),
                        Duration.ofMinutes(15)))
                .step(Steps.settledAgain(c, Duration.ofMinutes(15)))
                .consequence("restarts none")
                .consequence("Kafka below " + kafka + " can't be set back any more");
        List<String> workers = Mirrors.connectedTo(c, view).stream()
                .filter(w ->
                        w.text("spec", "version").filter(v -> !v.equals(kafka)).isPresent())
                .map(Resource::name)
                .toList();
        if (!workers.isEmpty()) {
            draft.risk(
                    "workers",
                    workers.size() + " of Connect, mirrors and bridges still run another version",
                    "Set spec.version of " + String.join(", ", workers) + " to " + kafka + ".");
        }
        return draft.plan("Make the upgrade of " + instance.id().display() + " final: metadata " + now + " → " + to);
    }
}
