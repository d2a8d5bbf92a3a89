package io.millwright.engine.inspect;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lists of several kinds that are read at the same time; one that is refused or late is told as missing and delays nothing beyond the limit. */
final class Lists {
    private final Map<Kind, List<Resource>> read = new LinkedHashMap<>();
    private final List<Missing> missing = new ArrayList<>();

    private Lists() {}

    /**
     * All of them.
     *
     * @throws ProblemException when the caller is interrupted
     */
    static Lists read(List<Kind> kinds, Selector selector, ClusterView view, Duration patience) {
        Map<Kind, FutureTask<List<Resource>>> asked = new LinkedHashMap<>();
        for (Kind kind : kinds) {
            FutureTask<List<Resource>> task = new FutureTask<>(() -> view.list(kind, selector));
            asked.put(kind, task);
            Thread.startVirtualThread(task);
        }
        long end = System.nanoTime() + patience.toNanos();
        Lists lists = new Lists();
        try {
            asked.forEach((kind, task) -> lists.take(kind, task, end, patience, view.cluster()));
        } finally {
            asked.values().forEach(t -> t.cancel(true));
        }
        return lists;
    }

    List<Resource> of(Kind kind) {
        return read.getOrDefault(kind, List.of());
    }

    List<Missing> missing() {
        return missing;
    }

    private void take(Kind kind, FutureTask<List<Resource>> task, long end, Duration patience, String cluster) {
        try {
            // Objects of a list may lack their kind, by which what they need is found.
            read.put(
                    kind,
                    task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS).stream()
                            .map(o -> o.kind().isEmpty()
                                    ? o.with(kind.kind(), "kind").with(kind.apiVersion(), "apiVersion")
                                    : o)
                            .toList());
        } catch (TimeoutException late) {
            missing.add(new Missing(
                    kind, problem(kind, cluster, "no answer within " + patience.toSeconds() + " s", "Ask again.")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(problem(kind, cluster, "it was cancelled", "Ask again."));
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case ProblemException p -> missing.add(new Missing(kind, p.problem()));
                case RuntimeException r -> throw r;
                case Error error -> throw error;
                case null, default ->
                    throw new IllegalStateException("a list throws nothing that is checked", e.getCause());
            }
        }
    }

    private static Problem problem(Kind kind, String cluster, String why, String next) {
        return new Problem(
                Problem.Kind.CLUSTER, "list " + kind.plural(), "cluster " + cluster, why, next, Optional.empty());
    }
}
