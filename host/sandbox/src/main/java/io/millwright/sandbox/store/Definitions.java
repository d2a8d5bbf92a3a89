package io.millwright.sandbox.store;

import io.millwright.sandbox.schema.FieldError;
import io.millwright.sandbox.schema.Schema;
import io.millwright.sandbox.schema.Tree;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Custom resource definitions: what kinds they make, and the status that the API server gives them. */
final class Definitions {
    /** Groups of Kubernetes itself, whose definitions its community approves. */
    private static final Pattern PROTECTED = Pattern.compile("(^|\\.)(k8s|kubernetes)\\.io$");

    private static final String APPROVED = "api-approved.kubernetes.io";

    private Definitions() {}

    static boolean isDefinition(KindInfo info) {
        return info.storage().equals(BuiltinKinds.DEFINITIONS);
    }

    /** The kinds of an established definition: its served versions, the newest stable one first as upstream prefers. */
    static List<KindInfo> served(Resource definition) {
        boolean established = definition
                .condition("Established")
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
        return established ? infos(definition) : List.of();
    }

    static List<KindInfo> infos(Resource definition) {
        return definition.items("spec", "versions").stream()
                .filter(v -> v.flag("served").orElse(false))
                .sorted((a, b) -> Versions.NEWEST_FIRST.compare(
                        a.text("name").orElse(""), b.text("name").orElse("")))
                .map(v -> info(definition, v))
                .toList();
    }

    private static KindInfo info(Resource definition, Resource version) {
        Kind kind = new Kind(
                definition.text("spec", "group").orElse(""),
                version.text("name").orElse(""),
                definition.text("spec", "names", "kind").orElse(""),
                definition.text("spec", "names", "plural").orElse(""),
                definition.text("spec", "scope").orElse("").equals("Namespaced"));
        Schema schema = schema(version);
        return new KindInfo(
                kind,
                definition.text("spec", "names", "singular").orElse(kind.kind().toLowerCase(Locale.ROOT)),
                definition.text("spec", "names", "listKind").orElse(kind.kind() + "List"),
                definition.texts("spec", "names", "shortNames"),
                definition.texts("spec", "names", "categories"),
                version.at("subresources", "status").isPresent(),
                true,
                version.text("subresources", "scale", "specReplicasPath")
                        .map(path -> new KindInfo.Scale(
                                path,
                                version.text("subresources", "scale", "statusReplicasPath")
                                        .orElse(""),
                                version.text("subresources", "scale", "labelSelectorPath")
                                        .orElse(""))),
                () -> schema,
                version.items("additionalPrinterColumns").stream()
                        .map(Definitions::column)
                        .toList(),
                version.items("selectableFields").stream()
                        .map(f -> f.text("jsonPath").orElse(""))
                        .toList(),
                true);
    }

    @SuppressWarnings("unchecked")
    private static Schema schema(Resource version) {
        return version.at("schema", "openAPIV3Schema")
                .filter(Map.class::isInstance)
                .map(m -> Schema.of((Map<String, Object>) m))
                .orElse(Schema.ANY);
    }

    private static KindInfo.Column column(Resource c) {
        return new KindInfo.Column(
                c.text("name").orElse(""),
                c.text("type").orElse("string"),
                c.text("format").orElse(""),
                c.text("description").orElse(""),
                c.number("priority").orElse(0L).intValue(),
                c.text("jsonPath").orElse(""));
    }

