package io.millwright.engine.check;

import io.millwright.engine.Limit;
import io.millwright.engine.port.HelmPort;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.CheckResult.CannotTell;
import io.millwright.spi.CheckResult.Holds;
import io.millwright.spi.CheckResult.NotHolds;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Evidence;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Evaluates checks against one cluster. Reads only. What can't be read is {@link CannotTell}, never an exception. */
public final class CheckEvaluator {
    private static final Limit NAMED = Limit.ofTool(Duration.ofSeconds(20));

    private final ClusterView view;
    private final Supplier<HelmPort> helm;
    private final Map<String, NamedCheck> named;

    public CheckEvaluator(ClusterView view, Supplier<HelmPort> helm, Map<String, NamedCheck> named) {
        this.view = view;
        this.helm = helm;
        this.named = Map.copyOf(named);
    }

    /** The answer, with what was seen. */
    public CheckResult evaluate(Check check) {
        try {
            return answer(check);
        } catch (ProblemException e) {
            return new CannotTell(e.problem().summary(), List.of());
        } catch (RuntimeException e) {
            return new CannotTell("the check failed: " + e, List.of());
        }
    }

    private CheckResult answer(Check check) {
        return switch (check) {
            case Check.Ready c -> ready(c.object());
            case Check.Condition c -> condition(c);
            case Check.FieldMatches c -> field(c);
            case Check.Matches c -> matches(c);
            case Check.Exists c -> exists(c.object());
            case Check.Absent c -> absent(c.object());
            case Check.HttpOk c -> http(c);
            case Check.Release c -> release(c);
            case Check.Named c -> named(c);
            case Check.All c -> all(c);
            case Check.Never c -> new NotHolds(c.reason(), List.of());
        };
    }

    private CheckResult ready(ObjectRef ref) {
        return view.get(ref)
                .<CheckResult>map(object -> {
                    Readiness.State state = Readiness.of(ref.kind(), object);
                    List<Evidence> seen = List.of(evidence("readiness", ref, state.field(), state.message()));
                    return switch (state.answer()) {
                        case READY -> new Holds(ref.display() + " is ready", seen);
                        case NOT_READY -> new NotHolds(ref.display() + ": " + state.message(), seen);
                        case CANNOT_TELL -> new CannotTell(ref.display() + ": " + state.message(), seen);
                    };
                })
                .orElseGet(() -> missing(ref));
    }

    private CheckResult condition(Check.Condition c) {
        return view.get(c.object())
                .<CheckResult>map(object -> {
                    Optional<Resource> condition = object.condition(c.type());
                    String status = condition.flatMap(x -> x.text("status")).orElse("absent");
                    String reason = condition
                            .flatMap(x ->
                                    x.text("message").filter(m -> !m.isEmpty()).or(() -> x.text("reason")))
                            .orElse("");
                    String field = "status.conditions[" + c.type() + "]";
                    List<Evidence> seen = List.of(evidence(
                            "condition", c.object(), field, status + (reason.isEmpty() ? "" : " (" + reason + ")")));
                    String text = c.object().display() + ": " + c.type() + " is " + status
                            + (reason.isEmpty() ? "" : ", " + reason);
                    return status.equals(c.status()) ? new Holds(text, seen) : new NotHolds(text, seen);
                })
                .orElseGet(() -> missing(c.object()));
    }

    private CheckResult field(Check.FieldMatches c) {
        Optional<Resource> found = view.get(c.object());
        if (found.isEmpty()) {
            return missing(c.object());
        }
        String[] path = c.path().toArray(String[]::new);
        Optional<Object> value = found.get().at(path);
        String shown = value.map(Object::toString).orElse("absent");
        String field = String.join(".", c.path());
        boolean holds = switch (c.operator()) {
            case EQUALS -> shown.equals(c.value()) && value.isPresent();
            case NOT_EQUALS -> !shown.equals(c.value());
            case AT_LEAST -> found.get().number(path).orElse(0L) >= Long.parseLong(c.value());
            case AT_MOST -> found.get().number(path).orElse(0L) <= Long.parseLong(c.value());
            case PRESENT -> value.isPresent();
            case ABSENT -> value.isEmpty();
        };
        String wanted = switch (c.operator()) {
            case EQUALS -> c.value();
            case NOT_EQUALS -> "other than " + c.value();
            case AT_LEAST -> "at least " + c.value();
            case AT_MOST -> "at most " + c.value();
            case PRESENT -> "set";
            case ABSENT -> "not set";
        };
        List<Evidence> seen = List.of(evidence("field", c.object(), field, shown));
        String text = c.object().display() + " " + field + " is " + shown;
        return holds ? new Holds(text, seen) : new NotHolds(text + ", wanted " + wanted, seen);
    }

