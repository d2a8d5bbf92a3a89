package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Envoy;
import io.millwright.ingress.facts.Names;
import io.millwright.ingress.named.Questions;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.Namespaces;
import io.millwright.kit.plan.PlanDraft;
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
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a Gateway for hosts of one namespace, or of all. */
final class CreateGateway implements Runbook {
    private final RunbookInfo info = new RunbookInfo(
            "create-gateway",
            "Create a Gateway",
            Intent.CREATE,
            Danger.REVERSIBLE,
            "Makes a Gateway with a listener for HTTP and, with a host and a Secret, one for HTTPS, and waits until it carries traffic.",
            Optional.empty(),
            List.of(
                    Ask.required(Ask.name("name", "Name", "Name of the Gateway.", 40)),
                    Ask.required(Ask.with(
                            Ask.name("namespace", "Namespace", "Where it lives; its Secrets are there too.", 63),
                            "default",
                            "usual")),
                    Ask.required(Ask.with(
                            Ask.name("class", "Class", "The GatewayClass that carries it.", 63),
                            "eg",
                            "upstream default")),
                    Ask.text(
                            "host",
                            "Host",
                            "Host for HTTPS, a wildcard such as *.apps.example.com too.",
                            "(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+",
                            "a host name with at least one dot"),
                    Ask.name("secret", "Secret", "Secret of type kubernetes.io/tls with the host's certificate.", 253),
                    Ask.yesNo(
                            "all-namespaces", "All namespaces", "Whether routes of all namespaces may use it.", false)),
            List.of(
                    "Without a provider of load balancers it never gets an address.",
                    "A wildcard for a single label such as *.localhost is refused by some clients: use two."),
            List.of("https://gateway-api.sigs.k8s.io/api-types/gateway/"));

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        Optional<String> own = Envoy.classes(view).stream().findFirst().map(Resource::name);
        return info.parameters().stream()
                .map(p -> p.id().equals("class") && own.isPresent() ? Ask.with(p, own.get(), "Envoy Gateway's") : p)
                .toList();
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView view) {
        return Constraints.read(
                "Which classes there are",
                () -> view.list(Names.GATEWAY_CLASS, Selector.ALL).isEmpty()
                        ? List.of(Constraints.blocks(
                                "no-gateway-class",
                                "the cluster has no GatewayClass",
                                "install Envoy Gateway first (runbook install)"))
                        : List.of());
    }

    @Override
    public Plan plan(Request request, ClusterView view) {
        String namespace = request.input("namespace");
        String name = request.input("name");
        String host = request.input("host");
        String secret = request.input("secret");
        if (host.isEmpty() != secret.isEmpty()) {
            throw refused(name, "host and secret belong together", "Give both for HTTPS, or neither.");
        }
        ObjectRef ref = ObjectRef.of(Names.GATEWAY, namespace, name);
        if (view.get(ref).isPresent()) {
            throw refused(name, ref.display() + " is there already", "Choose another name.");
        }
        if (!secret.isEmpty()
                && view.get(ObjectRef.of(Kind.SECRET, namespace, secret)).isEmpty()) {
            throw refused(name, "Secret " + namespace + "/" + secret + " doesn't exist", "Make it first.");
        }
        PlanDraft draft = new PlanDraft(info, request, PlanDraft.making(Names.TOOL, view.cluster(), ref, ""));
        if (view.get(ObjectRef.of(Kind.NAMESPACE, "", namespace)).isEmpty()) {
            draft.step(Namespaces.make(namespace));
        }
        draft.step(Step.require(
                        "class",
                        "GatewayClass " + request.input("class") + " is accepted",
                        "Nobody would take up the Gateway otherwise.",
                        new Check.Condition(
                                ObjectRef.of(Names.GATEWAY_CLASS, "", request.input("class")), "Accepted", "True")))
                .step(Gateways.step(
                        view,
                        namespace,
                        name,
                        request.input("class"),
                        Gateways.listeners(host.isEmpty() ? Map.of() : Map.of(host, secret)),
                        request.yes("all-namespaces")))
                .step(Step.await(
                        "programmed",
                        "Gateway " + namespace + "/" + name + " carries traffic",
                        "It has an address, and its proxies run.",
                        Questions.programmed(namespace, name),
                        Duration.ofMinutes(5)))
                .consequence("makes a Gateway with an address of its own");
        return draft.plan("Create Gateway " + namespace + "/" + name + " on " + view.cluster());
    }

    private ProblemException refused(String on, String why, String next) {
        return new ProblemException(Problem.user("plan 'Create a Gateway'", "Gateway " + on, why, next));
    }
}
