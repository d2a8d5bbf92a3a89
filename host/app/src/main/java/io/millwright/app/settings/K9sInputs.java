package io.millwright.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What k9s' plugins ask before they are started. */
final class K9sInputs {
    private K9sInputs() {}

    /** A drop-down is a choice here, and its options are its choices. */
    static List<ProgramInput> read(JsonNode all) {
        List<ProgramInput> inputs = new ArrayList<>();
        for (JsonNode input : all) {
            String name = input.path("name").asText("");
            String type = input.path("type").asText("string");
            List<String> choices = new ArrayList<>();
            input.path("options").forEach(o -> choices.add(o.asText()));
            inputs.add(new ProgramInput(
                    name,
                    input.path("label").asText(name),
                    type.equals("dropdown") ? "choice" : type,
                    input.path("required").asBoolean(false),
                    input.path("default").asText(""),
                    choices));
        }
        return inputs;
    }

    /** As the settings file has them. */
    static Map<String, Object> written(List<ProgramInput> inputs) {
        Map<String, Object> written = new LinkedHashMap<>();
        for (ProgramInput input : inputs) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("label", input.label());
            one.put("type", input.type());
            one.put("required", input.required());
            if (!input.otherwise().isEmpty()) {
                one.put("default", input.otherwise());
            }
            if (!input.choices().isEmpty()) {
                one.put("choices", input.choices());
            }
            written.put(input.name(), one);
        }
        return written;
    }
}
