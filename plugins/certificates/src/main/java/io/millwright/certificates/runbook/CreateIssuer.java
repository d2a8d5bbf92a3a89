package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import java.util.List;
import java.util.Optional;

/** Makes an authority of the cluster's own with an issuer that signs with it. */
final class CreateIssuer extends Base {
    CreateIssuer() {
        super(new RunbookInfo(
                "create-issuer",
                "Create an issuer",
                Intent.CREATE,
                Danger.REVERSIBLE,
                "Makes a certificate authority in the cluster and an issuer that signs with it: a self-signed issuer, the authority's"
                        + " certificate, and the issuer that certificates name.",
                Optional.of(CertManager.OPERATOR),
                List.of(
                        Ask.required(Ask.name(
                                "name", "Name", "Name of the issuer, its authority and the Secret with the key.", 50)),
                        Ask.name(
                                "issuer-namespace",
                                "Namespace",
                                "Namespace whose certificates it issues; empty for an issuer of the whole cluster.",
                                63),
                        Ask.text(
                                "common-name",
                                "Common name",
                                "What clients see as the authority's name; empty for the issuer's name with the year.",
                                "[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}",
                                "letters, digits, spaces, dots and dashes, at most 64"),
                        Ask.with(
                                Ask.number("years", "Years", "How long the authority lives.", 1, 30),
                                "10",
                                "proposal")),
                List.of(
                        "Who may read Secrets where the authority's key is can issue certificates for every name.",
                        "Clients refuse its certificates until they trust its root: runbook publish-root.",
                        "A public name needs a public authority (ACME); this one is for names inside."),
                List.of(
                        "https://cert-manager.io/docs/configuration/selfsigned/",
                        "https://cert-manager.io/docs/configuration/ca/")));
    }

    @Override
    List<Constraint> constraints(Installation installation, ClusterView view) {
        return alone(view);
    }

    @Override
    Plan plan(Installation installation, Request request, ClusterView view, PlanDraft draft) {
        String name = request.input("name");
        String namespace = request.input("issuer-namespace");
        if (!namespace.isEmpty()
                && view.get(ObjectRef.of(Kind.NAMESPACE, "", namespace)).isEmpty()) {
            throw refused(request, "namespace " + namespace + " isn't there", "Make it first, or leave it empty.");
        }
        String year = view.now().toString().substring(0, 4);
        Authority.Wish wish = new Authority.Wish(
                name,
                namespace,
                namespace.isEmpty() ? installation.clusterResourceNamespace() : namespace,
                request.input("common-name").isEmpty() ? name + " " + year : request.input("common-name"),
                request.number("years"));
        for (ObjectRef ref : List.of(wish.issuer(), wish.certificate(), wish.secret())) {
            if (view.get(ref).isPresent()) {
                throw refused(request, ref.display() + " is there already", "Choose another name.");
            }
        }
        Authority.steps(wish, installation, draft);
        draft.consequence("keeps the authority's key in Secret " + wish.secrets() + "/" + name)
                .consequence("issues no certificate but the authority's own")
                .risk(
                        "trust",
                        "No client trusts it yet",
                        "Hand its root out by runbook publish-root, or read it with: kubectl -n " + wish.secrets()
                                + " get secret " + name + " -o jsonpath='{.data.tls\\.crt}' | base64 -d");
        return draft.plan("Create " + wish.issuer().display() + " on " + view.cluster());
    }
}
