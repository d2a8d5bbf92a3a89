package io.millwright.app.page;

import io.millwright.spi.Problem;
import io.millwright.tui.widget.Cell;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What came back: a value or a problem, and when. */
public record Answer<T>(Optional<T> value, Optional<Problem> problem, Instant at) {
    public static <T> Answer<T> of(T value, Instant at) {
        return new Answer<>(Optional.of(value), Optional.empty(), at);
    }

    /** What was seen last is of more use than a blank page: it stays, with the problem that the new answer tells. */
    static <T> Answer<T> kept(Optional<Answer<T>> before, Answer<T> now) {
        boolean lost = now.value().isEmpty() && before.flatMap(Answer::value).isPresent();
        return lost
                ? new Answer<>(
                        before.orElseThrow().value(),
                        now.problem(),
                        before.orElseThrow().at())
                : now;
    }

    /** With another value, where there is one. */
    Answer<T> with(UnaryOperator<T> change) {
        return new Answer<>(value.map(change), problem, at);
    }

    /** All that is known of each cluster, in the order of their names, with what that one has said. */
    static <T> Map<String, Answer<T>> of(String cluster, Answer<T> answer, Map<String, Answer<T>> known) {
        Map<String, Answer<T>> more = new TreeMap<>(known);
        more.put(cluster, answer);
        return more;
    }

    /** How long ago it was read, for the first line of a page; nothing before it was read. */
    static List<Cell> age(Optional<? extends Answer<?>> answer, Instant now) {
        return answer.map(a -> List.of(Cell.muted("read " + Words.ago(a.at(), now))))
                .orElse(List.of());
    }

    public static <T> Answer<T> failed(Problem problem, Instant at) {
        return new Answer<>(Optional.empty(), Optional.of(problem), at);
    }
}
