package io.millwright.engine.run;

import io.millwright.engine.check.Difference;
import io.millwright.engine.check.Refs;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.port.UnderRun;
import io.millwright.engine.preview.Previewer;
import io.millwright.spi.Action;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Does what an action says, once. The only caller of a cluster's writer besides previews. */
final class ActionExecutor {
    private final ClusterConnection cluster;
    private final Operator operator;
    private final HttpRequests requests;
    private final Fence fence;
    private final Patience patience;
    private final Eviction eviction;
    private final Secrets secrets = new Secrets();
    private final Consumer<String> remarks;

    /** {@code waits} is told what an action waits for, {@code remarks} what the operator is to do, line by line. */
    ActionExecutor(
            ClusterConnection cluster,
            RunExecutor.Surroundings around,
            Fence fence,
            BiConsumer<Step, String> waits,
            Consumer<String> remarks) {
        this.cluster = cluster;
        this.remarks = remarks;
        this.fence = fence;
        this.patience = new Patience(
                around.pace(),
                around.cancellation(),
                (step, p) -> waits.accept(step, secrets.without(p).why()));
        this.eviction = new Eviction(cluster, fence, patience);
        this.operator = around.operator();
        this.requests = new HttpRequests(cluster, operator, secrets);
    }

    /** The same problem without any secret that has passed through here. */
    Problem withoutSecrets(Problem problem) {
        return secrets.without(problem);
    }

    /**
     * Does it. The run is named to the cluster with each call.
     *
     * @param runId written where a later look can find it again
     * @param made is given the UID of each object as it is written, by how the object is displayed
     * @return one line: what came of it
     */
    String execute(Step step, Action action, String runId, Map<String, String> made) {
        return UnderRun.of(
                runId,
                () -> isOneWrite(action)
                        ? patience.of(step, Patience.USUAL, () -> done(step, action, runId, made))
                        : done(step, action, runId, made));
    }

    /** Puts something back, as patiently as it was done; the lock is looked at before each attempt. */
    <T> T patiently(Step step, Supplier<T> work) {
        return patience.of(step, Patience.USUAL, () -> {
            fence.look();
            return work.get();
        });
    }

    /** Whether all of it is done or none, or doing all of it again changes nothing more: not so with charts, requests and commands. */
    private static boolean isOneWrite(Action action) {
        return switch (action) {
            case Action.Apply _,
                    Action.Create _,
                    Action.Patch _,
                    Action.Annotate _,
                    Action.Scale _,
                    Action.Delete _,
                    Action.ForceDelete _,
                    Action.Evict _ -> true;
            default -> false;
        };
    }

    private String done(Step step, Action action, String runId, Map<String, String> made) {
        ClusterWriter writer = cluster.writer();
        return switch (action) {
            case Action.Apply a -> {
                a.objects().forEach(o -> applied(a, o, made));
                yield a.objects().size() == 1 ? "applied" : a.objects().size() + " objects applied";
            }
            case Action.Create a -> create(step, a, writer, made);
            case Action.Patch a -> "resourceVersion " + patched(a.object(), a.patch(), a.removals(), a.subresource());
            case Action.Annotate a -> "resourceVersion " + patched(a.object(), Previewer.annotations(a), List.of(), "");
            case Action.Scale a -> {
                fence.bound(a.object(), seen -> {
                    writer.scale(a.object(), a.replicas(), seen.map(Resource::resourceVersion), Mode.REAL);
                    return true;
                });
                yield a.replicas() + " replicas set";
            }
            case Action.Delete a -> {
                fence.bound(a.object(), seen -> {
                    writer.delete(incarnation(a.object(), seen), a.propagation(), Mode.REAL);
                    return true;
                });
                yield "deletion accepted";
            }
            case Action.ForceDelete a -> {
                fence.bound(a.pod(), _ -> {
                    writer.forceDelete(a.pod(), Mode.REAL);
                    return true;
                });
                yield "deletion by force accepted";
            }
            case Action.Evict a -> eviction.of(step, a);
            case Action.Helm a -> {
                fence.look();
                var state = cluster.helm().execute(a, "Millwright run " + runId, step.deadline());
                yield "release " + state.name() + " revision " + state.revision() + " " + state.status();
            }
            case Action.HelmRollback a -> {
                fence.look();
                var state = cluster.helm().rollBack(a, HelmRevision.rolledBack(a.revision(), runId), step.deadline());
                yield "release " + state.name() + " revision " + state.revision() + " " + state.status();
            }
            case Action.Http a -> {
                fence.look();
                yield requests.send(step, a);
            }
            case Action.Exec a -> {
                fence.look();
                var reply = writer.exec(a.pod(), a.container(), a.command(), step.deadline());
                if (reply.exitCode() != 0) {
                    throw refused(step, a.pod().display(), "exit code " + reply.exitCode() + ": " + reply.error());
                }
                yield "exit code 0";
            }
            case Action.Confirm a -> confirm(step, a);
            case Action.Input a -> input(step, a);
            case Action.Manual a -> {
                a.instructions().lines().forEach(remarks);
                yield "told the operator";
            }
            case Action.Wait a -> "";
            case Action.Look a -> "";
            case Action.ForEach a -> throw new IllegalStateException("the run takes the steps of a ForEach one by one");
        };
    }

