package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Issuers;
import io.millwright.certificates.named.Questions;
import io.millwright.kit.X509;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes a root away that nothing needs any more. */
final class RetireRoot extends Base {
    RetireRoot() {
        super(new RunbookInfo(
                "retire-root",
                "Take an old root away",
                Intent.ROTATE,
                Danger.DISRUPTIVE,
                "Ends a rotation: looks that nothing served was signed by the old authority, then takes its root out of the trust bundles. Its Secret"
                        + " and issuer stay.",
                Optional.of(CertManager.OPERATOR),
                Roots.issuer("Whose root is taken away."),
                List.of(
                        "Certificates outside of the cluster that the old authority signed are refused from then on: this can't see them.",
                        "Keep the Secret for a year where old signatures must be checked."),
                List.of("https://cert-manager.io/docs/trust/trust-manager/")));
    }

    @Override
    Plan plan(Installation installation, Request request, ClusterView view, PlanDraft draft) {
        ObjectRef issuer = Roots.issuer(request);
        ObjectRef secret = Roots.secret(issuer, installation, view)
                .orElseThrow(() -> refused(
                        request,
                        issuer.display() + " has no authority in the cluster",
                        "Choose an issuer of type ca."));
        X509 root = view.get(secret)
                .flatMap(s -> X509.ofSecret(s, "tls.crt"))
                .orElseThrow(() ->
                        refused(request, secret.display() + " holds no certificate", "There is no root to take away."));
        ObjectRef ref = Roots.published(secret, installation);
        if (view.get(ref).isEmpty()) {
            throw refused(
                    request,
                    ref.display() + " isn't there: the root wasn't handed out by publish-root",
                    "Take it out of the bundle's sources where it was put in.");
        }
        List<String> using = Cert.all(view).stream()
                .filter(c -> Issuers.of(c.object()).equals(Optional.of(issuer)))
                .map(Cert::path)
                .toList();
        if (!using.isEmpty()) {
            throw refused(
                    request,
                    using.size() + " certificates still name " + issuer.display() + ", " + using.getFirst()
                            + " among them",
                    "Move them first by runbook move-certificates.");
        }
        draft.step(Step.require(
                        "unused",
                        "nothing that is served was signed by it",
                        "It would be refused the moment the root is gone.",
                        Questions.rootUnused(secret)))
                .step(Step.change(
                                "root",
                                "delete " + ref.display(),
                                "The bundles take their roots from such ConfigMaps.",
                                new Action.Delete(ref, Action.Propagation.BACKGROUND),
                                new Check.Absent(ref),
                                new Undo.BestEffort(
                                        new Action.Apply(List.of(Roots.configMap(ref, root)), false),
                                        new Check.Exists(ref),
                                        "clients trust it again as soon as the bundles are synced"),
                                Duration.ofMinutes(1))
                        .before(Questions.rootUnused(secret)));
        if (view.serves(CertManager.BUNDLE)) {
            draft.step(Step.await(
                    "gone",
                    "the root is out of every target of the bundles",
                    "The rotation is done when no client trusts the old root.",
                    Questions.rootInBundle(root.fingerprint(), false),
                    Duration.ofMinutes(3)));
        }
        draft.consequence("no client in the cluster trusts the old authority any more")
                .consequence("keeps " + secret.display() + " and " + issuer.display());
        return draft.plan("Take the root of " + issuer.display() + " away");
    }
}
