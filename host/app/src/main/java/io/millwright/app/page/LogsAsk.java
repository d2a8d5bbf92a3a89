package io.millwright.app.page;

import io.millwright.engine.browse.LogAsk;
import java.time.Duration;
import java.util.Optional;

/**
 * Which logs, and which lines of them.
 *
 * @param pod one pod; empty for those with the labels
 * @param container empty for all
 * @param filter what was typed; lines that don't pass are never kept
 */
public record LogsAsk(
        String context, String namespace, String pod, String labels, String container, LogAsk part, String filter) {
    /** The last lines of a pod. */
    static LogsAsk pod(String context, String namespace, String pod) {
        return new LogsAsk(context, namespace, pod, "", "", new LogAsk(500, Optional.empty(), false), "");
    }

    /** The last lines of a container. */
    static LogsAsk container(String context, String namespace, String pod, String container) {
        return new LogsAsk(context, namespace, pod, "", container, new LogAsk(500, Optional.empty(), false), "");
    }

    /** The last lines of all pods with these labels. */
    static LogsAsk labelled(String context, String namespace, String labels) {
        return new LogsAsk(context, namespace, "", labels, "", new LogAsk(200, Optional.empty(), false), "");
    }

    LogsAsk filtered(String typed) {
        return new LogsAsk(context, namespace, pod, labels, container, part, typed);
    }

    LogsAsk turned() {
        return with(new LogAsk(part.tail(), part.since(), !part.previous()));
    }

    LogsAsk since(Optional<Duration> span) {
        return with(new LogAsk(span.isPresent() ? 5000 : 500, span, part.previous()));
    }

    private LogsAsk with(LogAsk other) {
        return new LogsAsk(context, namespace, pod, labels, container, other, filter);
    }

    String what() {
        return pod.isEmpty() ? labels : container.isEmpty() ? pod : pod + "/" + container;
    }
}
