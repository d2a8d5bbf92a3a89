package io.millwright.app.page;

import io.millwright.app.browse.LogLimits;
import io.millwright.engine.browse.LogAsk;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which logs, and which lines of them.
 *
 * @param pod one pod; empty for those with the labels
 * @param container empty for all
 * @param filter what was typed; lines that don't pass are never kept
 * @param whose what selects the pods with the labels; empty where nobody does
 */
public record LogsAsk(
        String context,
        String namespace,
        String pod,
        String labels,
        String container,
        LogAsk part,
        String filter,
        String whose) {
    /** Of nobody's pods. */
    public LogsAsk(
            String context, String namespace, String pod, String labels, String container, LogAsk part, String filter) {
        this(context, namespace, pod, labels, container, part, filter, "");
    }

    /** Of many pods, fewer of each. */
    private static final int TAIL_OF_MANY = 200;

    /** The last lines of a pod. */
    static LogsAsk pod(String context, String namespace, String pod) {
        return container(context, namespace, pod, "");
    }

    /** The last lines of a container. */
    static LogsAsk container(String context, String namespace, String pod, String container) {
        return new LogsAsk(context, namespace, pod, "", container, last(LogLimits.TAIL), "");
    }

    /** The last lines of all pods with these labels, which that one selects. */
    static LogsAsk labelled(String context, String namespace, String labels, String whose) {
        return new LogsAsk(context, namespace, "", labels, "", last(TAIL_OF_MANY), "", whose);
    }

    private static LogAsk last(int tail) {
        return new LogAsk(tail, Optional.empty(), false);
    }

    /** The same, as much of it as those limits say. */
    LogsAsk within(LogLimits limits) {
        return limits.since().isPresent() ? since(limits.since().get(), limits) : last(limits);
    }

    LogsAsk filtered(String typed) {
        return new LogsAsk(context, namespace, pod, labels, container, part, typed, whose);
    }

    /** As much of it as is to be read: where only some lines are wanted, they are looked for in as many as are kept. */
    LogsAsk reading(LogLimits limits) {
        boolean end = part.since().isEmpty() && part.from().isEmpty();
        return filter.isBlank() || !end
                ? this
                : with(new LogAsk(Math.max(part.tail(), limits.lines()), Optional.empty(), part.previous()));
    }

    LogsAsk turned() {
        return with(new LogAsk(part.tail(), part.since(), part.from(), !part.previous()));
    }

    /** The last lines, however old. */
    LogsAsk last(LogLimits limits) {
        int usual = pod.isEmpty() ? TAIL_OF_MANY : LogLimits.TAIL;
        return with(new LogAsk(limits.tail(usual), Optional.empty(), part.previous()));
    }

    /** Those that aren't older; of too many the last. */
    LogsAsk since(Duration span, LogLimits limits) {
        return with(new LogAsk(limits.lines(), Optional.of(span), part.previous()));
    }

    /** Those from that moment on; of too many the first. */
    LogsAsk from(Instant moment, LogLimits limits) {
        return with(new LogAsk(limits.lines(), Optional.empty(), Optional.of(moment), part.previous()));
    }

    private LogsAsk with(LogAsk other) {
        return new LogsAsk(context, namespace, pod, labels, container, other, filter, whose);
    }

    String what() {
        if (pod.isEmpty()) {
            return whose.isEmpty() ? labels : whose;
        }
        return container.isEmpty() ? pod : pod + "/" + container;
    }
}
