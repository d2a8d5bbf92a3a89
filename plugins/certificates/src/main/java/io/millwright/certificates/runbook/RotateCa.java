package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Issuers;
import io.millwright.kit.X509;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the authority that is to follow another, beside it. */
final class RotateCa extends Base {
    RotateCa() {
        super(new RunbookInfo(
                "rotate-ca",
                "Rotate an authority: make the new one",
                Intent.ROTATE,
                Danger.REVERSIBLE,
                "Begins a rotation with overlap: makes a new authority with a key, Secret and issuer of its own beside the old one. Then hand its"
                        + " root out (publish-root), move the certificates (move-certificates), and take the old root away (retire-root).",
                Optional.of(CertManager.OPERATOR),
                parameters(),
                List.of(
                        "Never renew an authority in place with a new key: everything that it has signed is refused at once, and"
                                + " cert-manager doesn't issue it anew.",
                        "Move certificates only when every client has the new root.",
                        "Take the old root away last, when nothing that is served was signed by it."),
                List.of("https://cert-manager.io/docs/trust/trust-manager/")));
    }

    private static List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(Roots.issuer("Whose authority is to be followed by a new one."));
        all.add(Ask.required(Ask.name(
                "name", "New name", "Name of the new issuer, its authority and its Secret; a year in it helps.", 50)));
        all.add(Ask.text(
                "common-name",
                "Common name",
                "What clients see as the new authority's name; must differ from the old one's; empty for the new name with the year.",
                "[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}",
                "letters, digits, spaces, dots and dashes, at most 64"));
        all.add(Ask.with(Ask.number("years", "Years", "How long the new authority lives.", 1, 30), "10", "proposal"));
        return all;
    }

    @Override
    List<Constraint> constraints(Installation installation, ClusterView view) {
        return alone(view);
    }

    @Override
    Plan plan(Installation installation, Request request, ClusterView view, PlanDraft draft) {
        ObjectRef old = Roots.issuer(request);
        ObjectRef secret = Roots.secret(old, installation, view)
                .orElseThrow(() -> refused(
                        request, old.display() + " has no authority in the cluster", "Choose an issuer of type ca."));
        X509 root = view.get(secret)
                .flatMap(s -> X509.ofSecret(s, "tls.crt"))
                .orElseThrow(() -> refused(
                        request, secret.display() + " holds no certificate", "Restore it, or create a new issuer."));
        String name = request.input("name");
        String common = request.input("common-name").isEmpty()
                ? name + " " + view.now().toString().substring(0, 4)
                : request.input("common-name");
        if (root.subject().equals("CN=" + common)) {
            throw refused(
                    request,
                    "the old authority is named " + common + " too",
                    "Give another common name: two of one name confuse clients.");
        }
        Authority.Wish wish =
                new Authority.Wish(name, old.namespace(), secret.namespace(), common, request.number("years"));
        for (ObjectRef ref : List.of(wish.issuer(), wish.certificate(), wish.secret())) {
            if (view.get(ref).isPresent()) {
                throw refused(request, ref.display() + " is there already", "Choose another name.");
            }
        }
        long leaves = Cert.all(view).stream()
                .filter(c -> Issuers.of(c.object()).equals(Optional.of(old)))
                .count();
        Authority.steps(wish, installation, draft);
        draft.consequence("makes " + wish.issuer().display() + " beside " + old.display())
                .consequence(leaves + " certificates stay with the old one until they are moved")
                .risk(
                        "next",
                        "Three steps follow",
                        "publish-root hands the new root out, move-certificates moves them in waves, retire-root takes the old root away; in that"
                                + " order, each when the one before is done. The old root ends at " + root.notAfter()
                                + ".");
        return draft.plan("Rotate the authority of " + old.display() + ": make " + name);
    }
}
