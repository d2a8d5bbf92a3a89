package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Issuers;
import io.millwright.certificates.named.Questions;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders a certificate and waits until it is there. */
final class RequestCertificate extends Base {
    RequestCertificate() {
        super(new RunbookInfo(
                "request-certificate",
                "Request a certificate",
                Intent.CREATE,
                Danger.REVERSIBLE,
                "Makes a Certificate and waits until its Secret holds a key and a signed certificate.",
                Optional.of(CertManager.OPERATOR),
                List.of(
                        Ask.required(Ask.name("certificate-namespace", "Namespace", "Where the Secret is needed.", 63)),
                        Ask.required(Ask.name(
                                "name", "Name", "Name of the Certificate; its Secret is the name with -tls.", 59)),
                        Ask.required(Ask.text(
                                "names",
                                "DNS names",
                                "The names that clients connect to, separated by commas.",
                                "(\\*\\.)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?(,(\\*\\.)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?)*",
                                "DNS names separated by commas")),
                        Ask.required(Ask.name("issuer", "Issuer", "Which issuer signs it.", 63)),
                        Ask.choice(
                                "issuer-kind",
                                "Kind of issuer",
                                "An issuer of the whole cluster, or one of the certificate's namespace.",
                                "ClusterIssuer",
                                "Issuer"),
                        Ask.with(
                                Ask.number("days", "Days", "How long each certificate lives.", 1, 3650),
                                "90",
                                "upstream default")),
                List.of(
                        "One Certificate for each Secret: two with the same Secret fight over it.",
                        "A wildcard needs DNS-01 with ACME.",
                        "ACME servers limit failures to five an hour for each name: try with the staging server first."),
                List.of("https://cert-manager.io/docs/usage/certificate/")));
    }

    @Override
    List<Constraint> constraints(Installation installation, ClusterView view) {
        return Issuers.all(view).stream().anyMatch(Issuers::ready)
                ? alone(view)
                : List.of(Constraints.blocks("no-issuer", "no issuer is ready", "create one by runbook create-issuer"));
    }

    @Override
    Plan plan(Installation installation, Request request, ClusterView view, PlanDraft draft) {
        String namespace = request.input("certificate-namespace");
        ObjectRef ref = ObjectRef.of(CertManager.CERTIFICATE, namespace, request.input("name"));
        String secret = request.input("name") + "-tls";
        ObjectRef issuer = request.input("issuer-kind").equals("Issuer")
                ? ObjectRef.of(CertManager.ISSUER, namespace, request.input("issuer"))
                : ObjectRef.of(CertManager.CLUSTER_ISSUER, "", request.input("issuer"));
        if (view.get(ObjectRef.of(Kind.NAMESPACE, "", namespace)).isEmpty()) {
            throw refused(request, "namespace " + namespace + " isn't there", "Make it first.");
        }
        Resource signer = view.get(issuer)
                .orElseThrow(() -> refused(
                        request, issuer.display() + " isn't there", "Choose one that the table of issuers shows."));
        if (!Issuers.ready(signer)) {
            throw refused(request, issuer.display() + " isn't ready", "See its finding, or choose another issuer.");
        }
        if (view.get(ref).isPresent()) {
            throw refused(request, ref.display() + " is there already", "Choose another name.");
        }
        Optional<Cert> taken = Cert.all(view).stream()
                .filter(c -> c.object().namespace().equals(namespace)
                        && c.secretName().equals(secret))
                .findFirst();
        if (taken.isPresent()
                || view.get(ObjectRef.of(Kind.SECRET, namespace, secret)).isPresent()) {
            throw refused(
                    request,
                    "Secret " + namespace + "/" + secret + " is there already"
                            + taken.map(c -> ", written by certificate "
                                            + c.object().name())
                                    .orElse(""),
                    "Choose another name.");
        }
        List<String> names = List.of(request.input("names").split(","));
        if (Issuers.type(signer).equals("acme") && names.stream().anyMatch(n -> n.startsWith("*."))) {
            draft.risk("wildcard", "A wildcard needs DNS-01", "The issuer must have a DNS-01 solver for these names.");
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("secretName", secret);
        spec.put("dnsNames", names);
        spec.put("duration", request.number("days") * 24 + "h0m0s");
        spec.put(
                "issuerRef",
                Tree.of("name", issuer.name(), "kind", issuer.kind().kind(), "group", "cert-manager.io"));
        Resource made = Resource.of(CertManager.CERTIFICATE, namespace, ref.name(), Tree.of("spec", spec));
        draft.step(Step.require(
                        "issuer",
                        issuer.display() + " is ready",
                        "It must be able to sign.",
                        new Check.Condition(issuer, "Ready", "True")))
                .step(Step.change(
                        "certificate",
                        "make " + ref.display(),
                        "The controller makes a key, asks the issuer and writes the Secret.",
                        new Action.Apply(List.of(made), false),
                        new Check.Matches(List.of(made)),
                        new Undo.BestEffort(
                                new Action.Delete(ref, Action.Propagation.BACKGROUND),
                                new Check.Absent(ref),
                                "the Secret stays, unless the controller is set to delete it with the Certificate"),
                        Duration.ofMinutes(1)))
                .step(Step.await(
                        "issued",
                        "Secret " + namespace + "/" + secret + " is served by " + issuer.name(),
                        "An authority in the cluster takes seconds, ACME minutes.",
                        Questions.issuedBy(ref, issuer),
                        Duration.ofMinutes(Issuers.type(signer).equals("acme") ? 15 : 3)))
                .consequence("writes Secret " + namespace + "/" + secret)
                .consequence("renews it by itself from two thirds of its life on");
        return draft.plan("Request certificate " + namespace + "/" + ref.name() + " on " + view.cluster());
    }
}
