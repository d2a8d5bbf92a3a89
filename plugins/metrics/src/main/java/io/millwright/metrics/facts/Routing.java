package io.millwright.metrics.facts;

import io.millwright.kit.Yaml;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of an Alertmanager's configuration that says where alerts go. */
public record Routing(Resource config) {
    private static final Pattern MATCHER = Pattern.compile("\\s*([\\w.]+)\\s*(=~|!=|!~|=)\\s*\"?(.*?)\"?\\s*");

    /** Reads what Alertmanager shows of its configuration. */
    public static Routing of(String text) {
        return new Routing(Yaml.document(text, "Alertmanager's configuration"));
    }

    /** Who gets what no branch takes. */
    public String fallback() {
        return config.text("route", "receiver").orElse("");
    }

    /** Whether a receiver sends anything anywhere. */
    public boolean sends(String receiver) {
        return config.items("receivers").stream()
                .filter(r -> r.text("name").orElse("").equals(receiver))
                .anyMatch(r -> r.content().entrySet().stream()
                        .anyMatch(e ->
                                e.getKey().endsWith("_configs") && e.getValue() instanceof List<?> l && !l.isEmpty()));
    }

    /** Who gets an alert with these labels, by the branches' exact matchers; enough for alerts made to be matched. */
    public String receiver(Map<String, String> labels) {
        return below(part(config, "route"), labels, fallback());
    }

    @SuppressWarnings("unchecked")
    private static Resource part(Resource of, String field) {
        return of.at(field)
                .filter(Map.class::isInstance)
                .map(m -> new Resource((Map<String, Object>) m))
                .orElse(new Resource(Map.of()));
    }

    private static String below(Resource route, Map<String, String> labels, String inherited) {
        String here = route.text("receiver").orElse(inherited);
        for (Resource branch : route.items("routes")) {
            if (branch.texts("matchers").stream().allMatch(m -> holds(m, labels))
                    && labels.entrySet().containsAll(branch.textMap("match").entrySet())) {
                return below(branch, labels, here);
            }
        }
        return here;
    }

    private static boolean holds(String text, Map<String, String> labels) {
        Matcher m = MATCHER.matcher(text);
        if (!m.matches()) {
            return false;
        }
        String value = labels.getOrDefault(m.group(1), "");
        return switch (m.group(2)) {
            case "=" -> value.equals(m.group(3));
            case "!=" -> !value.equals(m.group(3));
            case "=~" -> value.matches(m.group(3));
            default -> !value.matches(m.group(3));
        };
    }
}
