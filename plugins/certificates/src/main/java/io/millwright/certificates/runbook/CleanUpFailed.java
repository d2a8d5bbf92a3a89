package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Reasons;
import io.millwright.certificates.facts.Reasons.Meaning;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deletes requests and orders that have failed. */
final class CleanUpFailed extends Base {
    private static final int MOST = 50;

    CleanUpFailed() {
        super(new RunbookInfo(
                "clean-up-failed",
                "Clean up failed requests",
                Intent.REPAIR,
                Danger.REVERSIBLE,
                "Deletes failed and denied CertificateRequests and failed Orders. Certificates and what is served aren't touched.",
                Optional.of(CertManager.OPERATOR),
                List.of(Ask.name("namespace", "Namespace", "Only of one namespace; empty for all.", 63)),
                List.of(
                        "Mend the cause first: a request that is gone is soon tried again, and ACME servers limit failures to five an hour.",
                        "The failure's message is gone with the request."),
                List.of("https://cert-manager.io/docs/troubleshooting/")));
    }

    private static List<ObjectRef> failed(ClusterView view, String namespace) {
        Selector where = namespace.isEmpty() ? Selector.ALL : Selector.in(namespace);
        List<ObjectRef> found = new ArrayList<>();
        view.list(CertManager.REQUEST, where).stream()
                .filter(r -> r.condition("Ready")
                        .flatMap(c -> c.text("reason"))
                        .filter(x -> Reasons.of("request.Ready", x).equals(Optional.of(Meaning.FAILED)))
                        .isPresent())
                .forEach(r -> found.add(r.ref(CertManager.REQUEST)));
        view.list(CertManager.ORDER, where).stream()
                .filter(o -> o.text("status", "state")
                        .filter(x -> Reasons.of("order.state", x).equals(Optional.of(Meaning.FAILED)))
                        .isPresent())
                .forEach(o -> found.add(o.ref(CertManager.ORDER)));
        return found;
    }

    @Override
    List<Constraint> constraints(Installation installation, ClusterView view) {
        return failed(view, "").isEmpty()
                ? List.of(Constraints.blocks("none", "no request or order has failed", "there is nothing to do"))
                : List.of();
    }

    @Override
    Plan plan(Installation installation, Request request, ClusterView view, PlanDraft draft) {
        List<ObjectRef> all = failed(view, request.input("namespace"));
        if (all.isEmpty()) {
            throw refused(request, "no request or order has failed there", "Choose another namespace, or none.");
        }
        for (ObjectRef ref : all.stream().limit(MOST).toList()) {
            draft.step(Step.change(
                    "delete-" + ref.kind().plural() + "-" + ref.namespace() + "." + ref.name(),
                    "delete " + ref.display(),
                    "It has failed and won't change any more.",
                    new Action.Delete(ref, Action.Propagation.BACKGROUND),
                    new Check.Absent(ref),
                    new Undo.None("cert-manager makes a new one when it tries again"),
                    Duration.ofMinutes(1)));
        }
        draft.consequence("deletes " + Math.min(all.size(), MOST) + " of " + all.size() + " failed requests and orders")
                .consequence("touches no Certificate and no Secret");
        return draft.plan("Clean up failed requests on " + view.cluster());
    }
}
