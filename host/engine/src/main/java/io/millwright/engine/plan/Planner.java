package io.millwright.engine.plan;

import io.millwright.engine.Limit;
import io.millwright.engine.json.Json;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes frozen plans: validates every input, fills in defaults, reads documents, asks the plugin. Changes nothing in any cluster. */
public final class Planner {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Limit limit;
    private final Supplier<String> tokens;
    private final Documents documents;

    /**
     * @param tokens short lower-case words, each one new
     * @param documents reads files and addresses
     */
    public Planner(Supplier<String> tokens, Documents documents) {
        this(tokens, documents, PATIENCE);
    }

    /** The same with another limit for each call into the plugin. */
    public Planner(Supplier<String> tokens, Documents documents, Duration patience) {
        this.limit = Limit.ofTool(patience);
        this.tokens = tokens;
        this.documents = documents;
    }

    /**
     * The plan.
     *
     * @throws ProblemException of kind USER when an input is refused, CLUSTER when the cluster could not be read, TOOL when the plugin fails
     */
    public FrozenPlan plan(PlanRequest asked, FrozenPlan.Plugin plugin, ClusterConnection cluster) {
        ClusterView view = cluster.view();
        List<Parameter> parameters = limit.call(
                "ask for the parameters of " + asked.runbook().info().id(),
                cluster.context(),
                () -> asked.runbook().parameters(asked.target(), view));
        Map<String, String> inputs = filled(asked, parameters);
        Map<String, String> contents = new LinkedHashMap<>();
        for (Parameter p : parameters) {
            String value = inputs.getOrDefault(p.id(), "");
            if (p.type() instanceof Parameter.Type.Document && !value.isEmpty()) {
                contents.put(p.id(), documents.read(value, p.label()));
            }
        }
        String token = tokens.get();
        Request request = new Request(token, asked.target(), asked.namespace(), inputs, contents);
        Plan plan = planned(asked, request, cluster);
        return new FrozenPlan(
                Json.SCHEMA,
                token,
                plan,
                plugin,
                view.clusterUid(),
                cluster.context(),
                cluster.user(),
                Instant.ofEpochMilli(view.now().toEpochMilli()));
    }

    /** A runbook that doesn't fit its target can't be planned: then what stands against it is the answer, not how its plugin failed over it. */
    private Plan planned(PlanRequest asked, Request request, ClusterConnection cluster) {
        String attempted = "plan " + asked.runbook().info().id();
        try {
            return limit.call(
                    attempted, cluster.context(), () -> asked.runbook().plan(request, cluster.view()));
        } catch (ProblemException failed) {
            List<Constraint> against =
                    failed.problem().kind() == Problem.Kind.TOOL ? standing(asked, cluster.view()) : List.of();
            if (against.isEmpty()) {
                throw failed;
            }
            throw new ProblemException(
                    new Problem(
                            Problem.Kind.CLUSTER,
                            attempted,
                            asked.target().map(t -> t.id().display()).orElse(cluster.context()),
                            against.stream().map(Constraint::reason).collect(Collectors.joining("; ")),
                            against.stream().map(Constraint::lift).collect(Collectors.joining("; ")),
                            Optional.of("blocked")),
                    failed);
        }
    }

    /** What stands against it now; a constraint that can't be told counts unless the runbook is reversible. */
    public List<Constraint> standing(PlanRequest asked, ClusterView view) {
        Danger danger = asked.runbook().info().danger();
        List<Constraint> all = limit.call(
                "ask what stands against " + asked.runbook().info().id(),
                view.cluster(),
                () -> asked.runbook().constraints(asked.target(), view));
        return all.stream()
                .filter(c -> c.kind() != Constraint.Kind.CANNOT_TELL || danger != Danger.REVERSIBLE)
                .toList();
    }

    /** The same, and what others are doing to the plan's objects. */
    public List<Constraint> standing(PlanRequest asked, Plan plan, ClusterConnection cluster) {
        return Stream.concat(
                        standing(asked, cluster.view()).stream(),
                        ForeignActivity.of(plan, cluster).stream()
                                .filter(c ->
                                        c.kind() != Constraint.Kind.CANNOT_TELL || plan.danger() != Danger.REVERSIBLE))
                .toList();
    }

    private static Map<String, String> filled(PlanRequest asked, List<Parameter> parameters) {
        Map<String, String> inputs = new LinkedHashMap<>();
        for (Parameter p : parameters) {
            String value = asked.inputs().getOrDefault(p.id(), p.defaultValue().orElse(""));
            Optional<String> refusal = p.refusal(value);
            if (refusal.isPresent()) {
                throw new ProblemException(new Problem(
                        Problem.Kind.USER,
                        "plan " + asked.runbook().info().id(),
                        "parameter " + p.id() + (value.isEmpty() ? "" : " = " + value),
                        refusal.get(),
                        "Give it another value (--set " + p.id() + "=…). " + p.help(),
                        Optional.of("parameter")));
            }
            if (p.type() instanceof Parameter.Type.Secret && !value.isEmpty()) {
                throw new ProblemException(Problem.user(
                        "plan " + asked.runbook().info().id(),
                        "parameter " + p.id(),
                        "a plan never holds a secret's value",
                        "Put it into a Secret and name that."));
            }
            inputs.put(p.id(), value);
        }
        return inputs;
    }
}
