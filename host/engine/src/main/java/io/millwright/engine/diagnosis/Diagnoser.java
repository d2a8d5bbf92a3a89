package io.millwright.engine.diagnosis;

import io.millwright.engine.Limit;
import io.millwright.engine.ObjectTime;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Looks at the pods, claims, events and nodes around an instance and says what most likely keeps a step from being done. Only reads. */
public final class Diagnoser {
    /** So long a diagnosis may take. */
    private static final Duration BUDGET = Duration.ofSeconds(15);

    private final ClusterView view;
    private final Duration budget;

    public Diagnoser(ClusterView view) {
        this(view, BUDGET);
    }

    /** One that gives up what hasn't answered after {@code budget}. */
    public Diagnoser(ClusterView view, Duration budget) {
        this.view = view;
        this.budget = budget;
    }

    /**
     * The diagnosis, within the budget.
     *
     * @param root the instance's own object
     * @param namespace where it works
     * @param since events before that are old stories
     * @param problem how the step failed
     */
    public Diagnosis of(ObjectRef root, String namespace, Instant since, Problem problem) {
        Map<Cause, String> found = new ConcurrentHashMap<>();
        List<String> unseen = new CopyOnWriteArrayList<>();
        Signs.ofProblem(problem).ifPresent(l -> found.putIfAbsent(l.cause(), l.evidence()));
        if (!found.containsKey(Cause.API_UNREACHABLE)) {
            look(root, namespace, since, found, unseen);
        }
        return diagnosis(found, unseen);
    }

    /** What is wrong around an instance now, for whoever looks on while a step is waited for. */
    Diagnosis now(ObjectRef root, String namespace, Instant since) {
        Map<Cause, String> found = new ConcurrentHashMap<>();
        List<String> unseen = new CopyOnWriteArrayList<>();
        look(root, namespace, since, found, unseen);
        return diagnosis(found, unseen);
    }

    /** What is found before the budget is used up counts, whatever doesn't answer after it. */
    private void look(ObjectRef root, String namespace, Instant since, Map<Cause, String> found, List<String> unseen) {
        try {
            new Limit(budget, Problem.Kind.CLUSTER).call("find the cause", namespace, () -> {
                looked(root, namespace, since, l -> found.putIfAbsent(l.cause(), l.evidence()), unseen);
                return true;
            });
        } catch (ProblemException e) {
            unseen.add(e.problem().why());
        }
    }

    private static Diagnosis diagnosis(Map<Cause, String> found, List<String> unseen) {
        return new Diagnosis(
                found.entrySet().stream()
                        .map(e -> new Diagnosis.Likely(e.getKey(), e.getValue()))
                        .sorted(Comparator.comparing(Diagnosis.Likely::cause))
                        .toList(),
                unseen);
    }

    private void looked(
            ObjectRef root, String namespace, Instant since, Consumer<Diagnosis.Likely> keep, List<String> unseen) {
        List<Resource> pods = list(Kind.POD, Selector.in(namespace), unseen);
        pods.forEach(p -> Signs.ofPod(p).forEach(keep));
        list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.in(namespace), unseen)
                .forEach(c -> Signs.ofClaim(c).ifPresent(keep));
        list(Kind.EVENT, Selector.in(namespace), unseen).stream()
                .filter(e -> !isOld(e, since))
                .forEach(e -> Signs.ofEvent(e).ifPresent(keep));
        Set<String> nodes = new HashSet<>();
        pods.forEach(p -> p.text("spec", "nodeName").ifPresent(nodes::add));
        if (!nodes.isEmpty()) {
            list(Kind.NODE, Selector.ALL, unseen).stream()
                    .filter(n -> nodes.contains(n.name()))
                    .forEach(n -> Signs.ofNode(n).ifPresent(keep));
        }
        root(root, unseen).flatMap(Signs::ofRoot).ifPresent(keep);
    }

    private Optional<Resource> root(ObjectRef root, List<String> unseen) {
        try {
            return view.get(root.anyIncarnation());
        } catch (ProblemException e) {
            unseen.add(root.display() + ": " + e.problem().why());
            return Optional.empty();
        }
    }

    private List<Resource> list(Kind kind, Selector selector, List<String> unseen) {
        try {
            return view.list(kind, selector);
        } catch (ProblemException e) {
            unseen.add(kind.plural() + ": " + e.problem().why());
            return List.of();
        }
    }

    /** An event without a time that can be read may be new. */
    private static boolean isOld(Resource event, Instant since) {
        return event.text("lastTimestamp")
                .or(() -> event.text("series", "lastObservedTime"))
                .or(() -> event.text("eventTime"))
                .flatMap(ObjectTime::of)
                .filter(t -> t.isBefore(since))
                .isPresent();
    }
}
