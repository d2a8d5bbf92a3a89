package io.millwright.metrics.discovery;

import io.millwright.kit.Installer;
import io.millwright.kit.Operators;
import io.millwright.kit.Tree;
import io.millwright.metrics.facts.Controllers;
import io.millwright.metrics.facts.Grafana;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.facts.State;
import io.millwright.metrics.facts.Victoria;
import io.millwright.spi.Activity;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the operator, every Prometheus and Alertmanager, and Grafana and VictoriaMetrics, whoever installed them. */
public final class Discovery {
    private Discovery() {}

    public static List<Instance> discover(ClusterView view) {
        List<Instance> all = new ArrayList<>();
        List<Resource> deployments = view.list(Kind.DEPLOYMENT, Selector.ALL);
        List<Server> prometheuses = Server.all(view, Names.PROM);
        List<Server> alertmanagers = Server.all(view, Names.AM);
        deployments.stream()
                .filter(Controllers::is)
                .forEach(d -> all.add(operator(d, prometheuses.size() + alertmanagers.size(), view)));
        List<Resource> pods = prometheuses.isEmpty() && alertmanagers.isEmpty()
                ? List.of()
                : view.list(Kind.POD, Selector.labelled("", Names.MANAGED_BY, Names.MANAGER));
        prometheuses.forEach(p -> all.add(server(p, p.name(), pods, view)));
        for (Server a : alertmanagers) {
            // kube-prometheus-stack can give both the same name; the pods' names differ.
            boolean taken = prometheuses.stream().anyMatch(p -> p.path().equals(a.path()));
            all.add(server(a, taken ? a.name() + "-alertmanager" : a.name(), pods, view));
        }
        deployments.stream().filter(Grafana::is).forEach(d -> all.add(grafana(d, view)));
        Victoria.all(view).forEach(v -> all.add(victoria(v, view)));
        return all;
    }

    private static Instance operator(Resource deployment, int kept, ClusterView view) {
        return new Instance(
                new InstanceId(Names.TOOL, view.cluster(), deployment.namespace(), deployment.name()),
                Names.OPERATOR,
                Controllers.version(deployment),
                Installer.of(deployment),
                Operators.activity(deployment),
                deployment,
                Tree.of("ready", ready(deployment), "keeps", Integer.toString(kept)));
    }

    private static String ready(Resource deployment) {
        return deployment.number("status", "availableReplicas").orElse(0L) + "/"
                + deployment.number("spec", "replicas").orElse(1L);
    }

    private static Instance server(Server s, String name, List<Resource> all, ClusterView view) {
        List<Resource> pods = all.stream()
                .filter(p -> p.namespace().equals(s.namespace())
                        && p.textMap("metadata", "labels")
                                .entrySet()
                                .containsAll(s.labels().entrySet()))
                .toList();
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("pods", pods.stream().filter(Server::ready).count() + "/" + s.wanted());
        if (s.shards() > 1) {
            summary.put("shards", Long.toString(s.shards()));
        }
        summary.put("keeps", s.retention());
        summary.put("storage", s.storage().orElse("none"));
        return new Instance(
                new InstanceId(Names.TOOL, view.cluster(), s.namespace(), name),
                s.word(),
                s.version(pods),
                Installer.of(s.object()),
                activity(s),
                s.object(),
                summary);
    }

    private static Activity activity(Server s) {
        if (s.paused()) {
            return new Activity(Activity.State.PAUSED, "the operator is told to leave it alone", Optional.empty());
        }
        if (s.settled()) {
            return Activity.STEADY;
        }
        return new Activity(
                s.state("Reconciled") == State.FALSE ? Activity.State.STALLED : Activity.State.CHANGING,
                s.message(),
                Optional.empty());
    }

    private static Instance grafana(Resource deployment, ClusterView view) {
        return new Instance(
                new InstanceId(Names.TOOL, view.cluster(), deployment.namespace(), deployment.name()),
                Names.GRAFANA,
                Grafana.version(deployment),
                Installer.of(deployment),
                Operators.activity(deployment),
                deployment,
                Tree.of(
                        "ready",
                        ready(deployment),
                        "storage",
                        Grafana.claim(deployment).isPresent() ? "kept" : "none"));
    }

    private static Instance victoria(Victoria v, ClusterView view) {
        Activity activity = switch (v.update()) {
            case OPERATIONAL -> Activity.STEADY;
            case PAUSED -> new Activity(Activity.State.PAUSED, v.update().meaning(), Optional.empty());
            case FAILED ->
                new Activity(
                        Activity.State.STALLED,
                        v.object().text("status", "reason").orElse(v.update().meaning()),
                        Optional.empty());
            case EXPANDING, IGNORED, ABSENT, UNMAPPED ->
                new Activity(Activity.State.CHANGING, v.update().meaning(), Optional.empty());
        };
        return new Instance(
                new InstanceId(Names.TOOL, view.cluster(), v.object().namespace(), v.workload()),
                Names.VICTORIA,
                v.version(),
                Installer.of(v.object()),
                activity,
                v.object(),
                Tree.of("state", v.object().text("status", "updateStatus").orElse("unknown"), "keeps", v.retention()));
    }

    /** The kind that an instance's root is of. */
    public static Kind kind(Instance instance) {
        return switch (instance.root().kind()) {
            case "Prometheus" -> Names.PROM;
            case "Alertmanager" -> Names.AM;
            case "VMSingle" -> Names.VM_SINGLE;
            case "VMCluster" -> Names.VM_CLUSTER;
            default -> Kind.DEPLOYMENT;
        };
    }
}
