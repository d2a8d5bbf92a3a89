package io.millwright.engine.port;

import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogHead;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Logs of the containers of one cluster. Thread-safe; methods throw {@link io.millwright.spi.ProblemException} when the cluster refused or
 * didn't answer.
 */
public interface Logs {
    /** Of that many containers at most, so that a wide selector doesn't open a thousand streams. */
    int AT_MOST = 50;

    /**
     * The containers meant; none when there is no such pod. At most {@link #AT_MOST}.
     *
     * @param namespace empty for all, only with labels
     * @param pod one pod; empty for those with the labels
     * @param labels a label selector
     * @param container one container of each, which may be an init container; empty for all that run on
     */
    List<LogSource> sources(String namespace, String pod, String labels, String container);

    /** What is there, oldest first; nothing when the container hasn't run. */
    List<LogLine> read(LogSource source, LogAsk ask);

    /**
     * What was written from a moment on, the oldest first; nothing when the container hasn't run. Unlike {@link #read}, it is the beginning
     * that is given where there is too much.
     *
     * @param most at most so many lines
     */
    LogHead first(LogSource source, Instant from, int most, boolean previous);

    /** Tells each line that is newer, across restarts of the container, until the pod is gone or the thread is interrupted. */
    void follow(LogSource source, Optional<Instant> after, Consumer<LogLine> lines) throws InterruptedException;
}
