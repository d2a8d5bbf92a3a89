package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Issuers;
import io.millwright.certificates.named.Questions;
import io.millwright.kit.Tree;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renews one certificate at once, as cmctl does. */
final class RenewNow extends Base {
    RenewNow() {
        super(new RunbookInfo(
                "renew-now",
                "Renew now",
                Intent.ROTATE,
                Danger.REVERSIBLE,
                "Marks a Certificate for re-issuance, as cmctl does, and waits until the new one is in its Secret; the former is served"
                        + " meanwhile.",
                Optional.of(CertManager.OPERATOR),
                List.of(Ask.required(Ask.text(
                        "certificate",
                        "Certificate",
                        "Which certificate, with its namespace: web/www.",
                        "[a-z0-9]([-a-z0-9]*[a-z0-9])?/[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
                        "a namespace and a name with a slash between"))),
                List.of(
                        "Never delete a Secret to force a renewal: what it serves stops until the new one is there.",
                        "Programs that read their certificate only at the start must be restarted afterwards.",
                        "Renewing an authority doesn't renew what it has signed: use rotate-ca."),
                List.of("https://cert-manager.io/docs/reference/cmctl/#renew")));
    }

    @Override
    Plan plan(Installation installation, Request request, ClusterView view, PlanDraft draft) {
        String[] path = request.input("certificate").split("/", 2);
        ObjectRef ref = ObjectRef.of(CertManager.CERTIFICATE, path[0], path[1]);
        Resource object = view.get(ref)
                .orElseThrow(() -> refused(
                        request, ref.display() + " isn't there", "Choose one that the table of certificates shows."));
        Cert c = new Cert(object);
        if (c.issuing()) {
            throw refused(
                    request,
                    "it is being issued already: " + c.message("Issuing"),
                    "Wait, or look at its newest request.");
        }
        Optional<Cert> other = Cert.all(view).stream()
                .filter(o -> o.secret().equals(c.secret()) && !o.ref().equals(ref))
                .findFirst();
        if (other.isPresent()) {
            throw refused(
                    request,
                    "certificate " + other.get().path() + " writes the same Secret",
                    "Give one of them a Secret of its own first.");
        }
        Optional<ObjectRef> issuer = Issuers.of(object);
        issuer.ifPresent(i -> {
            Resource signer = view.get(i)
                    .orElseThrow(() -> refused(
                            request,
                            i.display() + ", which signs it, isn't there",
                            "Create it, or name another issuer."));
            if (!Issuers.ready(signer)) {
                throw refused(request, i.display() + ", which signs it, isn't ready", "See its finding first.");
            }
        });
        if (object.flag("spec", "isCA").orElse(false)) {
            draft.risk(
                    "authority",
                    "It is an authority",
                    "What it has signed is refused when its key changes, and isn't issued anew by itself: runbook rotate-ca does it with overlap.");
        }
        issuer.ifPresent(i -> draft.step(Step.require(
                "issuer",
                i.display() + " is ready",
                "It must be able to sign.",
                new Check.Condition(i, "Ready", "True"))));
        List<Object> conditions = new ArrayList<>();
        object.items("status", "conditions").stream()
                .filter(x -> !x.text("type").orElse("").equals("Issuing"))
                .forEach(x -> conditions.add(x.content()));
        Map<String, Object> issuing = new LinkedHashMap<>();
        issuing.put("type", "Issuing");
        issuing.put("status", "True");
        issuing.put("reason", "ManuallyTriggered");
        issuing.put("message", "Certificate re-issuance manually triggered");
        issuing.put("observedGeneration", object.generation());
        conditions.add(issuing);
        draft.step(Step.change(
                        "trigger",
                        ref.display() + "  status.conditions[Issuing] = True (ManuallyTriggered)",
                        "The controller takes it for an order to issue anew. The version makes sure that nothing was written in between.",
                        new Action.Patch(
                                ref,
                                Tree.of(
                                        "metadata",
                                        Tree.of("resourceVersion", object.resourceVersion()),
                                        "status",
                                        Tree.of("conditions", conditions)),
                                List.of(),
                                "status"),
                        Questions.renewed(ref, c.revision()),
                        new Undo.None(
                                "the former certificate is good until its own end; there is nothing to take back"),
                        Duration.ofMinutes(10)))
                .consequence("replaces what Secret " + c.object().namespace() + "/" + c.secretName() + " holds")
                .consequence("restarts nothing");
        return draft.plan("Renew certificate " + c.path() + " on " + view.cluster());
    }
}
