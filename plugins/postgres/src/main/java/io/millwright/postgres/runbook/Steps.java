package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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

    /** That pod of the cluster. */
    static ObjectRef pod(PgCluster c, String name) {
        return ObjectRef.of(Kind.POD, c.namespace(), name);
    }
}