    private void applied(Action.Apply a, Resource object, Map<String, String> made) {
        ObjectRef ref = Refs.of(object, a.objects());
        if (ref.kind().namespaced() && object.namespace().isEmpty()) {
            // Which namespace is meant, only the connection knows.
            fence.look();
            made.put(
                    ref.display(),
                    cluster.writer().apply(object, a.force(), Mode.REAL).uid());
            return;
        }
        boolean there = fence.bound(ref, seen -> {
            Resource wanted = seen.map(s -> object.with(s.resourceVersion(), "metadata", "resourceVersion"))
                    .orElse(object);
            made.put(
                    ref.display(),
                    cluster.writer().apply(wanted, a.force(), Mode.REAL).uid());
            return seen.isPresent();
        });
        if (!there) {
            fence.made(ref);
        }
    }

    private String patched(ObjectRef object, Map<String, Object> patch, List<String> removals, String subresource) {
        return fence.bound(
                object,
                seen -> cluster.writer()
                        .patch(object, patch, removals, subresource, seen.map(Resource::resourceVersion), Mode.REAL)
                        .resourceVersion());
    }

    /** Just the object that was seen, not one that is made anew under its name meanwhile. */
    private static ObjectRef incarnation(ObjectRef named, Optional<Resource> seen) {
        return named.uid().isPresent()
                ? named
                : new ObjectRef(named.kind(), named.namespace(), named.name(), seen.map(Resource::uid));
    }

    /** A second creation finds the first. An object of that name that isn't what the plan makes is somebody else's: it stops the run. */
    private String create(Step step, Action.Create a, ClusterWriter writer, Map<String, String> made) {
        ObjectRef ref = Refs.of(a.object());
        fence.look();
        try {
            String uid = writer.create(a.object(), Mode.REAL).uid();
            made.put(ref.display(), uid);
            fence.made(ref);
            return "uid " + uid;
        } catch (ProblemException e) {
            if (!e.problem().code().equals(Optional.of("409"))) {
                throw e;
            }
            Optional<Resource> live = cluster.view().get(ref);
            Optional<String> difference =
                    live.flatMap(l -> Difference.first(a.object().content(), l.content()));
            if (live.isEmpty() || difference.isPresent()) {
                throw refused(
                        step,
                        ref.display(),
                        "an object of that name is there that this plan didn't make"
                                + difference.map(d -> ": " + d).orElse(""));
            }
            return "it was there already";
        }
    }

    private String confirm(Step step, Action.Confirm a) {
        String typed =
                operator.confirm(step.id(), a.question(), a.phrase()).orElseThrow(() -> unanswered(step, a.question()));
        if (!typed.equals(a.phrase())) {
            throw refused(step, a.question(), "'" + a.phrase() + "' was not typed");
        }
        return "confirmed";
    }

    private String input(Step step, Action.Input a) {
        String value = operator.ask(a.parameter())
                .orElseThrow(() -> unanswered(step, a.parameter().label()));
        a.parameter().refusal(value).ifPresent(why -> {
            throw refused(step, a.parameter().label(), why);
        });
        requests.answered(a.parameter().id(), value);
        boolean secret = a.parameter().type() instanceof io.millwright.spi.Parameter.Type.Secret;
        if (secret) {
            secrets.add(value);
        }
        return secret ? "given" : value;
    }

    private static ProblemException unanswered(Step step, String question) {
        return refused(step, question, "nobody is there to answer");
    }

    private static ProblemException refused(Step step, String on, String why) {
        return new ProblemException(new Problem(
                Problem.Kind.CLUSTER,
                step.title(),
                on,
                why,
                "The step was not done. Look at the target, then run the runbook again or undo what was done.",
                Optional.empty()));
    }
}
