package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
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

/** Hands the public root of an issuer out. */
final class PublishRoot extends Base {
    PublishRoot() {
        super(new RunbookInfo(
                "publish-root",
                "Hand a root out",
                Intent.CONFIGURE,
                Danger.REVERSIBLE,
                "Keeps the public certificate of an issuer's authority in a ConfigMap that trust bundles take up by its label, and waits until it"
                        + " is in every target.",
                Optional.of(CertManager.OPERATOR),
                parameters(),
                List.of(
                        "Only the public certificate is handed out, never the Secret: it holds the key as well.",
                        "Clients outside of the cluster must be given the root by hand.",
                        "Without trust-manager nothing carries the ConfigMap to other namespaces."),
                List.of("https://cert-manager.io/docs/trust/trust-manager/")));
    }

    private static List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(Roots.issuer("Whose root is handed out."));
        all.add(Ask.name(
                "bundle",
                "Bundle",
                "Name of a trust bundle to make for it, which goes to namespaces with the label millwright.io/trust-roots=true; empty to make none.",
                63));
        return all;
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
                .orElseThrow(() -> refused(
                        request, secret.display() + " holds no certificate", "Wait until its certificate is issued."));
        ObjectRef ref = Roots.published(secret, installation);
        Resource map = Roots.configMap(ref, root);
        draft.step(Step.change(
                "root",
                "make " + ref.display(),
                "It holds the public certificate alone, SHA-256 " + root.fingerprint() + ".",
                new Action.Apply(List.of(map), false),
                new Check.Matches(List.of(map)),
                Undo.EXACT,
                Duration.ofSeconds(30)));
        String bundle = request.input("bundle");
        if (!bundle.isEmpty()) {
            if (!view.serves(CertManager.BUNDLE)) {
                throw refused(
                        request,
                        "trust-manager isn't installed",
                        "Leave the bundle empty, or install trust-manager first.");
            }
            Resource made = bundle(bundle);
            ObjectRef there = ObjectRef.of(CertManager.BUNDLE, "", bundle);
            if (view.get(there).isPresent()) {
                throw refused(
                        request,
                        there.display() + " is there already",
                        "Leave the bundle empty, or choose another name.");
            }
            draft.step(Step.change(
                    "bundle",
                    "make Bundle " + bundle,
                    "It puts every root with the label into a ConfigMap of each namespace that wants them.",
                    new Action.Apply(List.of(made), false),
                    // By its reference: the kind is the cluster's, which its name alone doesn't tell.
                    Check.fieldIs(there, "ca-bundle.pem", "spec", "target", "configMap", "key"),
                    new Undo.BestEffort(
                            new Action.Delete(there, Action.Propagation.BACKGROUND),
                            new Check.Absent(there),
                            "the ConfigMaps that it has written go with it"),
                    Duration.ofSeconds(30)));
        }
        if (view.serves(CertManager.BUNDLE)) {
            draft.step(Step.await(
                    "spread",
                    "the root is in every target of the bundles",
                    "Clients read it there; nothing may be moved before.",
                    Questions.rootInBundle(root.fingerprint(), true),
                    Duration.ofMinutes(3)));
        } else {
            draft.risk(
                    "no-trust-manager",
                    "Nothing carries it to the clients",
                    "trust-manager isn't installed: give the root to each client yourself: kubectl -n "
                            + ref.namespace() + " get configmap " + ref.name() + " -o jsonpath='{.data.ca\\.crt}'");
        }
        draft.consequence("clients trust both roots, if there is an old one").consequence("issues nothing anew");
        return draft.plan("Hand out the root of " + issuer.display());
    }

    private static Resource bundle(String name) {
        return Resource.of(
                CertManager.BUNDLE,
                "",
                name,
                Tree.of(
                        "spec",
                        Tree.of(
                                "sources",
                                List.of(Tree.of(
                                        "configMap",
                                        Tree.of(
                                                "selector",
                                                Tree.of("matchLabels", Tree.of(CertManager.ROOT_LABEL, "true")),
                                                "key",
                                                "ca.crt"))),
                                "target",
                                Tree.of(
                                        "configMap",
                                        Tree.of("key", "ca-bundle.pem"),
                                        "namespaceSelector",
                                        Tree.of("matchLabels", Tree.of("millwright.io/trust-roots", "true"))))));
    }
}
