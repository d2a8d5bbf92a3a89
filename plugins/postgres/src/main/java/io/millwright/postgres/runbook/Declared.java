package io.millwright.postgres.runbook;

import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is declared inside a cluster by an object of its own: databases and roles. */
final class Declared {
    private Declared() {}

    /** The object's name: that of the cluster and of what it declares. */
    static String name(PgCluster c, String what) {
        return c.name() + "-" + what.replace('_', '-').replaceAll("^-+|-+$", "");
    }

    static List<Constraint> constraints(List<Constraint> others, Kind kind, ClusterView view) {
        List<Constraint> found = new ArrayList<>(others);
        if (!view.serves(kind)) {
            found.add(new Constraint(
                    "not-served",
                    "this operator knows no " + kind.kind(),
                    "upgrade the operator",
                    Constraint.Kind.NOT_APPLICABLE));
        }
        return found;
    }

    static void steps(PgCluster c, Resource declared, Kind kind, Instance instance, ClusterView view, PlanDraft draft) {
        ObjectRef ref = declared.ref(kind);
        boolean there = c.belonging(view, kind).stream()
                .anyMatch(o -> o.text("spec", "name").equals(declared.text("spec", "name")));
        if (there || view.get(ref).isPresent()) {
            throw new ProblemException(Problem.user(
                    "declare " + kind.kind() + " "
                            + declared.text("spec", "name").orElse(""),
                    instance.id().display(),
                    "it is declared already",
                    "Change the " + kind.kind() + " that is there."));
        }
        draft.step(Step.change(
                                "declare",
                                kind.kind() + " " + c.namespace() + "/" + declared.name(),
                                "The operator makes what it declares.",
                                new Action.Apply(List.of(declared), false),
                                new Check.Matches(List.of(declared)),
                                Undo.EXACT,
                                Duration.ofSeconds(30))
                        .before(new Check.Absent(ref)))
                .step(Step.await(
                        "applied",
                        "the operator has made it",
                        "Until then status.message says what is missing.",
                        Check.fieldIs(ref, "true", "status", "applied"),
                        Duration.ofMinutes(3)));
    }
}
