package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Envoy;
import io.millwright.ingress.facts.Names;
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
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes how many Envoy proxies a Gateway has, by an EnvoyProxy of its own: its Deployment alone would be set back at once. */
final class ScaleProxies extends Base {
    private static final String[] REPLICAS = {"spec", "provider", "kubernetes", "envoyDeployment", "replicas"};

    ScaleProxies() {
        super(new RunbookInfo(
                "scale-proxies",
                "Scale a Gateway's proxies",
                Intent.SCALE,
                Danger.DISRUPTIVE,
                "Sets the number of Envoy proxies in the EnvoyProxy that the Gateway uses, and waits until all take requests.",
                Optional.of(Names.GATEWAY_COMPONENT),
                List.of(Ask.number("proxies", "Proxies", "How many proxies carry the traffic.", 1, 50)),
                List.of(
                        "The EnvoyProxy of a class is used by all its Gateways: they are all scaled.",
                        "A proxy that leaves drains for a minute."),
                List.of("https://gateway.envoyproxy.io/docs/tasks/operations/customize-envoyproxy/")));
    }

    @Override
    List<Constraint> against(Resource root, ClusterView view) {
        return Envoy.proxies(root, view).isEmpty()
                ? List.of(Constraints.blocks(
                        "not-envoy",
                        "Envoy Gateway has no proxies for it",
                        "scale it with its implementation's own means"))
                : List.of();
    }

    @Override
    Plan plan(Resource gateway, Request request, ClusterView view, PlanDraft draft) {
        long wanted = request.number("proxies");
        Resource deployment = Envoy.proxies(gateway, view).stream()
                .findFirst()
                .orElseThrow(
                        () -> refused(gateway.name(), "Envoy Gateway has no proxies for it", "Refresh the fleet."));
        ObjectRef proxies = ObjectRef.of(Kind.DEPLOYMENT, deployment.namespace(), deployment.name());
        long now = deployment.number("spec", "replicas").orElse(1L);
        if (wanted == now) {
            throw refused(gateway.name(), "it has " + now + " proxies already", "Give another number.");
        }
        Optional<ObjectRef> used = used(gateway, view);
        if (used.flatMap(view::get)
                .flatMap(p -> p.at("spec", "provider", "kubernetes", "envoyHpa"))
                .isPresent()) {
            throw refused(
                    gateway.name(),
                    "an autoscaler sets the number",
                    "Change envoyHpa in " + used.get().display() + ".");
        }
        if (used.isPresent()) {
            shared(gateway, used.get(), view, draft);
            draft.step(patch(used.get(), now, wanted));
        } else {
            own(gateway, wanted, draft);
        }
        draft.danger(wanted > now ? Danger.REVERSIBLE : Danger.DISRUPTIVE)
                .step(Step.await(
                        "count",
                        "its Deployment has " + wanted + " proxies",
                        "Envoy Gateway takes the number over.",
                        Check.fieldIs(proxies, Long.toString(wanted), "spec", "replicas"),
                        Duration.ofMinutes(1)))
                .step(Step.await(
                        "ready",
                        wanted + " proxies take requests",
                        "A proxy that leaves drains first.",
                        new Check.Ready(proxies),
                        Duration.ofMinutes(5)))
                .consequence(
                        wanted > now
                                ? "creates " + (wanted - now) + " proxies"
                                : "ends " + (now - wanted) + " proxies");
        return draft.plan("Scale Gateway " + gateway.namespace() + "/" + gateway.name() + " on " + view.cluster() + ": "
                + now + " → " + wanted + " proxies");
    }

    private static Step patch(ObjectRef used, long now, long wanted) {
        return Step.change(
                "proxies",
                used.display() + "  " + now + " → " + wanted + " proxies",
                "Envoy Gateway takes the number from here.",
                new Action.Patch(
                        used,
                        Tree.of(
                                "spec",
                                Tree.of(
                                        "provider",
                                        Tree.of(
                                                "type",
                                                "Kubernetes",
                                                "kubernetes",
                                                Tree.of("envoyDeployment", Tree.of("replicas", wanted))))),
                        List.of(),
                        ""),
                Check.fieldIs(used, Long.toString(wanted), REPLICAS),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }

    /** The Gateway gets an EnvoyProxy of its own. */
    private static void own(Resource gateway, long wanted, PlanDraft draft) {
        Resource proxy = Resource.of(
                Names.ENVOY_PROXY,
                gateway.namespace(),
                gateway.name(),
                Map.of(
                        "spec",
                        Tree.of(
                                "provider",
                                Tree.of(
                                        "type",
                                        "Kubernetes",
                                        "kubernetes",
                                        Tree.of("envoyDeployment", Tree.of("replicas", wanted))))));
        ObjectRef ref = ObjectRef.of(Names.GATEWAY, gateway.namespace(), gateway.name());
        draft.step(Step.change(
                        "proxies",
                        "EnvoyProxy " + gateway.namespace() + "/" + gateway.name() + " with " + wanted + " proxies",
                        "Envoy Gateway takes the number from here.",
                        new Action.Apply(List.of(proxy), false),
                        new Check.Matches(List.of(proxy)),
                        Undo.EXACT,
                        Duration.ofSeconds(30)))
                .step(Step.change(
                        "reference",
                        ref.display() + " uses it",
                        "Its class names no EnvoyProxy.",
                        new Action.Patch(
                                ref,
                                Tree.of(
                                        "spec",
                                        Tree.of(
                                                "infrastructure",
                                                Tree.of(
                                                        "parametersRef",
                                                        Tree.of(
                                                                "group",
                                                                Names.ENVOY_PROXY.group(),
                                                                "kind",
                                                                Names.ENVOY_PROXY.kind(),
                                                                "name",
                                                                gateway.name())))),
                                List.of(),
                                ""),
                        Check.fieldIs(ref, gateway.name(), "spec", "infrastructure", "parametersRef", "name"),
                        Undo.EXACT,
                        Duration.ofSeconds(30)));
    }

    private static Optional<ObjectRef> used(Resource gateway, ClusterView view) {
        return gateway.text("spec", "infrastructure", "parametersRef", "name")
                .map(n -> ObjectRef.of(Names.ENVOY_PROXY, gateway.namespace(), n))
                .or(() -> view.get(ObjectRef.of(
                                Names.GATEWAY_CLASS,
                                "",
                                gateway.text("spec", "gatewayClassName").orElse("")))
                        .flatMap(c -> c.text("spec", "parametersRef", "name")
                                .map(n -> ObjectRef.of(
                                        Names.ENVOY_PROXY,
                                        c.text("spec", "parametersRef", "namespace")
                                                .orElse(""),
                                        n))));
    }

    private static void shared(Resource gateway, ObjectRef used, ClusterView view, PlanDraft draft) {
        List<Resource> others = view.list(Names.GATEWAY, Selector.ALL).stream()
                .filter(g -> !(g.name().equals(gateway.name()) && g.namespace().equals(gateway.namespace())))
                .filter(g -> used(g, view).filter(used::equals).isPresent())
                .toList();
        if (!others.isEmpty()) {
            draft.risk(
                    "shared",
                    others.size() + " other Gateways use the same EnvoyProxy",
                    "They get the same number of proxies: "
                            + String.join(
                                    ", ",
                                    others.stream()
                                            .map(g -> g.namespace() + "/" + g.name())
                                            .toList()) + ".");
        }
    }
}
