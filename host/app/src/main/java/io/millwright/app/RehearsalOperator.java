package io.millwright.app;

import io.millwright.engine.run.Operator;
import io.millwright.spi.Parameter;
import io.millwright.spi.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers a rehearsal's questions, and says what it has made up. */
final class RehearsalOperator implements Operator {
    private final List<String> invented = new ArrayList<>();

    /** What was answered for the operator. */
    List<String> invented() {
        return List.copyOf(invented);
    }

    @Override
    public Optional<String> confirm(String question, String phrase) {
        invented.add("'" + question + "' was answered with yes");
        return Optional.of(phrase);
    }

    @Override
    public Optional<String> ask(Parameter parameter) {
        String answer = parameter.defaultValue().orElseGet(() -> switch (parameter.type()) {
            case Parameter.Type.Choice c -> c.values().getFirst();
            case Parameter.Type.YesNo _ -> "true";
            case Parameter.Type.WholeNumber n -> Long.toString(n.min());
            case Parameter.Type.Quantity _ -> "1Gi";
            case Parameter.Type.Secret _ -> Simulator.standIn(parameter.id());
            case Parameter.Type.Text _, Parameter.Type.Document _ -> "rehearsal";
        });
        invented.add("'" + parameter.label() + "' was answered for you, with "
                + (parameter.type() instanceof Parameter.Type.Secret ? "something made up" : "'" + answer + "'"));
        return Optional.of(answer);
    }

    @Override
    public boolean present() {
        return true;
    }

    /** It belongs to the copy, which is gone in a moment. */
    @Override
    public void show(String what, String text) {
        invented.add("what is shown once, " + what + ", was the copy's");
    }
}
