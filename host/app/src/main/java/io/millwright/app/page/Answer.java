package io.millwright.app.page;

import io.millwright.spi.Problem;
import java.time.Instant;
import java.util.Optional;

/** What came back: a value or a problem, and when. */
public record Answer<T>(Optional<T> value, Optional<Problem> problem, Instant at) {
    public static <T> Answer<T> of(T value, Instant at) {
        return new Answer<>(Optional.of(value), Optional.empty(), at);
    }

    public static <T> Answer<T> failed(Problem problem, Instant at) {
        return new Answer<>(Optional.empty(), Optional.of(problem), at);
    }
}
