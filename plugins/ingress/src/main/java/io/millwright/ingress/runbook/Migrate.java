package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Envoy;
import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.ingress.migrate.Annotations.Fate;
import io.millwright.ingress.migrate.Annotations.Note;
import io.millwright.ingress.migrate.Translation;
import io.millwright.ingress.named.Questions;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Effect;
import io.millwright.spi.Instance;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes a Gateway and routes beside the Ingresses of a namespace; the way of the traffic stays as it is until a person switches DNS. */
final class Migrate extends Base {
    private static final String DNS = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

    Migrate() {
        super(new RunbookInfo(
                "migrate-to-gateway",
                "Migrate to the Gateway API",
                Intent.CREATE,
                Danger.REVERSIBLE,
                "Makes a Gateway and HTTPRoutes beside the Ingresses of a namespace, waits until they carry traffic, and says what is left"
                        + " to do before DNS can be switched.",
                Optional.of(Names.NGINX),
                List.of(
                        Ask.required(Ask.text(
                                "from",
                                "From",
                                "The namespace whose Ingresses are translated, or namespace/name of a single one.",
                                DNS + "(/" + DNS + "([.]" + DNS + ")*)?",
                                "a namespace, or namespace/name")),
                        Ask.required(Ask.with(
                                Ask.name("class", "Class", "The GatewayClass that will carry the traffic.", 63),
                                "eg",
                                "upstream default")),
                        Ask.required(Ask.with(
                                Ask.name(
                                        "gateway",
                                        "Gateway",
                                        "Name of the Gateway in that namespace; one that is there gets more listeners.",
                                        63),
                                "edge",
                                "usual name"))),
                List.of(
                        "A route matches paths as they are written: nginx took them for beginnings of regular expressions, whatever their case.",
                        "use-regex or rewrite-target on one Ingress changed all paths of its host; here it changes its own only.",
                        "nginx adds a missing slash at the end by a redirect; a Gateway doesn't.",
                        "Envoy ends connections that are idle for an hour: look at web sockets and streams.",
                        "With external-dns and policy sync, let the Ingress go last: its records are deleted with it."),
                List.of(
                        "https://gateway-api.sigs.k8s.io/guides/getting-started/migrating-from-ingress-nginx/",
                        "https://kubernetes.io/blog/2026/02/27/ingress-nginx-before-you-migrate/")));
    }

    /** What is made beside the Ingress is the operator's own, whoever keeps the controller. */
    @Override
    boolean respectsGitOps() {
        return false;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        List<Resource> ingresses =
                target.map(t -> new Nginx(t.root()).ingresses(view)).orElse(List.of());
        Optional<String> namespace = ingresses.stream().findFirst().map(Resource::namespace);
        Optional<String> gatewayClass = Envoy.classes(view).stream().findFirst().map(Resource::name);
        return info().parameters().stream()
                .map(p -> switch (p.id()) {
                    case "from" ->
                        namespace
                                .map(n -> Ask.with(p, n, "first with an Ingress"))
                                .orElse(p);
                    case "class" ->
                        gatewayClass.map(c -> Ask.with(p, c, "Envoy Gateway's")).orElse(p);
                    default -> p;
                })
                .toList();
    }

    @Override
    List<Constraint> against(Resource root, ClusterView view) {
        List<Constraint> all = new ArrayList<>();
        if (!view.serves(Names.GATEWAY)
                || view.list(Names.GATEWAY_CLASS, io.millwright.spi.Selector.ALL)
                        .isEmpty()) {
            all.add(Constraints.blocks(
                    "no-gateway-class",
                    "the cluster has no GatewayClass",
                    "install Envoy Gateway first (runbook install)"));
        }
        if (new Nginx(root).ingresses(view).isEmpty()) {
            all.add(Constraints.blocks(
                    "no-ingresses", "no Ingress is served by it", "nothing is to be migrated; uninstall it"));
        }
        return all;
    }

