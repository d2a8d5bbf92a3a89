package io.millwright.testkit;

import io.millwright.engine.run.Operator;
import io.millwright.spi.Parameter;
import java.util.Map;
import java.util.Optional;

/**
 * Who answers questions by their ids as was said beforehand, and no others; nothing is shown to them.
 *
 * @param answers by the ids of their questions
 */
public record Answering(Map<String, String> answers) implements Operator {
    public Answering {
        answers = Map.copyOf(answers);
    }

    @Override
    public Optional<String> confirm(String question, String phrase) {
        return Optional.empty();
    }

    @Override
    public Optional<String> confirm(String id, String question, String phrase) {
        return Optional.ofNullable(answers.get(id));
    }

    @Override
    public Optional<String> ask(Parameter parameter) {
        return Optional.ofNullable(answers.get(parameter.id()));
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public void show(String what, String text) {
        throw new AssertionError("nothing is shown here");
    }
}
