package io.millwright.app.cli;

import io.millwright.app.objects.ObjectsTool;
import io.millwright.app.objects.Several;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Instance;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.Tool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code TOOL RUNBOOK [TARGET] --set ...} means.
 *
 * @param target the instance to act on; empty for runbooks that make something new
 * @param context the cluster's context
 * @param namespace where something new is made
 * @param inputs what was typed with {@code --set}; every name is one of the runbook's parameters
 */
public record Asked(
        Tool tool,
        Runbook runbook,
        Optional<Instance> target,
        String context,
        String namespace,
        Map<String, String> inputs) {
    /** Reads it; a name that doesn't exist is a problem that says which exist. */
    static Asked read(Arguments arguments, Session session) {
        if (arguments.positional(0).filter(ObjectsTool.ID::equals).isPresent()) {
            return objects(
                    arguments.positional(1).orElseThrow(),
                    arguments.positional(2).orElse(""),
                    arguments.settings(),
                    session);
        }
        Discovery discovery = new Discovery(session);
        Tool tool = discovery.tool(arguments.positional(0).orElseThrow());
        Runbook runbook = runbook(tool, arguments.positional(1).orElseThrow());
        Map<String, String> inputs = inputs(runbook, arguments.settings());
        Optional<Instance> target = target(tool, runbook, arguments.positional(2), discovery);
        if (target.isPresent()) {
            Instance i = target.get();
            return new Asked(tool, runbook, target, i.id().cluster(), i.id().namespace(), inputs);
        }
        ClusterSource.Context context = oneContext(session);
        return new Asked(
                tool,
                runbook,
                target,
                context.name(),
                session.options().namespace().orElse(context.namespace()),
                inputs);
    }

    /** {@code objects RUNBOOK KIND/NAME[,NAME...]}: something is done with objects of one kind; a name may be NAMESPACE/NAME. */
    static Asked objects(String id, String typed, Map<String, String> settings, Session session) {
        Runbook runbook = runbook(ObjectsTool.INSTANCE, id);
        int slash = typed.indexOf('/');
        if (slash < 1 || slash == typed.length() - 1) {
            throw new ProblemException(
                    Problem.user(
                            "choose the target",
                            "'" + typed + "'",
                            "an object is named by kind and name",
                            "Write deployment/web, its namespace with -n; several: pods/web-1,web-2 or pods/shop/web-1,db/orders-1."));
        }
        ClusterSource.Context context = oneContext(session);
        ClusterConnection cluster = session.services().clusters().open(context.name());
        Served served = PerCluster.kind(cluster, typed.substring(0, slash));
        String namespace = session.options().namespace().orElse(context.namespace());
        List<Resource> objects = Stream.of(typed.substring(slash + 1).split(","))
                .distinct()
                .map(name -> named(name, served, namespace, cluster))
                .toList();
        Instance target = objects.size() == 1
                ? ObjectsTool.target(context.name(), served.kind(), objects.getFirst())
                : Several.target(context.name(), served.kind(), objects);
        return new Asked(
                ObjectsTool.INSTANCE,
                runbook,
                Optional.of(target),
                context.name(),
                namespace,
                inputs(runbook, settings));
    }

    private static Resource named(String name, Served served, String namespace, ClusterConnection cluster) {
        int slash = name.indexOf('/');
        return Inspection.object(
                cluster, served, slash < 0 ? namespace : name.substring(0, slash), name.substring(slash + 1));
    }

    static Runbook runbook(Tool tool, String id) {
        List<Runbook> all = tool.runbooks();
        return all.stream().filter(r -> r.info().id().equals(id)).findFirst().orElseThrow(() -> {
            List<String> ids = all.stream().map(r -> r.info().id()).toList();
            return unknown(
                    "find the runbook", "'" + id + "' of " + tool.descriptor().id(), "it has no such runbook", id, ids);
        });
    }

    private static Map<String, String> inputs(Runbook runbook, Map<String, String> typed) {
        List<String> known =
                runbook.info().parameters().stream().map(Parameter::id).toList();
        for (String name : typed.keySet()) {
            if (!known.contains(name)) {
                throw unknown(
                        "read the parameters",
                        "--set " + name,
                        "runbook " + runbook.info().id() + " has no such parameter",
                        name,
                        known);
            }
        }
        return typed;
    }

    private static Optional<Instance> target(Tool tool, Runbook runbook, Optional<String> typed, Discovery discovery) {
        Optional<String> component = runbook.info().target();
        if (component.isEmpty()) {
            typed.ifPresent(t -> {
                throw new ProblemException(Problem.user(
                        "choose the target",
                        "'" + t + "'",
                        "runbook " + runbook.info().id() + " makes something new and has no target",
                        "Leave the target out; its name is a parameter."));
            });
            return Optional.empty();
        }
        if (typed.isPresent()) {
            return typed.map(t -> discovery.one(tool, t, component.get()));
        }
        throw new ProblemException(Problem.user(
                "choose the target",
                "runbook " + runbook.info().id(),
                "it acts on a " + component.get() + ", and none was named",
                "Name one: " + candidates(tool, component.get(), discovery)));
    }

    private static String candidates(Tool tool, String component, Discovery discovery) {
        String found = discovery.find(List.of(tool), false).stream()
                .flatMap(f -> f.instances().stream())
                .filter(i -> i.component().equals(component))
                .limit(8)
                .map(i -> i.id().path() + " on " + i.id().cluster())
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "there is none in the clusters that were looked at." : found + ".";
    }

    private static ClusterSource.Context oneContext(Session session) {
        List<ClusterSource.Context> contexts =
                Scope.asked(session.options(), session.services().clusters(), false);
        if (contexts.size() == 1) {
            return contexts.getFirst();
        }
        throw new ProblemException(Problem.user(
                "choose the cluster",
                "several contexts",
                "something new is made in one cluster",
                "Give one of them with --context: "
                        + contexts.stream()
                                .limit(8)
                                .map(ClusterSource.Context::name)
                                .collect(Collectors.joining(", "))));
    }

    private static ProblemException unknown(String attempted, String on, String why, String typed, List<String> known) {
        List<String> near = Nearest.of(typed, known);
        return new ProblemException(Problem.user(
                attempted,
                on,
                why,
                near.isEmpty()
                        ? known.isEmpty() ? "There is none." : "There are: " + String.join(", ", known) + "."
                        : "Did you mean '" + String.join("' or '", near) + "'?"));
    }
}
