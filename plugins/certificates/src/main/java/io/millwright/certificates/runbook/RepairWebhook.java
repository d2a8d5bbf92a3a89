package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Installation.Part;
import io.millwright.certificates.named.Questions;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets the webhook make a new authority and the API server trust it. */
final class RepairWebhook extends Base {
    RepairWebhook() {
        super(new RunbookInfo(
                "repair-webhook",
                "Repair the webhook",
                Intent.REPAIR,
                Danger.DISRUPTIVE,
                "Deletes the webhook's authority, restarts webhook and injector, and waits until the API server trusts the new one.",
                Optional.of(CertManager.OPERATOR),
                List.of(),
                List.of(
                        "Until it is done changes of certificates and issuers are refused; what is served isn't touched.",
                        "It helps against 'x509: certificate signed by unknown authority'; against time-outs look at network policies and"
                                + " firewalls on port 10250.",
                        "Don't set failurePolicy to Ignore: wrong objects are then accepted."),
                List.of("https://cert-manager.io/docs/troubleshooting/webhook/")));
    }

    @Override
    Plan plan(Installation installation, Request request, ClusterView view, PlanDraft draft) {
        Map<Part, Resource> parts = installation.parts(view);
        view.get(installation.webhookAuthority()).ifPresent(s -> {
            ObjectRef ref = s.ref(Kind.SECRET);
            draft.step(Step.change(
                    "authority",
                    "delete " + ref.display(),
                    "The webhook makes a new one at once. It signs nothing but the webhook's own certificate.",
                    new Action.Delete(ref, Action.Propagation.BACKGROUND),
                    new Check.Absent(ref),
                    new Undo.None("the webhook has a new authority; the old one isn't needed"),
                    Duration.ofMinutes(1)));
        });
        for (Part part : List.of(Part.WEBHOOK, Part.INJECTOR)) {
            Resource deployment = Optional.ofNullable(parts.get(part))
                    .orElseThrow(() -> refused(
                            request, "there is no " + part.word(), "Upgrade the release first, to bring it back."));
            ObjectRef ref = ObjectRef.of(Kind.DEPLOYMENT, deployment.namespace(), deployment.name());
            draft.step(Step.change(
                    "restart-" + part.word(),
                    "restart the " + part.word(),
                    "It reads everything anew.",
                    new Action.Patch(
                            ref,
                            Tree.of(
                                    "spec",
                                    Tree.of(
                                            "template",
                                            Tree.of(
                                                    "metadata",
                                                    Tree.of(
                                                            "annotations",
                                                            Tree.of("millwright.io/restarted", request.token()))))),
                            List.of(),
                            ""),
                    Check.fieldIs(
                            ref,
                            request.token(),
                            "spec",
                            "template",
                            "metadata",
                            "annotations",
                            "millwright.io/restarted"),
                    new Undo.None("a restart can't be taken back"),
                    Duration.ofMinutes(1)));
        }
        draft.step(Step.await(
                        "running",
                        "controller, webhook and injector run",
                        "The new pods take over.",
                        Questions.programsRun(installation.ref(), ""),
                        Duration.ofMinutes(5)))
                .step(Step.await(
                        "trusted",
                        "the API server trusts the webhook",
                        "The injector has written the new authority into both configurations.",
                        Questions.webhookTrusted(installation.ref()),
                        Duration.ofMinutes(3)))
                .consequence("restarts webhook and injector")
                .consequence("issues no certificate anew");
        return draft.plan("Repair the webhook of " + request.instance().id().display());
    }
}