    private CheckResult matches(Check.Matches c) {
        List<Evidence> seen = new ArrayList<>();
        for (Resource wanted : c.objects()) {
            ObjectRef ref = Refs.of(wanted, c.objects());
            Optional<Resource> live = view.get(ref);
            if (live.isEmpty()) {
                return missing(ref);
            }
            Optional<String> difference =
                    Difference.first(wanted.content(), live.get().content());
            if (difference.isPresent()) {
                return new NotHolds(
                        ref.display() + ": " + difference.get(),
                        List.of(evidence("differs", ref, difference.get(), "as read")));
            }
            seen.add(evidence(
                    "as wanted", ref, "metadata.resourceVersion", live.get().resourceVersion()));
        }
        return new Holds(c.objects().size() == 1 ? "as wanted" : c.objects().size() + " objects as wanted", seen);
    }

    private CheckResult exists(ObjectRef ref) {
        return view.get(ref)
                .<CheckResult>map(object -> {
                    boolean same = ref.uid().map(object.uid()::equals).orElse(true);
                    List<Evidence> seen = List.of(evidence("is there", ref, "metadata.uid", object.uid()));
                    return same
                            ? new Holds(ref.display() + " is there", seen)
                            : new NotHolds(ref.display() + " is another object of the same name", seen);
                })
                .orElseGet(() -> missing(ref));
    }

    private CheckResult absent(ObjectRef ref) {
        return view.get(ref)
                .<CheckResult>map(object -> {
                    if (ref.uid().isPresent() && !ref.uid().get().equals(object.uid())) {
                        return new Holds(ref.display() + " of that incarnation is gone", List.of());
                    }
                    String deleting =
                            object.text("metadata", "deletionTimestamp").orElse("");
                    return new NotHolds(
                            ref.display() + (deleting.isEmpty() ? " is there" : " is being deleted"),
                            List.of(evidence("still there", ref, "metadata.deletionTimestamp", deleting)));
                })
                .orElseGet(() -> new Holds(
                        ref.display() + " is not there", List.of(evidence("absent", ref, "metadata.name", "404"))));
    }

    private CheckResult http(Check.HttpOk c) {
        ClusterView.HttpReply reply = view.httpGet(c.object(), c.scheme(), c.port(), c.path());
        List<Evidence> seen =
                List.of(evidence("HTTP status", c.object(), "GET " + c.path(), String.valueOf(reply.status())));
        String text = "GET " + c.path() + " of " + c.object().display() + " answers " + reply.status();
        return reply.status() / 100 == 2 ? new Holds(text, seen) : new NotHolds(text, seen);
    }

    private CheckResult release(Check.Release c) {
        Optional<HelmPort.ReleaseState> found = helm.get().release(c.namespace(), c.release());
        String name = "Helm release " + c.namespace() + "/" + c.release();
        if (found.isEmpty()) {
            return c.absent()
                    ? new Holds(name + " is not there", List.of())
                    : new NotHolds(name + " is not there", List.of());
        }
        HelmPort.ReleaseState r = found.get();
        String text =
                name + " is " + r.status() + ", " + r.chart() + " " + r.chartVersion() + ", revision " + r.revision();
        List<Evidence> seen = List.of(new Evidence("Helm release", Optional.empty(), "status", text, view.now()));
        boolean right = r.status().equals("deployed")
                && (c.chartVersion().isEmpty() || c.chartVersion().equals(r.chartVersion()));
        return right && !c.absent() ? new Holds(text, seen) : new NotHolds(text, seen);
    }

    private CheckResult named(Check.Named c) {
        NamedCheck check = named.get(c.id());
        return check == null
                ? new CannotTell("the plugin has no check " + c.id(), List.of())
                : NAMED.call("make the check " + c.id(), view.cluster(), () -> check.evaluate(c.arguments(), view));
    }

    private CheckResult all(Check.All c) {
        List<Evidence> seen = new ArrayList<>();
        String last = "nothing to check";
        for (Check part : c.checks()) {
            CheckResult result = evaluate(part);
            if (!result.holds()) {
                return result;
            }
            seen.addAll(result.evidence());
            last = result.message();
        }
        return new Holds(last, seen);
    }

    private CheckResult missing(ObjectRef ref) {
        return new NotHolds(ref.display() + " is not there", List.of(evidence("absent", ref, "metadata.name", "404")));
    }

    private Evidence evidence(String what, ObjectRef ref, String field, String value) {
        boolean secret = ref.kind().equals(Kind.SECRET) && !field.startsWith("metadata");
        return new Evidence(what, Optional.of(ref), field, secret ? "<redacted>" : value, view.now());
    }
}
