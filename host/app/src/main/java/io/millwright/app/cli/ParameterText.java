package io.millwright.app.cli;

import io.millwright.spi.Parameter;
import java.util.Locale;
import java.util.Map;

/** A parameter in words and as a document. */
final class ParameterText {
    private ParameterText() {}

    /** What may be answered, in words. */
    static String expected(Parameter.Type type) {
        return switch (type) {
            case Parameter.Type.Text t -> t.expected();
            case Parameter.Type.WholeNumber n -> "a whole number from " + n.min() + " to " + n.max();
            case Parameter.Type.Choice c -> "one of " + String.join(", ", c.values());
            case Parameter.Type.YesNo y -> "true or false";
            case Parameter.Type.Quantity q -> "a quantity such as 10Gi";
            case Parameter.Type.Document d -> "a file's path or an address";
            case Parameter.Type.Secret s -> "a reference to a Secret: name/key";
        };
    }

    static Map<String, Object> content(Parameter p) {
        return Document.map(
                "id", p.id(),
                "label", p.label(),
                "help", p.help(),
                "type", p.type().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                "expected", expected(p.type()),
                "default", p.defaultValue(),
                "defaultOrigin", p.defaultOrigin(),
                "required", p.required());
    }
}
