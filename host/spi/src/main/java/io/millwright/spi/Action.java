package io.millwright.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a step does: data, executed by the host alone. */
public sealed interface Action {
    /** What a repetition of this action would do, unless the step says otherwise. */
    Effect effect();

    /** Server-side apply of whole objects with the host's field manager, in order; conflicts are never forced unless {@code force}. */
    record Apply(List<Resource> objects, boolean force) implements Action {
        public Apply {
            objects = List.copyOf(objects);
        }

        @Override
        public Effect effect() {
            return Effect.IDEMPOTENT;
        }
    }

    /**
     * JSON merge patch of one object, which sets absolute values.
     *
     * @param patch the merge patch
     * @param removals paths (words joined by {@code /}, with {@code ~1} for a slash in a word) whose value is taken away
     * @param subresource {@code status}, or empty for the object itself
     */
    record Patch(ObjectRef object, Map<String, Object> patch, List<String> removals, String subresource)
            implements Action {
        public Patch {
            patch = new Resource(patch).content();
            removals = List.copyOf(removals);
        }

        @Override
        public Effect effect() {
            return Effect.IDEMPOTENT;
        }
    }

    /** Sets the number of replicas through the {@code scale} subresource. */
    record Scale(ObjectRef object, int replicas) implements Action {
        @Override
        public Effect effect() {
            return Effect.IDEMPOTENT;
        }
    }

    /** Sets annotations; a trigger's value is derived from the request's token, never from the time. */
    record Annotate(ObjectRef object, Map<String, String> annotations) implements Action {
        public Annotate {
            annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        }

        @Override
        public Effect effect() {
            return Effect.IDEMPOTENT;
        }
    }

    /** Creates an object whose name is derived from the request's token: a second time it is found, not made. */
    record Create(Resource object) implements Action {
        @Override
        public Effect effect() {
            return Effect.PROBEABLE;
        }
    }

    /** Deletes one object; {@code Orphan} keeps what it owns. */
    record Delete(ObjectRef object, Propagation propagation) implements Action {
        @Override
        public Effect effect() {
            return Effect.IDEMPOTENT;
        }
    }

    /**
     * Lets the API server evict a pod, as a drain does: it goes only as its disruption budgets permit. While one doesn't, the host asks again
     * until the step's deadline, and says which. The reference names the incarnation: a pod that is made anew under the name isn't touched.
     */
    record Evict(ObjectRef pod) implements Action {
        public Evict {
            if (pod.uid().isEmpty()) {
                throw new IllegalArgumentException("an eviction names the incarnation of " + pod.display());
            }
        }

        @Override
        public Effect effect() {
            return Effect.IDEMPOTENT;
        }
    }

    /**
     * Deletes a pod without waiting for its node: the API server forgets it at once, and its processes may run on. The reference names the
     * incarnation: a pod that is made anew under the name isn't touched.
     */
    record ForceDelete(ObjectRef pod) implements Action {
        public ForceDelete {
            if (pod.uid().isEmpty()) {
                throw new IllegalArgumentException("a deletion by force names the incarnation of " + pod.display());
            }
        }

        @Override
        public Effect effect() {
            return Effect.IDEMPOTENT;
        }
    }

    /** What happens to the objects that a deleted one owns. */
    enum Propagation {
        BACKGROUND,
        FOREGROUND,
        ORPHAN
    }

    /** A Helm release. The host writes the run's id into the release's description, which is how it is found again. */
    record Helm(Verb verb, String namespace, String release, Optional<ChartRef> chart, Map<String, Object> values)
            implements Action {
        public Helm {
            values = new Resource(values).content();
        }

        /** What is done with the release. */
        public enum Verb {
            INSTALL,
            UPGRADE,
            UNINSTALL
        }

        @Override
        public Effect effect() {
            return Effect.PROBEABLE;
        }
    }

    /**
     * Takes a Helm release back to a revision that Helm keeps, as a new revision: with the objects, values and chart that were stored then. It
     * is a reference alone: what is secret in the revision stays in the cluster.
     */
    record HelmRollback(String namespace, String release, int revision) implements Action {
        @Override
        public Effect effect() {
            return Effect.PROBEABLE;
        }
    }

