package io.millwright.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the user's own programs. */
final class ProgramsReader {
    static final String SECTION = "programs";

    private final SettingsReader file;

    ProgramsReader(SettingsReader file) {
        this.file = file;
    }

    /** @param under where the section is: at the top, or in what is set for a context */
    Map<String, UserProgram> read(JsonNode root, String under) {
        Map<String, UserProgram> programs = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : file.map(root, under, SECTION).properties()) {
            JsonNode program = field.getValue();
            String at = Places.at(Places.at(under, SECTION), field.getKey());
            if (!program.isObject()) {
                file.warn(
                        at,
                        "'" + field.getKey() + "' of '" + SECTION + "' must be a map of "
                                + String.join(", ", SettingsReader.sorted(SettingsReader.PROGRAM)));
                continue;
            }
            file.unknown(program, at, SettingsReader.PROGRAM, "setting of a program");
            List<String> kinds = SettingsReader.texts(program, at, "kinds", file::warn);
            programs.put(
                    field.getKey(),
                    new UserProgram(
                            field.getKey(),
                            program.path("key").asText(""),
                            program.path("says").asText(field.getKey()),
                            kinds.isEmpty() ? List.of("all") : kinds,
                            SettingsReader.texts(program, at, "run", file::warn),
                            file.flag(program, at, "harmless", false),
                            SettingsReader.texts(program, at, "pipes", file::warn),
                            inputs(program, at),
                            file.flag(program, at, "background", false)));
        }
        return programs;
    }

    private List<ProgramInput> inputs(JsonNode program, String under) {
        List<ProgramInput> inputs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : program.path("inputs").properties()) {
            JsonNode input = field.getValue();
            String at = Places.at(Places.at(under, "inputs"), field.getKey());
            file.unknown(input, at, SettingsReader.INPUT, "setting of an input");
            inputs.add(new ProgramInput(
                    field.getKey(),
                    input.path("label").asText(field.getKey()),
                    input.path("type").asText("string"),
                    file.flag(input, at, "required", false),
                    input.path("default").asText(""),
                    SettingsReader.texts(input, at, "choices", file::warn)));
        }
        return inputs;
    }
}
