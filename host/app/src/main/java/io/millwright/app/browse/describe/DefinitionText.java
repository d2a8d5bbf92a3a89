package io.millwright.app.browse.describe;

import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Definitions of kinds: what they define, not the schema. */
final class DefinitionText {
    private static final String[][] NAMES = {
        {"kind", "spec", "names", "kind"},
        {"plural", "spec", "names", "plural"},
        {"group", "spec", "group"},
        {"scope", "spec", "scope"}
    };

    private DefinitionText() {}

    static void definition(Resource o, Lines lines) {
        lines.head("CustomResourceDefinition");
        lines.fields(o, NAMES);
        lines.field("short names", String.join(", ", o.texts("spec", "names", "shortNames")));
        lines.field("categories", String.join(", ", o.texts("spec", "names", "categories")));
        lines.field(
                "converted by",
                o.text("spec", "conversion", "strategy")
                        .map(s -> s
                                + o.text("spec", "conversion", "webhook", "clientConfig", "service", "name")
                                        .map(n -> ", service "
                                                + o.text(
                                                                "spec",
                                                                "conversion",
                                                                "webhook",
                                                                "clientConfig",
                                                                "service",
                                                                "namespace")
                                                        .orElse("")
                                                + "/" + n)
                                        .orElse("")));
        lines.field("stored as", String.join(", ", o.texts("status", "storedVersions")));
        lines.section(
                "Versions",
                o.items("spec", "versions").stream()
                        .map(DefinitionText::version)
                        .toList());
    }

    private static String version(Resource v) {
        List<String> parts = new ArrayList<>();
        parts.add(v.flag("served").orElse(false) ? "served" : "not served");
        if (v.flag("storage").orElse(false)) {
            parts.add("stored");
        }
        if (v.flag("deprecated").orElse(false)) {
            parts.add("deprecated");
        }
        Stream.of("status", "scale")
                .filter(s -> v.at("subresources", s).isPresent())
                .forEach(s -> parts.add("with " + s));
        List<String> columns = v.items("additionalPrinterColumns").stream()
                .flatMap(c -> c.text("name").stream())
                .toList();
        return "%-14s %s%s"
                .formatted(
                        v.text("name").orElse(""),
                        String.join(", ", parts),
                        columns.isEmpty() ? "" : "; columns " + String.join(", ", columns));
    }
}
