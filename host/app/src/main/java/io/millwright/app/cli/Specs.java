package io.millwright.app.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Short ways to describe a command. */
final class Specs {
    private Specs() {}

    /** A command; the first line of the description is its summary. */
    static CommandSpec command(String... description) {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage().description(description);
        return spec;
    }

    static PositionalParamSpec required(int index, String label, String help) {
        return positional(index, label, help, "1");
    }

    static PositionalParamSpec optional(int index, String label, String help) {
        return positional(index, label, help, "0..1");
    }

    /** That one and all that follow. */
    static PositionalParamSpec several(int from, String label, String help) {
        return PositionalParamSpec.builder()
                .index(from + "..*")
                .paramLabel(label)
                .description(help)
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .build();
    }

    private static PositionalParamSpec positional(int index, String label, String help, String arity) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(index))
                .paramLabel(label)
                .description(help)
                .arity(arity)
                .required(arity.equals("1"))
                .type(String.class)
                .build();
    }

    static OptionSpec value(String label, String help, String... names) {
        return OptionSpec.builder(names)
                .paramLabel(label)
                .description(help)
                .arity("1")
                .type(String.class)
                .build();
    }

    static OptionSpec repeated(String label, String help, String... names) {
        return OptionSpec.builder(names)
                .paramLabel(label)
                .description(help)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .build();
    }

    static OptionSpec flag(String help, String... names) {
        return OptionSpec.builder(names)
                .description(help)
                .arity("0")
                .type(boolean.class)
                .build();
    }
}
