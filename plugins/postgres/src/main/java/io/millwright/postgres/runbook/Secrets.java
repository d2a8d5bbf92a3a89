package io.millwright.postgres.runbook;

import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;

/** Secrets that the operator makes, and makes anew when they are gone. */
final class Secrets {
    private Secrets() {}

    /** Deletes that Secret and waits for the new one. */
    static void renew(PgCluster c, String name, Instance instance, String title, ClusterView view, PlanDraft draft) {
        Resource secret = view.get(ObjectRef.of(Kind.SECRET, c.namespace(), name))
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "plan '" + title + "'",
                        instance.id().display(),
                        "Secret " + name + " is not there",
                        "Look why the operator hasn't made it: it does so by itself.")));
        boolean operators = secret.items("metadata", "ownerReferences").stream()
                .anyMatch(o -> o.text("kind").orElse("").equals("Cluster"));
        if (!operators) {
            throw new ProblemException(Problem.user(
                    "plan '" + title + "'",
                    instance.id().display(),
                    "Secret " + name + " doesn't belong to the Cluster: the operator wouldn't make it anew",
                    "Change what is in it by hand."));
        }
        ObjectRef ref = secret.ref(Kind.SECRET);
        draft.step(Step.change(
                "renew-" + name,
                "delete Secret " + c.namespace() + "/" + name,
                "The operator makes it anew with new content; it never changes one that is there.",
                new Action.Delete(ref, Propagation.BACKGROUND),
                Questions.secretRenewed(c.namespace(), name, secret.uid()),
                new Undo.None("what was in it is gone"),
                Duration.ofMinutes(5)));
    }
}
