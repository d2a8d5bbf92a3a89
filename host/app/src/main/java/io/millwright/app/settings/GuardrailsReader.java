package io.millwright.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millwright.engine.guardrail.Acceptance;
import io.millwright.engine.guardrail.Guardrails;
import io.millwright.engine.guardrail.Rule;
import io.millwright.engine.guardrail.Window;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads files of guardrails. Unlike the settings, a file that isn't understood to its last word forbids everything: nobody knows what was
 * meant.
 */
public final class GuardrailsReader {
    private static final Set<String> RULE = Set.of(
            "name",
            "contexts",
            "namespaces",
            "tools",
            "runbooks",
            "intents",
            "danger",
            "deny",
            "objects",
            "window",
            "reason");

    private GuardrailsReader() {}

    /** The rules of all these files; one that isn't there has none. */
    public static Guardrails read(List<Path> files) {
        return files.stream()
                .filter(f -> !Files.notExists(f)) // one that can't be told is there, and broken
                .map(GuardrailsReader::read)
                .reduce(Guardrails.NONE, Guardrails::and);
    }

    private static Guardrails read(Path file) {
        try {
            return guardrails(new YAMLMapper().readTree(Files.readString(file)));
        } catch (IOException e) {
            return broken(file, YamlFault.text(e));
        } catch (IllegalArgumentException | DateTimeException e) {
            return broken(file, String.valueOf(e.getMessage()));
        }
    }

    private static Guardrails broken(Path file, String why) {
        return new Guardrails(
                List.of(),
                List.of(),
                List.of(Problem.user(
                        "read the guardrails",
                        "file " + file,
                        file + ": " + why,
                        "Correct the file; until then nothing is changed in any cluster.")));
    }

    private static Guardrails guardrails(JsonNode root) {
        if (root.isMissingNode() || root.isNull()) {
            return Guardrails.NONE;
        }
        known(root, "the file", Set.of("rules", "accepted"));
        return new Guardrails(
                each(root, "rules", GuardrailsReader::rule),
                each(root, "accepted", GuardrailsReader::acceptance),
                List.of());
    }

    private static Rule rule(JsonNode node) {
        String name = required(node, "name", "a rule");
        String where = "rule '" + name + "'";
        known(node, where, RULE);
        return new Rule(
                name,
                texts(node, "contexts"),
                texts(node, "namespaces"),
                texts(node, "tools"),
                texts(node, "runbooks"),
                texts(node, "intents").stream()
                        .map(i -> one(Intent.class, i, where))
                        .collect(Collectors.toSet()),
                text(node, "danger").map(d -> one(Danger.class, d, where)),
                flag(node, "deny", where),
                node.has("objects") ? Optional.of(count(node.get("objects"), where)) : Optional.empty(),
                node.has("window") ? Optional.of(window(node.get("window"), where)) : Optional.empty(),
                flag(node, "reason", where));
    }

    private static Window window(JsonNode node, String where) {
        known(node, "the window of " + where, Set.of("days", "from", "to", "zone"));
        Set<DayOfWeek> days =
                texts(node, "days").stream().map(d -> day(d, where)).collect(Collectors.toSet());
        return new Window(
                days,
                LocalTime.parse(required(node, "from", where)),
                LocalTime.parse(required(node, "to", where)),
                ZoneId.of(text(node, "zone").orElse("UTC")));
    }

    private static DayOfWeek day(String word, String where) {
        return Arrays.stream(DayOfWeek.values())
                .filter(d -> word.length() >= 2 && d.name().startsWith(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(where + ": there is no day '" + word + "'"));
    }

    private static Acceptance acceptance(JsonNode node) {
        String risk = required(node, "risk", "an accepted risk");
        String where = "accepted risk '" + risk + "'";
        known(node, where, Set.of("risk", "instances", "reason", "by", "until"));
        return new Acceptance(
                risk,
                texts(node, "instances"),
                required(node, "reason", where),
                required(node, "by", where),
                LocalDate.parse(required(node, "until", where)));
    }

    private static void known(JsonNode node, String where, Set<String> keys) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(where + " is no map");
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!keys.contains(field.getKey())) {
                throw new IllegalArgumentException(where + " has '" + field.getKey() + "', which is none of "
                        + keys.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    private static <T> List<T> each(JsonNode root, String key, Function<JsonNode, T> read) {
        List<T> all = new ArrayList<>();
        list(root, key).forEach(n -> all.add(read.apply(n)));
        return all;
    }

    private static JsonNode list(JsonNode node, String key) {
        JsonNode list = node.path(key);
        if (!list.isArray() && !list.isMissingNode()) {
            throw new IllegalArgumentException("'" + key + "' must be a list");
        }
        return list;
    }

    private static List<String> texts(JsonNode node, String key) {
        return each(node, key, JsonNode::asText);
    }

    private static Optional<String> text(JsonNode node, String key) {
        return node.hasNonNull(key) ? Optional.of(node.get(key).asText()) : Optional.empty();
    }

    private static String required(JsonNode node, String key, String where) {
        return text(node, key)
                .filter(t -> !t.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(where + " has no '" + key + "'"));
    }

    private static boolean flag(JsonNode node, String key, String where) {
        JsonNode flag = node.path(key);
        if (!flag.isBoolean() && !flag.isMissingNode()) {
            throw new IllegalArgumentException(where + ": '" + key + "' is true or false");
        }
        return flag.asBoolean(false);
    }

    private static int count(JsonNode node, String where) {
        if (!node.isInt() || node.asInt() < 0) {
            throw new IllegalArgumentException(where + ": 'objects' is a number");
        }
        return node.asInt();
    }

    private static <E extends Enum<E>> E one(Class<E> type, String word, String where) {
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> e.name().equalsIgnoreCase(word.replace('-', '_').replace(' ', '_')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(where + ": there is no '" + word + "', but "
                        + Arrays.stream(type.getEnumConstants())
                                .map(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .collect(Collectors.joining(", "))));
    }
}
