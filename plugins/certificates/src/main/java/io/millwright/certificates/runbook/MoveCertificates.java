package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.Bundles;
import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Issuers;
import io.millwright.certificates.named.Questions;
import io.millwright.kit.Tree;
import io.millwright.kit.X509;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Moves certificates from one issuer to another, in waves. */
final class MoveCertificates extends Base {
    MoveCertificates() {
        super(new RunbookInfo(
                "move-certificates",
                "Move certificates to another issuer",
                Intent.ROTATE,
                Danger.DISRUPTIVE,
                "Lets certificates of one issuer name another, one after the other, and waits for each until it is served by the new one. At most"
                        + " so many at a time: run it again for the next wave.",
                Optional.of(CertManager.OPERATOR),
                parameters(),
                List.of(
                        "Clients must trust the new root before: run publish-root and wait for those outside of the cluster.",
                        "Begin with a namespace for tests.",
                        "Programs that read their certificate only at the start must be restarted afterwards.",
                        "Certificates made for an Ingress or Gateway are changed there, not here."),
                List.of("https://cert-manager.io/docs/usage/certificate/")));
    }

    private static List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(Roots.issuer("Whose certificates are moved."));
        all.add(Ask.required(
                Ask.name("to", "To", "Which issuer is to sign them; of the same kind and namespace.", 63)));
        all.add(Ask.name("in-namespace", "Only in", "Move those of one namespace alone; empty for all.", 63));
        all.add(Ask.with(
                Ask.number("at-most", "At most", "How many are moved in this wave.", 1, 10),
                "10",
                "upstream's advice"));
        return all;
    }

    @Override
    Plan plan(Installation installation, Request request, ClusterView view, PlanDraft draft) {
        ObjectRef from = Roots.issuer(request);
        ObjectRef to = Roots.of(request.input("to"), request.input("issuer-namespace"));
        if (from.equals(to)) {
            throw refused(request, "both are " + from.display(), "Name another issuer.");
        }
        Resource signer =
                view.get(to).orElseThrow(() -> refused(request, to.display() + " isn't there", "Create it first."));
        if (!Issuers.ready(signer)) {
            throw refused(request, to.display() + " isn't ready", "See its finding first.");
        }
        String only = request.input("in-namespace");
        List<Cert> all = Cert.all(view).stream()
                .filter(c -> Issuers.of(c.object()).equals(Optional.of(from)))
                .filter(c -> only.isEmpty() || c.object().namespace().equals(only))
                .toList();
        List<Cert> derived = all.stream().filter(Cert::derived).toList();
        List<Cert> wave = all.stream()
                .filter(c -> !c.derived())
                .limit(request.number("at-most"))
                .toList();
        if (wave.isEmpty()) {
            throw refused(
                    request,
                    "no certificate of " + from.display() + " is left to move" + (only.isEmpty() ? "" : " in " + only),
                    derived.isEmpty()
                            ? "Go on with retire-root."
                            : "Change the annotation of the Ingress or Gateway of "
                                    + derived.getFirst().path() + ".");
        }
        draft.step(Step.require(
                "issuer",
                to.display() + " is ready",
                "It must be able to sign.",
                new Check.Condition(to, "Ready", "True")));
        Optional<X509> root =
                Roots.secret(to, installation, view).flatMap(view::get).flatMap(s -> X509.ofSecret(s, "tls.crt"));
        if (root.isPresent()
                && view.serves(CertManager.BUNDLE)
                && !Bundles.labelled(view).isEmpty()) {
            draft.step(Step.require(
                    "trusted",
                    "the new root is in every target of the bundles",
                    "Moved before that, clients would refuse the new certificates.",
                    Questions.rootInBundle(root.get().fingerprint(), true)));
        } else {
            draft.risk(
                    "trust", "Whether clients trust the new issuer can't be seen", "Make sure of it before you go on.");
        }
        for (Cert c : wave) {
            draft.step(Step.change(
                    "move-" + c.object().namespace() + "." + c.object().name(),
                    c.ref().display() + "  issuerRef.name: " + from.name() + " → " + to.name(),
                    "The former certificate is served until the new one is there.",
                    new Action.Patch(
                            c.ref(), Tree.of("spec", Tree.of("issuerRef", Tree.of("name", to.name()))), List.of(), ""),
                    Questions.issuedBy(c.ref(), to),
                    new Undo.BestEffort(
                            new Action.Patch(
                                    c.ref(),
                                    Tree.of("spec", Tree.of("issuerRef", Tree.of("name", from.name()))),
                                    List.of(),
                                    ""),
                            Questions.issuedBy(c.ref(), from),
                            "it is issued anew by the former issuer, with a new key unless its policy keeps it"),
                    Duration.ofMinutes(10)));
        }
        long left = all.size() - derived.size() - wave.size();
        draft.consequence("issues " + wave.size() + " certificates anew")
                .consequence(left == 0 ? "none is left with " + from.name() : left + " are left for further waves");
        if (!derived.isEmpty()) {
            draft.risk(
                    "derived",
                    derived.size() + " certificates belong to an Ingress or Gateway",
                    "Change the annotation cert-manager.io/cluster-issuer or cert-manager.io/issuer there: "
                            + derived.getFirst().path() + " among them.");
        }
        return draft.plan("Move " + wave.size() + " certificates from " + from.name() + " to " + to.name() + " on "
                + view.cluster());
    }
}