    @Override
    Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        String from = request.input("from");
        String namespace = from.contains("/") ? from.substring(0, from.indexOf('/')) : from;
        String gateway = request.input("gateway");
        List<Resource> ingresses = new Nginx(root)
                .ingresses(view).stream()
                        .filter(i -> i.namespace().equals(namespace)
                                && (!from.contains("/") || from.endsWith("/" + i.name())))
                        .toList();
        if (ingresses.isEmpty()) {
            throw refused(from, "the controller serves no such Ingress", "See the listing of Ingresses.");
        }
        Map<String, Translation> translated = new LinkedHashMap<>();
        ingresses.forEach(i -> translated.put(i.name(), Translation.of(i, gateway, view)));
        List<Resource> routes = translated.values().stream()
                .filter(t -> t.obstacles().isEmpty())
                .flatMap(t -> t.routes().stream())
                .toList();
        if (routes.isEmpty()) {
            throw refused(
                    from,
                    translated.entrySet().stream()
                            .map(e -> e.getKey() + ": "
                                    + String.join("; ", e.getValue().obstacles()))
                            .collect(Collectors.joining(". ")),
                    "Mend the Ingress, then plan again.");
        }
        Map<String, String> secrets = new LinkedHashMap<>();
        translated.values().stream()
                .filter(t -> t.obstacles().isEmpty())
                .forEach(t -> secrets.putAll(new java.util.TreeMap<>(t.secrets())));
        report(namespace, translated, draft);
        String gatewayClass = request.input("class");
        draft.step(Step.require(
                        "class",
                        "GatewayClass " + gatewayClass + " is accepted",
                        "Nobody would take up the Gateway otherwise.",
                        new Check.Condition(ObjectRef.of(Names.GATEWAY_CLASS, "", gatewayClass), "Accepted", "True")))
                .step(Gateways.step(view, namespace, gateway, gatewayClass, Gateways.listeners(secrets), false))
                .step(Step.change(
                        "routes",
                        routes.size() + " HTTPRoutes in " + namespace,
                        "They say of each host and path what the Ingresses say.",
                        new Action.Apply(routes, false),
                        new Check.Matches(routes),
                        Undo.EXACT,
                        Duration.ofSeconds(30)))
                .step(Step.await(
                        "routed",
                        "routes accepted, with all backends found",
                        "A route that nobody accepts gives 404.",
                        Questions.routed(namespace, routes),
                        Duration.ofMinutes(2)))
                .step(Step.await(
                        "programmed",
                        "Gateway " + namespace + "/" + gateway + " carries traffic on every listener",
                        "It has an address, and its proxies run.",
                        Questions.programmed(namespace, gateway),
                        Duration.ofMinutes(5)))
                .step(handOver(namespace, gateway, ingresses, routes));
        draft.consequence("makes Gateway " + namespace + "/" + gateway + " and " + routes.size() + " HTTPRoutes")
                .consequence("changes nothing about the traffic of today: Ingresses and DNS stay as they are");
        return draft.plan("Migrate " + ingresses.size() + " Ingresses of " + from + " to Gateway " + gateway + " on "
                + view.cluster());
    }

    private static void report(String namespace, Map<String, Translation> translated, PlanDraft draft) {
        translated.forEach((name, t) -> {
            String where = namespace + "/" + name;
            if (!t.obstacles().isEmpty()) {
                draft.risk("left." + name, where + " is left out", String.join(". ", t.obstacles()) + ".");
                return;
            }
            List<Note> lost = t.notes().stream()
                    .filter(n -> n.fate() == Fate.POLICY || n.fate() == Fate.IMPOSSIBLE)
                    .toList();
            t.notes().stream().filter(n -> !lost.contains(n)).forEach(n -> draft.consequence(where + ": " + n.text()));
            if (!lost.isEmpty()) {
                draft.risk(
                        "lost." + name,
                        where + ": " + lost.size() + " annotations aren't taken over",
                        lost.stream().map(Note::text).collect(Collectors.joining(". ")) + ".");
            }
        });
    }

    private static Step handOver(String namespace, String gateway, List<Resource> ingresses, List<Resource> routes) {
        String hosts = ingresses.stream()
                .flatMap(i -> i.items("spec", "rules").stream())
                .flatMap(r -> r.text("host").stream())
                .distinct()
                .map(h -> "  curl -sSi --connect-to %s:443:$ADDRESS:443 https://%s/ | head -1".formatted(h, h))
                .collect(Collectors.joining("\n"));
        String text = """
                The new way in is ready beside the old one; DNS still points to the old one. What is left is yours:
                1. Try every host on the new address, and compare with the old one:
                  ADDRESS=$(kubectl -n %1$s get gateway %2$s -o jsonpath='{.status.addresses[0].value}')
                %3$s
                2. With cert-manager: move the annotation from the Ingress to the Gateway, and keep the Ingress until the certificate is Ready.
                3. Lower the records' time to live, then let them point to $ADDRESS. external-dns: --source=gateway-httproute, and only one of
                   Ingress and route may own a name.
                4. Keep the Ingresses for a week; point DNS back if something is wrong.
                5. Then: kubectl -n %1$s delete ingress %4$s
                """.formatted(
                        namespace,
                        gateway,
                        hosts,
                        ingresses.stream().map(Resource::name).collect(Collectors.joining(" ")));
        Check ready =
                new Check.All(List.of(Questions.programmed(namespace, gateway), Questions.routed(namespace, routes)));
        return new Step(
                "hand-over",
                "DNS is yours to switch: the new way in is ready",
                "Only you know when the names may point to it.",
                new Action.Manual(text),
                List.of(),
                Check.Never.INSTANCE,
                ready,
                Undo.NOTHING_TO_UNDO,
                Effect.READ,
                Duration.ofMinutes(1),
                false,
                List.of());
    }
}
