package io.millwright.engine.port;

import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogPart;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.LogSources;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Logs of the containers of one cluster. Thread-safe; methods throw {@link io.millwright.spi.ProblemException} when the cluster refused or
 * didn't answer.
 */
public interface Logs {
    /** Of that many containers at most, so that a wide selector doesn't open a thousand streams. */
    int AT_MOST = 50;

    /**
     * The containers meant; none when there is no such pod. At most {@link #AT_MOST} of them are given, the others are counted.
     *
     * @param namespace empty for all, only with labels
     * @param pod one pod; empty for those with the labels
     * @param labels a label selector
     * @param container one container of each; empty for all, those included that come before the others
     */
    LogSources sources(String namespace, String pod, String labels, String container);

    /**
     * The end of what is there; nothing when the container hasn't run.
     *
     * @param bytes at most so much is held at once; where that is too little for the lines that are asked for, it is fewer of them
     */
    LogPart read(LogSource source, LogAsk ask, long bytes);

    /**
     * What was written from a moment on, the oldest first; nothing when the container hasn't run. Unlike {@link #read}, it is the beginning
     * that is given where there is too much.
     *
     * @param most at most so many lines
     */
    LogPart first(LogSource source, Instant from, int most, boolean previous);

    /**
     * Tells each line that is newer, across restarts of the container, until the pod is gone, the container has ended for good, or the thread
     * is interrupted.
     *
     * @param ended whether the container has ended for good; asked when all that it had written has come
     * @throws io.millwright.spi.ProblemException when the log may not be read; what passes is waited for
     */
    void follow(LogSource source, Optional<Instant> after, Consumer<LogLine> lines, BooleanSupplier ended)
            throws InterruptedException;
}
