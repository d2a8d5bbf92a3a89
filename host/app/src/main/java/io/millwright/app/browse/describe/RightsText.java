package io.millwright.app.browse.describe;

import io.millwright.spi.LabelSelector;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Roles, whom they are given to, and accounts. */
final class RightsText {
    private RightsText() {}

    static void role(Resource o, Lines lines) {
        List<String> aggregated = o.items("aggregationRule", "clusterRoleSelectors").stream()
                .map(s -> LabelSelector.of(new Resource(Map.of("it", s.content())), "it")
                        .text())
                .toList();
        lines.section("Collects the rules of roles with", aggregated);
        List<Resource> rules = o.items("rules");
        lines.section(
                "Rules",
                rules.isEmpty()
                        ? List.of("none")
                        : rules.stream().map(RightsText::rule).toList());
    }

    private static String rule(Resource rule) {
        List<String> groups = rule.texts("apiGroups");
        String group = groups.equals(List.of(""))
                ? ""
                : String.join(
                        ", ", groups.stream().map(g -> g.isEmpty() ? "core" : g).toList());
        List<String> what = new ArrayList<>();
        List<String> resources = rule.texts("resources");
        if (!resources.isEmpty()) {
            what.add(String.join(", ", resources) + (group.isEmpty() ? "" : " of " + group));
        }
        what.addAll(rule.texts("nonResourceURLs"));
        List<String> names = rule.texts("resourceNames");
        return "%-34s %s%s"
                .formatted(
                        String.join(",", rule.texts("verbs")),
                        String.join(", ", what),
                        names.isEmpty() ? "" : ", named " + String.join(", ", names));
    }

    static void binding(Resource o, Lines lines) {
        lines.head("Grants");
        lines.field(
                "role",
                o.text("roleRef", "kind").orElse("") + " "
                        + o.text("roleRef", "name").orElse(""));
        lines.field(
                "where",
                o.namespace().isEmpty() ? "in all namespaces and beyond them" : "in namespace " + o.namespace());
        List<Resource> subjects = o.items("subjects");
        lines.section(
                "To",
                subjects.isEmpty()
                        ? List.of("nobody")
                        : subjects.stream()
                                .map(s -> "%-14s %s"
                                        .formatted(
                                                s.kind(),
                                                s.text("namespace")
                                                                .map(n -> n + "/")
                                                                .orElse("")
                                                        + s.text("name").orElse("")))
                                .toList());
    }

    static void account(Resource o, Lines lines) {
        lines.head("ServiceAccount");
        lines.field(
                "token",
                o.flag("automountServiceAccountToken").orElse(true)
                        ? "mounted into pods that don't say otherwise"
                        : "not mounted into pods that don't say otherwise");
        lines.field("pulls with", names(o, "imagePullSecrets"));
        lines.field("secrets", names(o, "secrets"));
    }

    private static String names(Resource o, String list) {
        return String.join(
                ", ",
                o.items(list).stream()
                        .flatMap(s -> Stream.of(s.text("name").orElse("")))
                        .toList());
    }
}
