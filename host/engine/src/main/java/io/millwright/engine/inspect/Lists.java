package io.millwright.engine.inspect;

import io.millwright.engine.AtOnce;
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
        Lists lists = new Lists();
        try {
            AtOnce.each(
                            kinds,
                            patience,
                            kind -> part(kind, selector, view),
                            kind -> new Part(kind, late(kind, patience, view)))
                    .forEach(lists::take);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(problem(kinds.getFirst(), view.cluster(), "it was cancelled", "Ask again."));
        }
        return lists;
    }

    /** What came of one of them. */
    private record Part(Kind kind, List<Resource> objects, Optional<Problem> why) {
        Part(Kind kind, Problem why) {
            this(kind, List.of(), Optional.of(why));
        }
    }

    private static Part part(Kind kind, Selector selector, ClusterView view) {
        try {
            // Objects of a list may lack their kind, by which what they need is found.
            List<Resource> objects = view.list(kind, selector).stream()
                    .map(o ->
                            o.kind().isEmpty() ? o.with(kind.kind(), "kind").with(kind.apiVersion(), "apiVersion") : o)
                    .toList();
            return new Part(kind, objects, Optional.empty());
        } catch (ProblemException e) {
            return new Part(kind, e.problem());
        }
    }

    private void take(Part part) {
        part.why()
                .ifPresentOrElse(
                        why -> missing.add(new Missing(part.kind(), why)), () -> read.put(part.kind(), part.objects()));
    }

    List<Resource> of(Kind kind) {
        return read.getOrDefault(kind, List.of());
    }

    List<Missing> missing() {
        return missing;
    }

    private static Problem late(Kind kind, Duration patience, ClusterView view) {
        return problem(kind, view.cluster(), "no answer within " + patience.toSeconds() + " s", "Ask again.");
    }

    private static Problem problem(Kind kind, String cluster, String why, String next) {
        return new Problem(
                Problem.Kind.CLUSTER, "list " + kind.plural(), "cluster " + cluster, why, next, Optional.empty());
    }
}
