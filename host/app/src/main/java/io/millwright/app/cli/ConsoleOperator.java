package io.millwright.app.cli;

import io.millwright.engine.run.Operator;
import io.millwright.spi.Parameter;
import java.util.Optional;

/** The person at the console of a command. A secret is typed without echo, and what is shown once goes to the terminal alone. */
final class ConsoleOperator implements Operator {
    private final Console console;

    ConsoleOperator(Console console) {
        this.console = console;
    }

    @Override
    public Optional<String> confirm(String question, String phrase) {
        return console.ask(question + " Type " + phrase + " to go on:");
    }

    @Override
    public Optional<String> ask(Parameter parameter) {
        String question = parameter.label() + " (" + parameter.help() + "):";
        return parameter.type() instanceof Parameter.Type.Secret ? console.askSecret(question) : console.ask(question);
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
