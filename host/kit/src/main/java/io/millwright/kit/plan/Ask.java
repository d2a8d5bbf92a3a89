package io.millwright.kit.plan;

import io.millwright.spi.Parameter;
import io.millwright.spi.Parameter.Type;
import java.util.List;
import java.util.Optional;

/** Makes parameters. */
public final class Ask {
    private static final String DNS = "[a-z]([-a-z0-9]*[a-z0-9])?";

    private Ask() {}

    public static Parameter text(String id, String label, String help, String pattern, String expected) {
        return new Parameter(id, label, help, new Type.Text(pattern, expected), Optional.empty(), "", false);
    }

    public static Parameter name(String id, String label, String help, int longest) {
        return text(
                id,
                label,
                help,
                "(?=.{1," + longest + "}$)" + DNS,
                "a lower-case name of letters, digits and dashes that starts with a letter, at most " + longest
                        + " long");
    }

    public static Parameter number(String id, String label, String help, long min, long max) {
        return new Parameter(id, label, help, new Type.WholeNumber(min, max), Optional.empty(), "", true);
    }

    public static Parameter choice(String id, String label, String help, String... values) {
        return new Parameter(id, label, help, new Type.Choice(List.of(values)), Optional.of(values[0]), "", true);
    }

    public static Parameter yesNo(String id, String label, String help, boolean value) {
        return new Parameter(id, label, help, new Type.YesNo(), Optional.of(Boolean.toString(value)), "", true);
    }

    public static Parameter quantity(String id, String label, String help) {
        return new Parameter(id, label, help, new Type.Quantity(), Optional.empty(), "", false);
    }

    public static Parameter document(String id, String label, String help) {
        return new Parameter(id, label, help, new Type.Document(), Optional.empty(), "", false);
    }

    public static Parameter with(Parameter p, String value, String origin) {
        return new Parameter(p.id(), p.label(), p.help(), p.type(), Optional.of(value), origin, p.required());
    }

    public static Parameter required(Parameter p) {
        return new Parameter(p.id(), p.label(), p.help(), p.type(), p.defaultValue(), p.defaultOrigin(), true);
    }
}
