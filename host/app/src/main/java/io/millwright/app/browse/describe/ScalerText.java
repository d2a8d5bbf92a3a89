package io.millwright.app.browse.describe;

import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What scales others by what is measured of them. */
final class ScalerText {
    private ScalerText() {}

    static void scaler(Resource o, Lines lines) {
        lines.head("HorizontalPodAutoscaler");
        lines.field(
                "scales",
                o.text("spec", "scaleTargetRef", "kind").orElse("") + " "
                        + o.text("spec", "scaleTargetRef", "name").orElse(""));
        lines.field(
                "replicas",
                o.text("status", "currentReplicas").orElse("0") + " now, "
                        + o.text("status", "desiredReplicas").orElse("0") + " wanted, from "
                        + o.text("spec", "minReplicas").orElse("1") + " to "
                        + o.text("spec", "maxReplicas").orElse("?"));
        lines.moment("last scaled", o, "status", "lastScaleTime");
        List<Resource> current = o.items("status", "currentMetrics");
        List<String> metrics = new ArrayList<>();
        for (Resource metric : o.items("spec", "metrics")) {
            String now = current.stream()
                    .filter(c -> name(c).equals(name(metric)))
                    .findFirst()
                    .flatMap(c -> amount(c, "current"))
                    .orElse("unknown");
            metrics.add(name(metric) + ": " + now + " now, "
                    + amount(metric, "target").orElse("?") + " wanted");
        }
        lines.section("Metrics", metrics);
        List<String> behaviour = new ArrayList<>();
        for (String way : List.of("scaleUp", "scaleDown")) {
            o.text("spec", "behavior", way, "stabilizationWindowSeconds")
                    .ifPresent(s -> behaviour.add((way.equals("scaleUp") ? "up" : "down") + " after " + s + " s"));
            for (Resource policy : o.items("spec", "behavior", way, "policies")) {
                behaviour.add((way.equals("scaleUp") ? "up" : "down") + " by at most "
                        + policy.text("value").orElse("?")
                        + (policy.text("type").filter("Percent"::equals).isPresent() ? "%" : " pods") + " in "
                        + policy.text("periodSeconds").orElse("?") + " s");
            }
        }
        lines.section("Behaviour", behaviour);
    }

    private static String field(Resource metric) {
        String type = metric.text("type").orElse("");
        return type.isEmpty() ? "" : type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    }

    private static String name(Resource metric) {
        String field = field(metric);
        return switch (field) {
            case "resource" -> metric.text(field, "name").orElse("") + " of the pods";
            case "containerResource" ->
                metric.text(field, "name").orElse("") + " of container "
                        + metric.text(field, "container").orElse("");
            case "object" ->
                metric.text(field, "metric", "name").orElse("") + " of "
                        + metric.text(field, "describedObject", "kind").orElse("") + " "
                        + metric.text(field, "describedObject", "name").orElse("");
            default -> metric.text(field, "metric", "name").orElse("") + (field.equals("pods") ? " of each pod" : "");
        };
    }

    private static Optional<String> amount(Resource metric, String which) {
        Resource of = new Resource(Map.of("it", metric.at(field(metric), which).orElse(Map.of())));
        Optional<String> share = of.text("it", "averageUtilization").map(u -> u + "%");
        Optional<String> each = of.text("it", "averageValue").map(v -> v + " each");
        return share.or(() -> each).or(() -> of.text("it", "value"));
    }
}