    /** Refuses a definition that can't be. */
    static void check(KindInfo info, Resource definition, Registry registry) {
        if (!isDefinition(info)) {
            return;
        }
        List<FieldError> errors = new ArrayList<>();
        String expected = definition.text("spec", "names", "plural").orElse("") + "."
                + definition.text("spec", "group").orElse("");
        if (!definition.name().equals(expected)) {
            errors.add(FieldError.invalid(
                    "metadata.name", definition.name(), "must be spec.names.plural+\".\"+spec.group"));
        }
        for (String[] path : List.of(
                new String[] {"spec", "group"},
                new String[] {"spec", "scope"},
                new String[] {"spec", "names", "kind"},
                new String[] {"spec", "names", "plural"})) {
            if (definition.text(path).orElse("").isEmpty()) {
                errors.add(FieldError.required(String.join(".", path), ""));
            }
        }
        if (PROTECTED.matcher(definition.text("spec", "group").orElse("")).find()
                && definition.annotation(APPROVED).isEmpty()) {
            errors.add(FieldError.required(
                    "metadata.annotations[" + APPROVED + "]",
                    "protected groups must have approval annotation \"" + APPROVED
                            + "\", see https://github.com/kubernetes/enhancements/pull/1111"));
        }
        List<Resource> versions = definition.items("spec", "versions");
        if (versions.stream().filter(v -> v.flag("storage").orElse(false)).count() != 1) {
            errors.add(FieldError.invalid(
                    "spec.versions", "[]", "must have exactly one version marked as storage version"));
        }
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).at("schema", "openAPIV3Schema").isEmpty()) {
                errors.add(
                        FieldError.required("spec.versions[" + i + "].schema.openAPIV3Schema", "schemas are required"));
            }
        }
        if (!errors.isEmpty()) {
            throw ApiError.invalid(info.kind(), definition.name(), errors);
        }
    }

    /** The definition with the names it gets and its conditions; other objects unchanged. */
    static Resource accepted(KindInfo info, Resource object, Registry registry, Clock clock) {
        if (!isDefinition(info)) {
            return object;
        }
        Tree tree = Tree.of(object);
        Tree names = tree.make("spec", "names");
        String kind = names.text("kind");
        names.fill(kind.toLowerCase(Locale.ROOT), "singular").fill(kind + "List", "listKind");
        tree.fill(Map.of("strategy", "None"), "spec", "conversion");
        Optional<String> taken = taken(object, registry);
        boolean free = taken.isEmpty();
        if (free) {
            tree.put(names.root(), "status", "acceptedNames");
        } else {
            tree.fill(Map.of("kind", "", "plural", ""), "status", "acceptedNames");
        }
        List<String> stored = new ArrayList<>(object.texts("status", "storedVersions"));
        object.items("spec", "versions").stream()
                .filter(v -> v.flag("storage").orElse(false))
                .flatMap(v -> v.text("name").stream())
                .filter(v -> !stored.contains(v))
                .forEach(stored::add);
        tree.put(stored, "status", "storedVersions");
        condition(
                tree,
                clock,
                "NamesAccepted",
                free,
                free ? "NoConflicts" : "Conflict",
                taken.orElse("no conflicts found"));
        condition(
                tree,
                clock,
                "Established",
                free,
                free ? "InitialNamesAccepted" : "NotAccepted",
                free ? "the initial names have been accepted" : "not all names are accepted");
        if (tree.has("metadata", "deletionTimestamp")) {
            condition(
                    tree,
                    clock,
                    "Terminating",
                    true,
                    "InstanceDeletionInProgress",
                    "CustomResource deletion is in progress");
        }
        return tree.resource();
    }

    private static Optional<String> taken(Resource definition, Registry registry) {
        String group = definition.text("spec", "group").orElse("");
        String plural = definition.text("spec", "names", "plural").orElse("");
        List<KindInfo> others = registry.all().stream()
                .filter(k ->
                        k.kind().group().equals(group) && !k.kind().plural().equals(plural))
                .toList();
        String kind = definition.text("spec", "names", "kind").orElse("");
        if (others.stream().anyMatch(k -> k.kind().kind().equals(kind))) {
            return Optional.of("\"" + kind + "\" is already in use");
        }
        return Stream.concat(
                        definition.text("spec", "names", "singular").stream(),
                        definition.texts("spec", "names", "shortNames").stream())
                .filter(name -> others.stream()
                        .anyMatch(
                                k -> k.singular().equals(name) || k.shortNames().contains(name)))
                .findFirst()
                .map(name -> "\"" + name + "\" is already in use");
    }

    private static void condition(Tree tree, Clock clock, String type, boolean status, String reason, String message) {
        List<Map<String, Object>> conditions = new ArrayList<>();
        String now = Times.text(clock.instant());
        String since = now;
        for (Tree c : tree.items("status", "conditions")) {
            if (!c.text("type").equals(type)) {
                conditions.add(c.root());
            } else if (c.text("status").equals(status ? "True" : "False")) {
                since = c.text("lastTransitionTime");
            }
        }
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("lastTransitionTime", since);
        condition.put("message", message);
        condition.put("reason", reason);
        condition.put("status", status ? "True" : "False");
        condition.put("type", type);
        conditions.add(condition);
        tree.put(conditions, "status", "conditions");
    }
}
