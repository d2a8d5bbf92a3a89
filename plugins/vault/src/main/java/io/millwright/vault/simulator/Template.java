package io.millwright.vault.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in the sandbox's own templates without Helm: as much of its language as they use, blocks not nested. */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{ ?(toJson )?(\\.[A-Za-z.]+|\\$name) ?}}");
    private static final Pattern IF = Pattern.compile("\\{\\{- if (not )?(\\.[A-Za-z.]+) }}");
    private final Resource scope;
    private final String name;

    /**
     * @param chart name, version and app version
     * @param name what the objects are called
     */
    Template(String[] chart, String release, String namespace, String name, Map<String, Object> values) {
        this.name = name;
        this.scope = new Resource(Json.map(
                "Release",
                Json.map("Name", release, "Namespace", namespace, "Service", "manifest"),
                "Chart",
                Json.map("Name", chart[0], "Version", chart[1], "AppVersion", chart[2]),
                "Values",
                values));
    }

    String fill(String text) {
        List<String> out = new ArrayList<>();
        boolean on = true;
        for (String line : text.lines().toList()) {
            Matcher block = IF.matcher(line);
            if (block.matches()) {
                boolean truth = scope.text(path(block.group(2)))
                        .filter(v -> !v.isEmpty() && !v.equals("false") && !v.equals("-"))
                        .isPresent();
                on = truth == (block.group(1) == null);
            } else if (line.startsWith("{{- end")) {
                on = true;
            } else if (on && !line.startsWith("{{- $")) {
                out.add(line(line));
            }
        }
        return String.join("\n", out) + "\n";
    }

    private String line(String line) {
        String counted = line.replace(
                "{{ div (sub (int .Values.server.ha.replicas) 1) 2 }}",
                Long.toString(
                        (scope.number("Values", "server", "ha", "replicas").orElse(1L) - 1) / 2));
        return PLACE.matcher(counted).replaceAll(m -> Matcher.quoteReplacement(value(m.group(1) != null, m.group(2))));
    }

    private String value(boolean json, String word) {
        if (word.equals("$name")) {
            return name;
        }
        return json
                ? scope.at(path(word)).map(Json::text).orElse("{}")
                : scope.text(path(word)).orElse("");
    }

    private static String[] path(String dotted) {
        return dotted.substring(1).split("\\.");
    }
}
