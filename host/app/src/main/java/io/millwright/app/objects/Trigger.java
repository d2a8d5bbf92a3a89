package io.millwright.app.objects;

import io.millwright.engine.Redaction;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a cron job's work now, beside its schedule. */
final class Trigger extends ObjectRunbook {
    private static final int LONGEST_NAME = 52;

    Trigger() {
        super(
                "trigger",
                "Run now",
                Intent.BACKUP,
                Danger.REVERSIBLE,
                "Makes a job from the cron job's template; it doesn't wait for the job's end.",
                List.of(),
                "concepts/workloads/controllers/cron-jobs/");
    }

    @Override
    boolean suits(String kind) {
        return kind.equals("CronJob");
    }

    @Override
    Optional<String> unready(Resource object) {
        // A plan is stored: it must not hold a secret, and a job without its secret would not work.
        return Redaction.of(object).at("spec", "jobTemplate").equals(object.at("spec", "jobTemplate"))
                ? Optional.empty()
                : Optional.of("its template holds what looks like a secret's value; use kubectl create job --from");
    }

    @Override
    Deed deed(Request request, Resource object, ObjectRef ref) {
        String name =
                object.name().substring(0, Math.min(LONGEST_NAME, object.name().length())) + "-" + request.token();
        Object spec = object.at("spec", "jobTemplate", "spec").orElse(Map.of());
        Resource job = Resource.of(Kind.JOB, object.namespace(), name, Map.of("spec", spec))
                .with(object.at("spec", "jobTemplate", "metadata", "labels").orElse(Map.of()), "metadata", "labels")
                .with(Map.of("cronjob.kubernetes.io/instantiate", "manual"), "metadata", "annotations")
                .with(
                        List.of(Map.of(
                                "apiVersion", object.apiVersion(),
                                "kind", object.kind(),
                                "name", object.name(),
                                "uid", object.uid(),
                                "controller", true)),
                        "metadata",
                        "ownerReferences");
        ObjectRef made = ObjectRef.of(Kind.JOB, object.namespace(), name);
        return new Deed(
                "Run " + named(object, request) + " now",
                Danger.REVERSIBLE,
                List.of(Step.change(
                        "trigger",
                        "make Job " + object.namespace() + "/" + name,
                        "Its work is wanted before its time.",
                        new Action.Create(job),
                        new Check.Exists(made),
                        Undo.EXACT,
                        SOON)),
                List.of("makes 1 job, which does what the cron job does at its times"),
                List.of());
    }
}
