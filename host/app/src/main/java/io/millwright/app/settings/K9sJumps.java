package io.millwright.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What k9s' {@code jumps.yaml} says of one kind, as a jump of the settings. */
final class K9sJumps {
    private static final String FILE = "jumps.yaml";

    private static final Pattern VALUE =
            Pattern.compile("\\{\\{-?\\s*(?:(\\.[\\w.-]+)|index\\s+(\\.[\\w.-]+)\\s+\"([^\"']+)\")\\s*-?\\}\\}");

    private K9sJumps() {}

    /** Takes what can be followed, and says of the others why they can't. */
    static void read(JsonNode root, K9sTaken all) {
        for (Map.Entry<String, JsonNode> field : root.path("jumps").properties()) {
            String from = K9sWords.line(field.getKey());
            String to = K9sWords.line(field.getValue().path("targetGVR").asText(""));
            try {
                Map<String, Object> jump = taken(from, to, field.getValue());
                Optional<String> fault = fault(jump);
                if (fault.isPresent()) {
                    all.refuse(FILE, field.getKey(), fault.get());
                } else {
                    all.into("jumps", from + " to " + to, jump);
                    all.accept(FILE, field.getKey(), UserJump.KEY + " leads from " + from + " to " + to);
                }
            } catch (IllegalArgumentException e) {
                all.refuse(FILE, field.getKey(), String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * The entry under {@code jumps}.
     *
     * @param from what it begins at, as a word for a kind
     * @param to the same for where it leads to
     * @throws IllegalArgumentException when it can't be taken; its message says why
     */
    private static Map<String, Object> taken(String from, String to, JsonNode jump) {
        Map<String, Object> taken = new LinkedHashMap<>();
        taken.put("from", from);
        taken.put("to", to);
        put(taken, "labels", jump.path("labelSelector").asText(""));
        put(taken, "fields", jump.path("fieldSelector").asText(""));
        put(taken, "namespace", jump.path("targetNamespace").asText(""));
        return taken;
    }

    /** Why the settings wouldn't follow it. */
    private static Optional<String> fault(Map<String, Object> jump) {
        List<String> faults = new ArrayList<>();
        Map<String, UserJump> read = UserJump.read(
                JsonNodeFactory.instance.objectNode().set("x", new YAMLMapper().valueToTree(jump)),
                (_, why) -> faults.add(why));
        read.values().forEach(j -> j.fault().ifPresent(faults::add));
        return faults.stream().findFirst();
    }

    private static void put(Map<String, Object> taken, String key, String template) {
        if (!template.isBlank()) {
            taken.put(key, text(template));
        }
    }

    /** {@code {{.metadata.name}}} is {@code {.metadata.name}} here; what does more than to look something up can't be followed. */
    private static String text(String template) {
        Matcher value = VALUE.matcher(template);
        String text = value.replaceAll(found -> Matcher.quoteReplacement(
                found.group(1) != null
                        ? "{" + found.group(1) + "}"
                        : "{" + found.group(2) + "['" + found.group(3) + "']}"));
        if (text.contains("{{")) {
            throw new IllegalArgumentException("its template '" + template + "' does more than to name a field");
        }
        return text;
    }
}
