package io.millwright.metrics.simulator;

import io.millwright.kit.Times;
import io.millwright.kit.simulator.Json;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Selection;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which rules a simulated Prometheus has loaded, and which of their alerts fire. */
final class Firing {
    /** From the object to the running configuration. */
    private static final Duration LOADED = Duration.ofSeconds(15);
    /** From there to an Alertmanager. */
    private static final Duration SENT = Duration.ofSeconds(35);

    private final SimulatedCluster world;
    private final Server s;

    Firing(SimulatedCluster world, Server s) {
        this.world = world;
        this.s = s;
    }

    /** An alert that fires. */
    record Alert(Map<String, Object> labels, Map<String, String> annotations, Instant since) {
        String name() {
            return String.valueOf(labels.get("alertname"));
        }
    }

    private boolean old(Resource object, Duration age) {
        return Times.kubernetes(object.text("metadata", "creationTimestamp"))
                .filter(t -> !t.plus(age).isAfter(world.now()))
                .isPresent();
    }

    List<Resource> selected(String word, Kind kind) {
        Selection selection = Selection.of(s, word);
        return world.list(kind, Selector.ALL).stream()
                .filter(o -> selection.selects(
                        o,
                        n -> world.get(ObjectRef.of(Kind.NAMESPACE, "", n))
                                .map(x -> x.textMap("metadata", "labels"))
                                .orElse(Map.of())))
                .toList();
    }

    /** Groups as {@code /api/v1/rules} shows them. */
    List<Object> groups() {
        List<Object> groups = new ArrayList<>();
        boolean failing = world.fault(Faults.RULE_FAILING);
        for (Resource rule : selected("rule", Names.RULE)) {
            if (!old(rule, LOADED)) {
                continue;
            }
            for (Resource group : rule.items("spec", "groups")) {
                List<Object> rules = new ArrayList<>();
                for (Resource r : group.items("rules")) {
                    rules.add(Json.map(
                            "name",
                            r.text("alert").or(() -> r.text("record")).orElse(""),
                            "query",
                            r.text("expr").orElse(""),
                            "type",
                            r.text("alert").isPresent() ? "alerting" : "recording",
                            "health",
                            failing ? "err" : "ok",
                            "lastError",
                            failing ? "vector cannot contain metrics with the same labelset" : "",
                            "evaluationTime",
                            0.001));
                }
                groups.add(Json.map(
                        "name",
                        group.text("name").orElse(""),
                        "file",
                        rule.namespace() + "-" + rule.name() + ".yaml",
                        "interval",
                        30L,
                        "evaluationTime",
                        0.002,
                        "rules",
                        rules));
            }
        }
        return groups;
    }

    List<Alert> alerts() {
        return alerts(LOADED);
    }

    /** Those that an Alertmanager has got. */
    List<Alert> sent() {
        return world.fault(Faults.ALERTS_LOST) ? List.of() : alerts(SENT);
    }

    private List<Alert> alerts(Duration age) {
        List<Alert> all = new ArrayList<>();
        for (Resource rule : selected("rule", Names.RULE)) {
            if (old(rule, age)) {
                Instant since = Times.kubernetes(rule.text("metadata", "creationTimestamp"))
                        .orElse(world.now());
                rule.items("spec", "groups").stream()
                        .flatMap(g -> g.items("rules").stream())
                        .filter(r -> r.text("alert").isPresent()
                                && r.text("expr").orElse("").equals("vector(1)"))
                        .forEach(r -> all.add(alert(r, since)));
            }
        }
        return all;
    }

    private static Alert alert(Resource r, Instant since) {
        Map<String, Object> labels = new LinkedHashMap<>();
        labels.put("alertname", r.text("alert").orElse(""));
        labels.putAll(r.textMap("labels"));
        return new Alert(labels, r.textMap("annotations"), since);
    }
}
