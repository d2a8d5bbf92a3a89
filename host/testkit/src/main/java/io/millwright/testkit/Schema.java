package io.millwright.testkit;

import io.millwright.kit.Yaml;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks objects against the schemas of upstream's custom resource definitions, where the project's shared folder is present. */
public final class Schema {
    private static final Map<Path, List<Resource>> READ = new ConcurrentHashMap<>();

    private Schema() {}

    /** The folder with the definitions of that tool, found by walking up from here. */
    public static Optional<Path> definitions(String tool) {
        return Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .map(p -> p.resolve("shared/crds").resolve(tool))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** What is wrong with the object; empty when it is valid, or of a kind without a definition here. */
    public static List<String> problems(Resource object, Path folder) throws IOException {
        List<String> problems = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                for (Resource definition : read(file, object.kind())) {
                    problems.addAll(problems(object, definition));
                }
            }
        }
        return problems;
    }

    /** What the file defines, if it names that kind: some of these files have a megabyte, so each is read once. */
    private static List<Resource> read(Path file, String kind) throws IOException {
        List<Resource> known = READ.get(file);
        if (known != null) {
            return known;
        }
        String text = Files.readString(file);
        if (!text.contains("kind: " + kind)) {
            return List.of();
        }
        List<Resource> definitions = Yaml.documents(text, file.toString());
        READ.put(file, definitions);
        return definitions;
    }

    private static List<String> problems(Resource object, Resource definition) {
        List<String> problems = new ArrayList<>();
        if (definition.text("spec", "names", "kind").orElse("").equals(object.kind())
                && object.apiVersion()
                        .startsWith(definition.text("spec", "group").orElse("?"))) {
            Resource schema = definition.items("spec", "versions").getFirst();
            check("", object.content(), schema.at("schema", "openAPIV3Schema").orElseThrow(), problems);
        }
        return problems;
    }

    private static void check(String path, Object value, Object schemaTree, List<String> problems) {
        Map<?, ?> schema = (Map<?, ?>) schemaTree;
        String type = String.valueOf(schema.get("type"));
        boolean fits = switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "boolean" -> value instanceof Boolean;
            default -> true;
        };
        if (!fits) {
            problems.add(path + " is no " + type + ": " + value);
            return;
        }
        if (schema.get("enum") instanceof List<?> values
                && values.stream().noneMatch(v -> String.valueOf(v).equals(String.valueOf(value)))) {
            problems.add(path + " is none of " + values + ": " + value);
        }
        if (schema.get("pattern") instanceof String pattern
                && !pattern.contains("(?<")
                && value instanceof String s
                && !Pattern.compile(pattern).matcher(s).find()) {
            problems.add(path + " doesn't match " + pattern + ": " + s);
        }
        if (value instanceof Map<?, ?> map) {
            object(path, map, schema, problems);
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                check(path + "/" + i, list.get(i), Objects.requireNonNull(schema.get("items")), problems);
            }
        }
    }

    private static void object(String path, Map<?, ?> map, Map<?, ?> schema, List<String> problems) {
        if (schema.get("required") instanceof List<?> required) {
            required.stream().filter(r -> !map.containsKey(r)).forEach(r -> problems.add(path + " lacks " + r));
        }
        for (Map.Entry<?, ?> e : map.entrySet()) {
            String here = path + "/" + e.getKey();
            if (schema.get("properties") instanceof Map<?, ?> known && known.get(e.getKey()) != null) {
                check(here, e.getValue(), known.get(e.getKey()), problems);
            } else if (schema.get("additionalProperties") instanceof Map<?, ?> any) {
                check(here, e.getValue(), any, problems);
            } else if (!path.startsWith("/metadata")
                    && !here.startsWith("/metadata/")
                    && !Boolean.TRUE.equals(schema.get("x-kubernetes-preserve-unknown-fields"))) {
                problems.add(here + " is not a field");
            }
        }
    }
}
