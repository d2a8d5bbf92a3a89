package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.ServedCertificate;
import io.millwright.ingress.named.Questions;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
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

/** Lets a listener serve another certificate; the one before stays until a person deletes it. */
final class SetCertificate extends Base {
    SetCertificate() {
        super(new RunbookInfo(
                "set-certificate",
                "Set a listener's certificate",
                Intent.ROTATE,
                Danger.REVERSIBLE,
                "Lets an HTTPS listener serve the certificate of another Secret, once it is sure that it fits the listener's host.",
                Optional.of(Names.GATEWAY_COMPONENT),
                List.of(
                        Ask.required(Ask.name("listener", "Listener", "Which listener.", 253)),
                        Ask.required(Ask.name(
                                "secret",
                                "Secret",
                                "Secret of type kubernetes.io/tls in the Gateway's namespace: the host's certificate first, then the"
                                        + " intermediate ones.",
                                253))),
                List.of(
                        "Connections that are open keep the certificate they began with.",
                        "Delete the former Secret a day later, not before."),
                List.of("https://gateway-api.sigs.k8s.io/guides/tls/")));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        List<String> names = target.map(t -> secured(t.root())).orElse(List.of());
        return info().parameters().stream()
                .map(p -> p.id().equals("listener") && !names.isEmpty()
                        ? Ask.choice("listener", "Listener", "Which listener.", names.toArray(String[]::new))
                        : p)
                .toList();
    }

    private static List<String> secured(Resource gateway) {
        return gateway.items("spec", "listeners").stream()
                .filter(l -> l.text("protocol").filter("HTTPS"::equals).isPresent())
                .flatMap(l -> l.text("name").stream())
                .toList();
    }

    @Override
    List<Constraint> against(Resource root, ClusterView view) {
        return secured(root).isEmpty()
                ? List.of(Constraints.blocks(
                        "no-https", "none of its listeners is HTTPS", "create a Gateway with a host and a Secret"))
                : List.of();
    }

    @Override
    Plan plan(Resource gateway, Request request, ClusterView view, PlanDraft draft) {
        String name = request.input("listener");
        ObjectRef secret = ObjectRef.of(Kind.SECRET, gateway.namespace(), request.input("secret"));
        Resource listener = gateway.items("spec", "listeners").stream()
                .filter(l -> l.text("name").filter(name::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> refused(gateway.name(), "it has no listener " + name, "Choose one that it has."));
        String before = listener.text("tls", "certificateRefs", "0", "name").orElse("none");
        if (before.equals(secret.name())) {
            throw refused(name, "it serves " + secret.name() + " already", "Name another Secret.");
        }
        fits(secret, listener.text("hostname"), view);
        List<Object> whole = new ArrayList<>();
        gateway.items("spec", "listeners")
                .forEach(l -> whole.add(
                        l.text("name").filter(name::equals).isPresent()
                                ? l.with(
                                                List.of(Tree.of("group", "", "kind", "Secret", "name", secret.name())),
                                                "tls",
                                                "certificateRefs")
                                        .content()
                                : l.content()));
        ObjectRef ref = ObjectRef.of(Names.GATEWAY, gateway.namespace(), gateway.name());
        Resource wanted = Resource.of(
                Names.GATEWAY, gateway.namespace(), gateway.name(), Tree.of("spec", Tree.of("listeners", whole)));
        draft.step(Step.change(
                                "certificate",
                                ref.display() + "  listener " + name + ": " + before + " → " + secret.name(),
                                "New connections get the new certificate.",
                                new Action.Patch(ref, Tree.of("spec", Tree.of("listeners", whole)), List.of(), ""),
                                new Check.Matches(List.of(wanted)),
                                Undo.EXACT,
                                Duration.ofSeconds(30))
                        .before(new Check.Exists(secret)))
                .step(Step.await(
                        "programmed",
                        "every listener carries traffic",
                        "The controller has read the Secret.",
                        Questions.programmed(gateway.namespace(), gateway.name()),
                        Duration.ofMinutes(2)))
                .consequence("new connections get the certificate of " + secret.name() + "; open ones go on");
        return draft.plan("Set the certificate of Gateway " + gateway.namespace() + "/" + gateway.name() + " on "
                + view.cluster() + ": " + before + " → " + secret.name());
    }

    private void fits(ObjectRef secret, Optional<String> host, ClusterView view) {
        Resource live =
                view.get(secret).orElseThrow(() -> refused(secret.display(), "it doesn't exist", "Make it first."));
        ServedCertificate.defect(live).ifPresent(d -> {
            throw refused(secret.display(), d, "Make it with 'kubectl create secret tls'.");
        });
        ServedCertificate certificate = ServedCertificate.read(live).orElseThrow();
        if (host.filter(h -> !certificate.covers(h)).isPresent()) {
            throw refused(secret.display(), "its certificate isn't for " + host.get(), "Name a Secret for that host.");
        }
        if (!certificate.ends().isAfter(view.now())) {
            throw refused(secret.display(), "its certificate ended on " + certificate.ends(), "Have it renewed first.");
        }
    }
}
