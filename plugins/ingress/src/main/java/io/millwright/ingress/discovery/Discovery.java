package io.millwright.ingress.discovery;

import io.millwright.ingress.facts.Envoy;
import io.millwright.ingress.facts.ExternalDns;
import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.kit.Installer;
import io.millwright.kit.Operators;
import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.spi.Activity;
import io.millwright.spi.Activity.State;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds controllers by what their workloads run and Gateways by their custom resource, whoever installed them. */
public final class Discovery {
    private Discovery() {}

    /** ingress-nginx, Envoy Gateway, external-dns, then Gateways of every implementation. */
    public static List<Instance> discover(ClusterView view) {
        List<Instance> found = new ArrayList<>();
        Nginx.all(view).forEach(n -> found.add(nginx(n, view)));
        List<Resource> gateways = view.list(Names.GATEWAY, Selector.ALL);
        List<Resource> deployments = view.list(Kind.DEPLOYMENT, Selector.ALL);
        for (Resource deployment : deployments.stream().filter(Envoy::isOne).toList()) {
            found.add(instance(
                    deployment,
                    Names.ENVOY,
                    Operators.version(deployment).map(Version::text),
                    Operators.activity(deployment),
                    Tree.of(
                            "ready", ready(deployment),
                            "gateways", Integer.toString(gateways.size()),
                            "API", Envoy.bundle(view).map(Version::text).orElse("none")),
                    view));
        }
        deployments.stream().filter(ExternalDns::isOne).forEach(d -> found.add(dns(new ExternalDns(d), view)));
        gateways.forEach(g -> found.add(gateway(g, view)));
        return found;
    }

    private static Instance instance(
            Resource root,
            String component,
            Optional<String> version,
            Activity activity,
            Map<String, String> summary,
            ClusterView view) {
        return new Instance(
                new InstanceId(Names.TOOL, view.cluster(), root.namespace(), root.name()),
                component,
                version,
                Installer.of(root),
                activity,
                root,
                summary);
    }

    private static String ready(Resource deployment) {
        return deployment.number("status", "availableReplicas").orElse(0L) + "/"
                + deployment.number("spec", "replicas").orElse(1L);
    }

    private static Instance nginx(Nginx n, ClusterView view) {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("ready", n.available() + "/" + n.wanted());
        summary.put("ingresses", Integer.toString(n.ingresses(view).size()));
        summary.put("upstream", "retired");
        return instance(n.workload(), Names.NGINX, n.version().map(Version::text), activity(n), summary, view);
    }

    private static Activity activity(Nginx n) {
        if (n.kind().equals(Kind.DEPLOYMENT)) {
            return Operators.activity(n.workload());
        }
        boolean updated =
                n.workload().number("status", "updatedNumberScheduled").orElse(0L) >= n.wanted();
        return updated ? Activity.STEADY : new Activity(State.CHANGING, "rolling out", Optional.empty());
    }

    private static Instance dns(ExternalDns dns, ClusterView view) {
        return instance(
                dns.deployment(),
                Names.DNS,
                Operators.version(dns.deployment()).map(Version::text),
                Operators.activity(dns.deployment()),
                Tree.of(
                        "ready",
                        ready(dns.deployment()),
                        "provider",
                        dns.flag("provider").orElse("aws"),
                        "policy",
                        dns.dryRun() ? "dry run" : dns.policy(),
                        "zones",
                        dns.flags("domain-filter").isEmpty() ? "all" : String.join(" ", dns.flags("domain-filter"))),
                view);
    }

    private static Instance gateway(Resource gateway, ClusterView view) {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("class", gateway.text("spec", "gatewayClassName").orElse("?"));
        summary.put(
                "address",
                gateway.items("status", "addresses").stream()
                        .flatMap(a -> a.text("value").stream())
                        .findFirst()
                        .orElse("none"));
        summary.put(
                "routes",
                Long.toString(gateway.items("status", "listeners").stream()
                        .mapToLong(l -> l.number("attachedRoutes").orElse(0L))
                        .sum()));
        return instance(gateway, Names.GATEWAY_COMPONENT, version(gateway, view), activity(gateway), summary, view);
    }

    /** Of the implementation, where it is one whose version can be told. */
    private static Optional<String> version(Resource gateway, ClusterView view) {
        return view.get(ObjectRef.of(
                        Names.GATEWAY_CLASS,
                        "",
                        gateway.text("spec", "gatewayClassName").orElse("")))
                .flatMap(c -> c.text("spec", "controllerName"))
                .filter(Names.ENVOY_CONTROLLER::equals)
                .flatMap(c -> Envoy.deployments(view).stream().findFirst())
                .flatMap(Operators::version)
                .map(Version::text);
    }

    private static Activity activity(Resource gateway) {
        Optional<Resource> programmed = gateway.condition("Programmed");
        boolean seen = programmed
                .flatMap(c -> c.number("observedGeneration"))
                .map(g -> g >= gateway.generation())
                .orElse(programmed.isPresent());
        if (!seen) {
            return new Activity(State.CHANGING, "not taken up by its controller yet", Optional.empty());
        }
        return programmed
                        .flatMap(c -> c.text("reason"))
                        .filter("Pending"::equals)
                        .isPresent()
                ? new Activity(State.CHANGING, "being programmed", Optional.empty())
                : Activity.STEADY;
    }
}
