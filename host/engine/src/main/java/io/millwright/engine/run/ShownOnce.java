package io.millwright.engine.run;

import io.millwright.engine.json.Json;
import io.millwright.spi.Action.Http.Reply.ShowOnce;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An answer that is seen once, as a person writes it down: a label and a value on each line. */
final class ShownOnce {
    private ShownOnce() {}

    /** The named parts of it; all of it where one can't be found, since there is no second look. */
    static String text(ShowOnce wanted, String body) {
        if (wanted.parts().isEmpty()) {
            return body;
        }
        Map<String, Object> answer;
        try {
            answer = Json.readMap(body);
        } catch (ProblemException noJson) {
            return body;
        }
        List<String> lines = new ArrayList<>();
        for (ShowOnce.Part part : wanted.parts()) {
            Object field = answer.getOrDefault(part.field(), "");
            List<String> values = values(field);
            if (values.isEmpty()) {
                return body;
            }
            boolean several = field instanceof List<?>;
            for (int i = 0; i < values.size(); i++) {
                lines.add(part.label() + (several ? " " + (i + 1) : "") + ": " + values.get(i));
            }
        }
        return String.join("\n", lines);
    }

    private static List<String> values(Object field) {
        return switch (field) {
            case String text when !text.isEmpty() -> List.of(text);
            case List<?> several
            when several.stream().allMatch(String.class::isInstance) ->
                several.stream().map(String.class::cast).toList();
            default -> List.of();
        };
    }
}
