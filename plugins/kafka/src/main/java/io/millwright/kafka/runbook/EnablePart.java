package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds a part that a cluster lacks: metrics or Cruise Control. */
final class EnablePart extends KafkaRunbook {
    private final boolean metrics;

    private EnablePart(RunbookInfo info, boolean metrics) {
        super(info);
        this.metrics = metrics;
    }

    static EnablePart forMetrics() {
        return new EnablePart(
                new RunbookInfo(
                        "enable-metrics",
                        "Switch metrics on",
                        Intent.CONFIGURE,
                        Danger.DISRUPTIVE,
                        "Lets nodes tell their metrics on port 9404 by Strimzi's reporter. All nodes are restarted one after the other.",
                        Optional.of(Strimzi.CLUSTER_COMPONENT),
                        List.of(),
                        List.of("Port 9404 is open to the whole Kubernetes cluster."),
                        List.of("https://strimzi.io/docs/operators/latest/deploying#assembly-metrics-str")),
                true);
    }

    static EnablePart forCruiseControl() {
        return new EnablePart(
                new RunbookInfo(
                        "enable-cruise-control",
                        "Add Cruise Control",
                        Intent.CONFIGURE,
                        Danger.DISRUPTIVE,
                        "Adds Cruise Control, which moves partitions between brokers. All brokers are restarted one after the other, as they get"
                                + " its reporter.",
                        Optional.of(Strimzi.CLUSTER_COMPONENT),
                        List.of(),
                        List.of("It needs some minutes of samples before it can propose anything."),
                        List.of("https://strimzi.io/docs/operators/latest/deploying#cruise-control-concepts-str")),
                false);
    }

    static Map<String, Object> metrics() {
        return Tree.of("type", "strimziMetricsReporter", "values", Tree.of("allowList", List.of(".*")));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(Standing.restartable(c, view));
        if (metrics ? c.metrics() : c.cruiseControl()) {
            found.add(new Constraint("there", "it has it already", "nothing to do", Constraint.Kind.NOT_APPLICABLE));
        }
        return found;
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        long nodes = c.pools(view).stream().mapToLong(NodePool::wanted).sum();
        Steps.atRest(c, draft);
        if (metrics) {
            draft.step(Steps.set(
                    c,
                    "metrics",
                    "spec.kafka.metricsConfig strimziMetricsReporter",
                    "Health checks and dashboards read them.",
                    Tree.of("kafka", Tree.of("metricsConfig", metrics())),
                    Check.fieldIs(c.ref(), "strimziMetricsReporter", "spec", "kafka", "metricsConfig", "type")));
        } else {
            draft.step(Steps.set(
                    c,
                    "cruise-control",
                    "spec.cruiseControl",
                    "Brokers are added and removed with its help.",
                    Tree.of("cruiseControl", Map.of()),
                    new Check.FieldMatches(c.ref(), List.of("spec", "cruiseControl"), Check.Operator.PRESENT, "")));
        }
        draft.step(Steps.settledAgain(c, Steps.rolls(nodes)));
        if (metrics) {
            draft.step(Step.await(
                    "told",
                    "brokers tell their metrics",
                    "And no partition lacks a replica by them.",
                    Questions.replicated(c),
                    Duration.ofMinutes(30)));
        } else {
            draft.step(Step.await(
                    "runs",
                    "Cruise Control runs",
                    "Now it collects samples.",
                    new Check.Ready(c.beside(Kind.DEPLOYMENT, c.name() + "-cruise-control")),
                    Duration.ofMinutes(10)));
        }
        draft.consequence("restarts " + nodes + " nodes, one after the other");
        return draft.plan((metrics ? "Switch metrics on for " : "Add Cruise Control to ")
                + request.instance().id().display());
    }
}
