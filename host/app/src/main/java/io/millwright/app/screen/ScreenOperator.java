package io.millwright.app.screen;

import io.millwright.app.page.Question;
import io.millwright.engine.run.Operator;
import io.millwright.spi.Parameter;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The person at the screen, for one run: a question goes to the page of the run, and the run waits for the answer. */
final class ScreenOperator implements Operator {
    /** A person may have to look for an unseal key; but a run doesn't wait for ever. */
    private static final long PATIENCE_MINUTES = 30;

    private final Consumer<Question> page;
    private final BlockingQueue<Optional<String>> answers = new ArrayBlockingQueue<>(1);

    ScreenOperator(Consumer<Question> page) {
        this.page = page;
    }

    /** Given by the page; what nobody waits for is dropped. */
    void answer(Optional<String> said) {
        answers.offer(said);
    }

    private Optional<String> asked(Question question) {
        answers.clear();
        page.accept(question);
        try {
            Optional<String> said = answers.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
            return said == null ? Optional.empty() : said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> confirm(String question, String phrase) {
        return asked(new Question.Confirm(question, phrase));
    }

    @Override
    public Optional<String> ask(Parameter parameter) {
        return asked(new Question.Value(
                parameter.label() + ": " + Operator.help(parameter),
                parameter.type() instanceof Parameter.Type.Secret));
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public void show(String what, String text) {
        asked(new Question.Secret(what, text));
    }
}
