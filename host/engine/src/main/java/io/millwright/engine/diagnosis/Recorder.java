package io.millwright.engine.diagnosis;

import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Looks now and then at what a {@link Diagnoser} looks at while a step is waited for, and keeps what passes: events are deleted after an hour, and
 * a pod that was replaced tells nothing of why. Not thread-safe; the run's thread waits and looks.
 */
public final class Recorder {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration EVERY = Duration.ofSeconds(30);
    /** Where something can't be looked at, it won't be different at once. */
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

    /** A look may take so long from the wait. */
    private static final Duration LOOK = Duration.ofSeconds(3);

    private final ClusterView view;
    private final ObjectRef root;
    private final String namespace;
    private final Map<Cause, String> seen = new EnumMap<>(Cause.class);
    private Instant since = Instant.EPOCH;
    private long due;

    private Recorder(ClusterView view, ObjectRef root, String namespace) {
        this.view = view;
        this.root = root;
        this.namespace = namespace;
    }

    /** One for the steps of a plan with that target. */
    public static Recorder of(Plan.Target target, ClusterView view) {
        return new Recorder(view, target.root(), target.instance().namespace());
    }

    /**
     * A step is begun: what was seen before is another step's.
     *
     * @param now by the cluster's clock
     * @param nanos by the clock of the waits
     */
    public void begin(Instant now, long nanos) {
        seen.clear();
        since = now;
        due = nanos + FIRST.toNanos();
    }

    /** Looks, if it is time to. {@code nanos} by the clock of the waits. */
    public void look(long nanos) {
        if (nanos < due) {
            return;
        }
        Diagnosis now = new Diagnoser(view, LOOK).now(root, namespace, since);
        String at = view.now().truncatedTo(ChronoUnit.SECONDS).toString();
        now.likely().forEach(l -> seen.putIfAbsent(l.cause(), l.evidence() + " (seen at " + at + ", gone since)"));
        due = nanos + (now.unseen().isEmpty() ? EVERY : AFTER_FAILURE).toNanos();
    }

    /** Why the step failed: what is so now, then what was seen while it was waited for and has passed. */
    public Diagnosis diagnosis(Problem problem) {
        Diagnosis now = new Diagnoser(view).of(root, namespace, since, problem);
        List<Diagnosis.Likely> all = new ArrayList<>(now.likely());
        seen.forEach((cause, evidence) -> {
            if (now.likely().stream().noneMatch(l -> l.cause() == cause)) {
                all.add(new Diagnosis.Likely(cause, evidence));
            }
        });
        return new Diagnosis(all, now.unseen());
    }
}
