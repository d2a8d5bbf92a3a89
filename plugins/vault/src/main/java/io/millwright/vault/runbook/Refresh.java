package io.millwright.vault.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.GoDuration;
import io.millwright.vault.facts.Names;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has one secret read again from its source. */
final class Refresh extends EsoRunbook {
    Refresh() {
        super(new RunbookInfo(
                "refresh",
                "Refresh a secret now",
                Intent.REPAIR,
                Danger.REVERSIBLE,
                "Has one ExternalSecret read again from its store at once, and waits until it is synchronised anew.",
                Optional.of(Names.ESO),
                List.of(
                        Ask.required(Ask.name("namespace", "Namespace", "Where the ExternalSecret is.", 63)),
                        Ask.required(Ask.text(
                                "secret",
                                "ExternalSecret",
                                "Which one.",
                                "[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
                                "a name as Kubernetes writes it"))),
                List.of(
                        "Pods that read the Secret as environment don't see new values before they restart.",
                        "One with refreshPolicy CreatedOnce, or refreshInterval 0, isn't read a second time."),
                List.of("https://external-secrets.io/latest/introduction/faq/")));
    }

    @Override
    protected Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        ObjectRef ref = ObjectRef.of(Names.EXTERNAL_SECRET, request.input("namespace"), request.input("secret"));
        Resource secret = view.get(ref)
                .orElseThrow(
                        () -> refused(ref.display(), "it isn't there", "Look at the listing of external secrets."));
        Optional<String> former = secret.text("status", "refreshTime");
        boolean once = secret.text("spec", "refreshPolicy")
                        .filter("CreatedOnce"::equals)
                        .isPresent()
                || GoDuration.of(secret.text("spec", "refreshInterval").orElse("1h"))
                        .filter(Duration::isZero)
                        .isPresent();
        if (once && former.isPresent()) {
            throw refused(
                    ref.display(),
                    "it is read once only, by its own wish",
                    "Delete its Secret, and it is made anew; or change refreshPolicy and refreshInterval.");
        }
        List<String> path = List.of("status", "refreshTime");
        Check again = former.<Check>map(f -> new Check.FieldMatches(ref, path, Check.Operator.NOT_EQUALS, f))
                .orElseGet(() -> new Check.FieldMatches(ref, path, Check.Operator.PRESENT, ""));
        return draft.step(Step.change(
                        "refresh",
                        ref.display() + "  read again",
                        "The operator looks at it when its annotation changes.",
                        new Action.Annotate(ref, Map.of(Names.FORCE_SYNC, request.token())),
                        Check.all(again, new Check.Condition(ref, "Ready", "True")),
                        new Undo.None("what was read stays; the annotation is harmless"),
                        Duration.ofMinutes(2)))
                .consequence("writes Secret " + Eso.target(secret).name() + " anew if its source has changed")
                .consequence("restarts nothing")
                .plan("Refresh " + ref.display() + " on " + view.cluster());
    }
}
