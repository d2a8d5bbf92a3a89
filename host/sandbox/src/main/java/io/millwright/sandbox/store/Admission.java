package io.millwright.sandbox.store;

import io.millwright.sandbox.schema.Defaulter;
import io.millwright.sandbox.schema.FieldError;
import io.millwright.sandbox.schema.Pruner;
import io.millwright.sandbox.schema.Schema;
import io.millwright.sandbox.schema.Tree;
import io.millwright.sandbox.schema.Validator;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What happens to an object between a request and the store. */
final class Admission {
    private final Clock clock;
    private final Names names;
    private final Contents contents;
    private final BuiltinDefaults defaults;

    Admission(Clock clock, Names names, Contents contents) {
        this.clock = clock;
        this.names = names;
        this.contents = contents;
        this.defaults = new BuiltinDefaults(contents);
    }

    Resource create(KindInfo info, Resource object, Write write) {
        Tree tree = Tree.of(object);
        Tree metadata = tree.make("metadata");
        if (metadata.has("resourceVersion")
                && !metadata.text("resourceVersion").isEmpty()
                && write.part() != Write.Part.ALL) {
            throw ApiError.badRequest("resourceVersion should not be set on objects to be created");
        }
        identify(info, tree);
        namespaceAllows(info, metadata);
        metadata.put(UUID.randomUUID().toString(), "uid");
        metadata.put(Times.text(clock.instant()), "creationTimestamp");
        List.of("resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "generation")
                .forEach(metadata::remove);
        if (info.hasGeneration()) {
            metadata.put(1L, "generation");
        }
        if (info.hasStatus() && write.part() == Write.Part.MAIN) {
            tree.remove("status");
        }
        complete(info, tree);
        List<FieldError> errors = new ArrayList<>();
        Names.check(info.kind(), metadata.text("name")).ifPresent(errors::add);
        errors.addAll(rules(info, tree));
        refuse(info, metadata.text("name"), errors);
        return ordered(tree);
    }

    Resource update(KindInfo info, Resource current, Resource wanted, Write write) {
        Tree tree = switch (write.part()) {
            case MAIN -> main(info, current, wanted);
            case STATUS -> status(info, current, wanted);
            case ALL -> Tree.of(wanted);
        };
        Tree metadata = tree.make("metadata");
        if (!wanted.kind().isEmpty() && !wanted.kind().equals(info.kind().kind())) {
            throw ApiError.badRequest("the kind in the data (" + wanted.kind() + ") does not match the expected kind ("
                    + info.kind().kind() + ")");
        }
        identify(info, tree);
        keep(
                current,
                metadata,
                "uid",
                "creationTimestamp",
                "resourceVersion",
                "generation",
                "deletionTimestamp",
                "deletionGracePeriodSeconds",
                "selfLink");
        complete(info, tree);
        List<FieldError> errors = new ArrayList<>(rules(info, tree));
        errors.addAll(BuiltinRules.change(info, current, tree));
        Resource next = ordered(tree);
        errors.addAll(finalizers(current, next));
        refuse(info, current.name(), errors);
        if (next.equals(current) || timeless(next).equals(timeless(current))) {
            return current;
        }
        if (info.hasGeneration() && !body(info, current).equals(body(info, next))) {
            return next.with(current.generation() + 1, "metadata", "generation");
        }
        return next;
    }

    /** The object without the times of its managedFields: a write that changes nothing else is none. */
    private static Resource timeless(Resource object) {
        Tree tree = Tree.of(object);
        tree.items("metadata", "managedFields").forEach(m -> m.remove("time"));
        return tree.resource();
    }

    /** What {@code generation} counts changes of. */
    private static Map<String, Object> body(KindInfo info, Resource object) {
        Map<String, Object> body = new LinkedHashMap<>(object.content());
        body.remove("metadata");
        body.remove("apiVersion");
        body.remove("kind");
        if (info.hasStatus()) {
            body.remove("status");
        }
        return body;
    }

    private static Tree main(KindInfo info, Resource current, Resource wanted) {
        Tree tree = Tree.of(wanted);
        if (info.hasStatus()) {
            tree.remove("status");
            current.at("status").ifPresent(s -> tree.put(s, "status"));
        }
        return tree;
    }

    private static Tree status(KindInfo info, Resource current, Resource wanted) {
        if (!info.hasStatus()) {
            throw ApiError.noSuchResource();
        }
        Tree tree = Tree.of(current).remove("status");
        wanted.at("status").ifPresent(s -> tree.put(s, "status"));
        wanted.at("metadata", "managedFields").ifPresent(m -> tree.put(m, "metadata", "managedFields"));
        return tree;
    }

    private static void keep(Resource current, Tree metadata, String... fields) {
        for (String field : fields) {
            metadata.remove(field);
            current.at("metadata", field).ifPresent(v -> metadata.put(v, field));
        }
    }

    private void identify(KindInfo info, Tree tree) {
        tree.put(info.kind().apiVersion(), "apiVersion");
        tree.put(info.kind().kind(), "kind");
        Tree metadata = tree.make("metadata");
        if (metadata.text("name").isEmpty()) {
            String prefix = metadata.text("generateName");
            if (prefix.isEmpty()) {
                throw ApiError.invalid(
                        info.kind(),
                        "",
                        List.of(FieldError.required("metadata.name", "name or generateName is required")));
            }
            metadata.put(prefix + names.suffix(), "name");
        }
        if (!info.kind().namespaced()) {
            metadata.remove("namespace");
        } else if (metadata.text("namespace").isEmpty()) {
            throw ApiError.badRequest(
                    "an object of the namespaced kind " + info.kind().kind() + " needs a namespace");
        }
    }

    private void namespaceAllows(KindInfo info, Tree metadata) {
        if (!info.kind().namespaced()) {
            return;
        }
        String namespace = metadata.text("namespace");
        Optional<Resource> found = contents.get(new KindInfo.StorageKey("", "namespaces"), "", namespace);
        if (found.isEmpty()) {
            throw ApiError.notFound(Kind.NAMESPACE, namespace);
        }
        if (found.get().text("metadata", "deletionTimestamp").isPresent()) {
            throw ApiError.terminating(info.kind(), metadata.text("name"), namespace);
        }
    }

    /** Pruning and defaults. */
    private void complete(KindInfo info, Tree tree) {
        Schema schema = info.schema().get();
        Pruner.prune(schema, tree.root(), info.custom());
        tidy(tree.make("metadata"));
        if (info.custom()) {
            Defaulter.fill(schema, tree.root());
        } else {
            defaults.fill(info.kind(), tree);
        }
    }

    /** Empty maps and lists of metadata aren't written. */
    private static void tidy(Tree metadata) {
        for (String field : List.of("labels", "annotations", "finalizers", "ownerReferences", "managedFields")) {
            if (metadata.at(field)
                    .filter(v -> v instanceof Map<?, ?> m && m.isEmpty() || v instanceof List<?> l && l.isEmpty())
                    .isPresent()) {
                metadata.remove(field);
            }
        }
    }

    private static List<FieldError> rules(KindInfo info, Tree tree) {
        List<FieldError> errors = new ArrayList<>(BuiltinRules.metadata(tree));
        if (info.custom()) {
            errors.addAll(Validator.validate(info.schema().get(), tree.root()));
        } else {
            errors.addAll(BuiltinRules.object(info, tree));
        }
        return errors;
    }

    private static List<FieldError> finalizers(Resource current, Resource next) {
        if (current.text("metadata", "deletionTimestamp").isEmpty()) {
            return List.of();
        }
        List<String> added = next.texts("metadata", "finalizers").stream()
                .filter(f -> !current.texts("metadata", "finalizers").contains(f))
                .toList();
        return added.isEmpty()
                ? List.of()
                : List.of(FieldError.forbidden(
                        "metadata.finalizers",
                        "no new finalizers can be added if the object is being deleted, found new finalizers []string{\""
                                + String.join("\", \"", added) + "\"}"));
    }

    private static void refuse(KindInfo info, String name, List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw ApiError.invalid(info.kind(), name, errors);
        }
    }

    /** apiVersion, kind and metadata first, status last. */
    private static Resource ordered(Tree tree) {
        Map<String, Object> root = new LinkedHashMap<>();
        for (String key : List.of("apiVersion", "kind", "metadata", "spec")) {
            tree.at(key).ifPresent(v -> root.put(key, v));
        }
        tree.root().forEach((k, v) -> {
            if (!k.equals("status")) {
                root.putIfAbsent(k, v);
            }
        });
        tree.at("status").ifPresent(v -> root.put("status", v));
        return new Resource(root);
    }
}
