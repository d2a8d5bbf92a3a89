package io.millwright.app.cli;

import io.millwright.engine.run.Operator;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** The person at the console of a command, and what was answered beforehand with {@code --answer}. A secret is typed without echo, and what is shown once goes to the terminal alone. */
final class ConsoleOperator implements Operator {
    private final Console console;
    private final Map<String, String> answers;

    /** {@code answers}: by the id of their question. */
    ConsoleOperator(Console console, Map<String, String> answers) {
        this.console = console;
        this.answers = Map.copyOf(answers);
    }

    /** The option that every command has which may have to ask. */
    static OptionSpec option() {
        return Specs.repeated(
                "ID=VALUE",
                "The answer to a question of the run, by its id, where nobody can be asked; may be repeated. "
                        + "A secret's value is refused: it would stand in the shell's history.",
                "--answer");
    }

    static ConsoleOperator of(Arguments arguments, Session session) {
        return new ConsoleOperator(session.console(), arguments.pairs("--answer"));
    }

    @Override
    public Optional<String> confirm(String id, String question, String phrase) {
        return Optional.ofNullable(answers.get(id)).or(() -> confirm(question, phrase));
    }

    @Override
    public Optional<String> confirm(String question, String phrase) {
        return console.ask(question + " Type " + phrase + " to go on:");
    }

    @Override
    public Optional<String> ask(Parameter parameter) {
        boolean secret = parameter.type() instanceof Parameter.Type.Secret;
        if (answers.containsKey(parameter.id())) {
            if (secret) {
                throw new ProblemException(Problem.user(
                        "take the answer",
                        "--answer " + parameter.id(),
                        "it is a secret",
                        "Run it at a terminal, where it is typed without being seen."));
            }
            return Optional.of(answers.get(parameter.id()));
        }
        String question = parameter.label() + " (" + Operator.help(parameter) + "):";
        return secret ? console.askSecret(question) : console.ask(question);
    }

    @Override
    public boolean present() {
        return console.interactive();
    }

    @Override
    public void show(String what, String text) {
        console.remark("Shown once and kept nowhere: " + what);
        text.lines().forEach(console::remark);
    }
}
