package io.millwright.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How objects are written for programs. Texts are made by any thread, and added by one, in the order in which they are written. */
sealed interface ObjectText {
    /** An object's text, in parts. */
    List<String> of(Map<String, Object> object);

    /** The next one. */
    void add(List<String> parts);

    /** There are no more. */
    void end();

    /** The one object by itself, or a {@code List}, as JSON or YAML. */
    final class Whole implements ObjectText {
        private static final String SCHEMA = "millwright/v1/List";

        private final boolean json;
        private final boolean single;
        private final Console console;
        private boolean begun;

        Whole(boolean json, boolean single, Console console) {
            this.json = json;
            this.single = single;
            this.console = console;
        }

        @Override
        public List<String> of(Map<String, Object> object) {
            return List.of(
                    single
                            ? json ? JsonText.write(object) + "\n" : YamlText.write(object)
                            : json ? JsonText.element(object, "    ") : YamlText.element(object));
        }

        @Override
        public void add(List<String> parts) {
            if (!single && json) {
                console.out().print(begun ? ",\n" : head() + "[\n");
            } else if (!single && !begun) {
                console.out().print(head() + "\n");
            }
            begun = true;
            parts.forEach(console.out()::print);
        }

        private String head() {
            return json
                    ? "{\n  \"schema\": \"" + SCHEMA
                            + "\",\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",\n  \"items\": "
                    : "schema: " + SCHEMA + "\napiVersion: v1\nkind: List\nitems:";
        }

        @Override
        public void end() {
            if (!single) {
                String rest = json ? "\n  ]\n}\n" : "";
                console.out().print(begun ? rest : head() + (json ? "[]\n}\n" : " []\n"));
            }
            console.out().flush();
        }
    }

    /** What a template makes of them. */
    final class Templated implements ObjectText {
        private final JsonPathTemplate template;
        private final boolean single;
        private final Console console;
        private final List<List<String>> all = new ArrayList<>();

        Templated(JsonPathTemplate template, boolean single, Console console) {
            this.template = template;
            this.single = single;
            this.console = console;
        }

        @Override
        public List<String> of(Map<String, Object> object) {
            return single ? List.of(template.of(object)) : template.parts(object);
        }

        @Override
        public void add(List<String> parts) {
            all.add(parts);
        }

        @Override
        public void end() {
            if (single) {
                all.forEach(parts -> parts.forEach(console.out()::print));
            } else {
                console.out().print(template.joined(all));
            }
            console.out().flush();
        }
    }
}
