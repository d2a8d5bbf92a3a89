package io.millwright.metrics.simulator;

import io.millwright.kit.Operators;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.metrics.facts.Controllers;
import io.millwright.metrics.facts.Grafana;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * prometheus-operator, and what Prometheus, Alertmanager and Grafana answer, in the sandbox. Stateless: what a program holds lies in a
 * ConfigMap beside it. What takes minutes with real samples takes seconds here. Left out: Thanos, agents, probes, AlertmanagerConfigs, the
 * webhook's answers, VictoriaMetrics' operator; a query is known by its text, an expression fires only when it is {@code vector(1)}.
 *
 * <p>Faults: {@code operator-down}, {@code prometheus-down}, {@code alertmanager-down}, {@code grafana-down} (pods aren't ready),
 * {@code reconcile-failing} (the operator can't apply anything), {@code bad-config} (a reload fails), {@code target-down} (no target but
 * Prometheus itself answers), {@code rule-failing}, {@code alerts-lost} (no Alertmanager is reached), {@code disk-full} (2 % are free),
 * {@code series-grow} (80 % more series than a day before), {@code notifications-failing}, {@code snapshot-failing}. Each heals when it is
 * switched off.
 */
public final class MetricsSimulator implements Simulator {
    @Override
    public void reconcile(SimulatedCluster cluster) {
        List<Resource> deployments = cluster.list(Kind.DEPLOYMENT, Selector.ALL);
        deployments.stream().filter(Grafana::is).forEach(d -> Pods.follow(cluster, d, Faults.GRAFANA_DOWN));
        List<Resource> operators = deployments.stream().filter(Controllers::is).toList();
        operators.forEach(o -> Pods.follow(cluster, o, Faults.OPERATOR_DOWN));
        for (Resource set : cluster.list(Kind.STATEFUL_SET, Selector.ALL)) {
            switch (set.text("spec", "selector", "matchLabels", Names.APP_NAME).orElse("")) {
                case Names.PROMETHEUS -> Pods.follow(cluster, set, Faults.PROMETHEUS_DOWN);
                case Names.ALERTMANAGER -> Pods.follow(cluster, set, Faults.ALERTMANAGER_DOWN);
                default -> {
                    // Somebody else's.
                }
            }
        }
        if (cluster.fault(Faults.OPERATOR_DOWN) || operators.stream().noneMatch(Operators::available)) {
            return;
        }
        for (Kind kind : List.of(Names.PROM, Names.AM)) {
            cluster.list(kind, Selector.ALL).forEach(o -> new ServerReconciler(cluster, new Server(o)).step());
        }
    }

    /** What kube-prometheus-stack of that operator renders, as release {@code kps} in {@code monitoring}. */
    @Override
    public List<Resource> release(String version) {
        List<Resource> all = new ArrayList<>();
        Stack.ALL.stream().filter(s -> s.operator().equals(version)).findFirst().ifPresent(s -> {
            all.add(Resource.of(Kind.NAMESPACE, "", Names.NAMESPACE, Map.of()));
            all.addAll(s.definitions());
            all.addAll(s.rendered(Names.NAMESPACE, Names.RELEASE, Map.of()));
        });
        return all;
    }

    @Override
    public Optional<HttpReply> answer(SimulatedCluster cluster, HttpCall call) {
        return switch (call.port()) {
            case Names.PROM_PORT -> PromApi.answer(cluster, call);
            case Names.AM_PORT -> AmApi.answer(cluster, call);
            case Names.GRAFANA_PORT, 80 -> grafana(cluster, call.object(), call.path());
            default -> Optional.empty();
        };
    }

    private static Optional<HttpReply> grafana(SimulatedCluster cluster, ObjectRef object, String path) {
        Optional<Resource> deployment = cluster.list(Kind.DEPLOYMENT, Selector.in(object.namespace())).stream()
                .filter(Grafana::is)
                .findFirst();
        return deployment
                .filter(d -> object.name().startsWith(d.name()))
                .map(d -> path.equals("/api/health")
                        ? new HttpReply(
                                200,
                                Json.text(Json.map(
                                        "commit",
                                        "sandbox",
                                        "database",
                                        "ok",
                                        "version",
                                        Grafana.version(d).orElse(""))))
                        : new HttpReply(401, "{\"message\":\"Unauthorized\"}"));
    }

    @Override
    public void seed(SimulatedCluster cluster, String scenario) {
        Seeds.plant(cluster, scenario);
    }

    @Override
    public Map<String, byte[]> charts() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        Stack.ALL.forEach(s -> all.put("kube-prometheus-stack-" + s.chart() + ".tgz", s.archive()));
        return all;
    }

    @Override
    public List<Exercise> exercises() {
        return Exercises.ALL;
    }
}