    /**
     * A request to a pod or service: through the API server's proxy, or, when something secret or large passes (a login, an answer in the
     * body, a reply that is shown or saved, a file), through a port-forward to the pod. Done when the answer's status is 2xx.
     *
     * @param body what is sent
     * @param login how it proves who asks
     * @param reply what becomes of the answer
     */
    record Http(
            ObjectRef object,
            String scheme,
            int port,
            String method,
            String path,
            Body body,
            Optional<Login> login,
            Reply reply)
            implements Action {
        /** What a request sends. */
        public sealed interface Body {
            /**
             * Text, JSON when it begins with a brace. {@code {{input.ID}}} stands for what the operator answered to the run's {@link Input} of
             * that parameter, as the content of a JSON string.
             */
            record Text(String text) implements Body {}

            /** A file of the operator's machine, as it is. */
            record File(String path) implements Body {}
        }

        /** What becomes of an answer. */
        public sealed interface Reply {
            /** Nothing of it is kept but its status. */
            record Ignore() implements Reply {}

            /**
             * It is shown to the operator once and kept nowhere: a run without an operator stops before the request.
             *
             * @param parts what a person needs of a JSON answer, in the order in which it is shown; without any, or where one isn't there, the
             *     answer is shown as it is, so that nothing is lost
             */
            record ShowOnce(String what, List<Part> parts) implements Reply {
                public ShowOnce {
                    parts = List.copyOf(parts);
                }

                /** An answer that is shown as it is. */
                public ShowOnce(String what) {
                    this(what, List.of());
                }

                /** A field that holds a text or several; several are numbered from 1. */
                public record Part(String label, String field) {}
            }

            /** It is written to that file of the operator's machine, which must not exist, readable by its owner alone. */
            record Save(String file) implements Reply {}
        }

        /** A request without login, of whose answer only the status matters. */
        public Http(ObjectRef object, String scheme, int port, String method, String path, String body) {
            this(object, scheme, port, method, path, new Body.Text(body), Optional.empty(), new Reply.Ignore());
        }

        public Http as(Login who) {
            return new Http(object, scheme, port, method, path, body, Optional.of(who), reply);
        }

        public Http sends(Body what) {
            return new Http(object, scheme, port, method, path, what, login, reply);
        }

        public Http replies(Reply what) {
            return new Http(object, scheme, port, method, path, body, login, what);
        }

        /** Whether it goes straight to the pod: something secret passes that the API server must not see, or a file. */
        public boolean direct() {
            return login.isPresent()
                    || !(reply instanceof Reply.Ignore)
                    || switch (body) {
                        case Body.File f -> true;
                        case Body.Text t -> t.text().contains("{{input.");
                    };
        }

        @Override
        public Effect effect() {
            return Effect.UNSAFE;
        }
    }

    /** A command in a container. */
    record Exec(ObjectRef pod, String container, List<String> command) implements Action {
        public Exec {
            command = List.copyOf(command);
        }

        @Override
        public Effect effect() {
            return Effect.UNSAFE;
        }
    }

    /** Waits until the check holds; the cluster goes on working. */
    record Wait(Check until) implements Action {
        @Override
        public Effect effect() {
            return Effect.READ;
        }
    }

    /** Looks once. */
    record Look(Check check) implements Action {
        @Override
        public Effect effect() {
            return Effect.READ;
        }
    }

    /** Asks the operator to type a phrase. */
    record Confirm(String question, String phrase) implements Action {
        @Override
        public Effect effect() {
            return Effect.READ;
        }
    }

    /**
     * Asks the operator for a value that can't be known before the run. Later steps refer to it by the parameter's id; it is kept in the
     * memory of the run alone, and asked again when the run is resumed.
     */
    record Input(Parameter parameter) implements Action {
        @Override
        public Effect effect() {
            return Effect.READ;
        }
    }

    /** Tells a person what to do; done when the step's check holds. */
    record Manual(String instructions) implements Action {
        @Override
        public Effect effect() {
            return Effect.READ;
        }
    }

    /** Steps for each of several things, at most so many at a time. */
    record ForEach(List<Step> steps, int atOnce) implements Action {
        public ForEach {
            steps = List.copyOf(steps);
        }

        @Override
        public Effect effect() {
            return steps.stream().map(Step::effect).reduce(Effect.READ, Effect::stricter);
        }
    }
}
