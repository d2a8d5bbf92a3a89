package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Constraint;
import io.millwright.spi.Effect;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps that many procedures on a Cluster share, in the same words. */
final class Steps {
    private Steps() {}

    static Step settled(PgCluster c) {
        return Step.require(
                "settled",
                "cluster healthy",
                "A cluster that isn't at rest must not be changed further.",
                Questions.settled(c));
    }

    static Step settledAgain(PgCluster c) {
        return Step.await(
                "settled-again",
                "cluster healthy, " + c.wanted() + " of " + c.wanted() + " instances ready",
                "All instances are back, and one is primary.",
                Questions.settled(c),
                Duration.ofMinutes(10 + 5 * c.wanted()));
    }

    /** That the standbys of a new or a resized cluster follow; empty where there is none. */
    static Optional<Step> streaming(String namespace, String name, long instances) {
        return instances < 2
                ? Optional.empty()
                : Optional.of(Step.await(
                        "streaming",
                        (instances - 1) + " standbys streaming",
                        "Ready says that a pod answers; only streaming says that it follows the primary.",
                        Questions.streaming(namespace, name, instances),
                        Duration.ofMinutes(5)));
    }

    /** After whatever has restarted instances: they are back, and the standbys follow, of which whatever is run next assures itself at once. */
    static void restarted(PgCluster c, PlanDraft draft) {
        draft.step(settledAgain(c));
        streaming(c.namespace(), c.name(), c.wanted()).ifPresent(draft::step);
    }

    /** The cluster is healthy, and its standbys follow. */
    static Check settledAndStreaming(PgCluster c) {
        return c.wanted() < 2
                ? Questions.settled(c)
                : Check.all(Questions.settled(c), Questions.streaming(c.namespace(), c.name(), c.wanted()));
    }

    /** After whatever has restarted the operator. */
    static Step webhooksAnswer(Duration deadline) {
        return Step.await(
                "webhooks",
                "webhooks can answer",
                "Every change of a database passes them.",
                Questions.webhooksReady(),
                deadline);
    }

    /** What stands against a restart of all instances: a cluster that isn't at rest already. */
    static List<Constraint> unsettled(List<PgCluster> clusters) {
        return clusters.stream()
                .filter(c -> !c.hibernated() && (!c.healthy() || c.ready() < c.wanted()))
                .map(c -> Constraints.blocks(
                        "unsettled-" + c.namespace() + "-" + c.name(),
                        "cluster " + c.namespace() + "/" + c.name() + " isn't healthy",
                        "bring it to rest first: its instances are about to restart"))
                .toList();
    }

    /** Changes fields of {@code spec}; undone exactly. */
    static Step set(PgCluster c, String id, String what, String why, Map<String, Object> spec) {
        Resource wanted = Resource.of(Cnpg.CLUSTER, c.namespace(), c.name(), Tree.of("spec", spec));
        return Step.change(
                id,
                "Cluster " + c.namespace() + "/" + c.name() + "  " + what,
                why,
                new Action.Patch(c.ref(), Tree.of("spec", spec), List.of(), ""),
                new Check.Matches(List.of(wanted)),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }

    /** Sets an annotation of the Cluster; undone exactly. */
    static Step annotate(PgCluster c, String id, String annotation, String value, String why) {
        return Step.change(
                id,
                "Cluster " + c.namespace() + "/" + c.name() + "  annotation " + annotation + " " + value,
                why,
                new Action.Annotate(c.ref(), Tree.of(annotation, value)),
                Check.fieldIs(c.ref(), value, "metadata", "annotations", annotation),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }

    /** Takes an annotation of the Cluster away; undone exactly. */
    static Step clear(PgCluster c, String id, String annotation, String why) {
        return Step.change(
                id,
                "Cluster " + c.namespace() + "/" + c.name() + "  annotation " + annotation + " away",
                why,
                new Action.Patch(
                        c.ref(), Map.of(), List.of("metadata/annotations/" + annotation.replace("/", "~1")), ""),
                new Check.FieldMatches(
                        c.ref(), List.of("metadata", "annotations", annotation), Check.Operator.ABSENT, ""),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }

    /** Makes the instances read certificates and configuration again; the value is the plan's, so that twice is once. */
    static Step reload(PgCluster c, String token) {
        return annotate(
                c,
                "reload",
                Cnpg.RELOADED_AT,
                "millwright-" + token,
                "The operator looks at the cluster at once, and the instances reload.");
    }

    /**
     * Runs a command in a pod that changes nothing that would have to be taken back, such as a query: once more does no harm.
     *
     * @param done what must hold beside the command's exit code
     */
    static Step command(
            PgCluster c,
            String pod,
            String id,
            String title,
            String why,
            List<String> command,
            Check done,
            Duration deadline) {
        return new Step(
                id,
                title,
                why,
                new Action.Exec(pod(c, pod), "postgres", command),
                List.of(),
                new Check.Never("a command leaves no trace"),
                done,
                // An undo that does nothing: without one, taking back the other steps would be said to have failed in
                // part.
                new Undo.BestEffort(new Action.Look(Check.all()), Check.all(), "there is nothing to take back"),
                Effect.IDEMPOTENT,
                deadline,
                false,
                List.of());
    }

    /** A query by the superuser, whose failure is the command's. */
    static List<String> psql(String database, String sql) {
        return List.of("psql", "-U", "postgres", "-d", database, "-v", "ON_ERROR_STOP=1", "-qAtXc", sql);
    }

    /** That pod of the cluster. */
    static ObjectRef pod(PgCluster c, String name) {
        return ObjectRef.of(Kind.POD, c.namespace(), name);
    }
}
