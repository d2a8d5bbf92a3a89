package io.millwright.app.plugins;

import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Finding;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Instance;
import io.millwright.spi.Listing;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator;
import io.millwright.spi.Tool;
import io.millwright.spi.ToolDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plugin's tool as the host uses it: the plugin's class loader is the thread's context loader during every call, and whatever its code
 * throws arrives as a {@link io.millwright.spi.ProblemException}. What is constant is asked for once.
 */
final class GuardedTool implements Tool {
    private final Tool tool;
    private final PluginCall call;
    private final ToolDescriptor descriptor;

    private GuardedTool(Tool tool, PluginCall call, ToolDescriptor descriptor) {
        this.tool = tool;
        this.call = call;
        this.descriptor = descriptor;
    }

    /** Asks the tool what it is. */
    static GuardedTool around(Tool tool, ClassLoader loader) {
        ToolDescriptor descriptor = tool.descriptor();
        return new GuardedTool(tool, new PluginCall(descriptor.id(), loader), descriptor);
    }

    @Override
    public ToolDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public List<Instance> discover(ClusterView cluster) {
        return call.get("discover instances", () -> List.copyOf(tool.discover(cluster)));
    }

    @Override
    public List<Listing> listings() {
        return call.get(
                "name its listings",
                () -> tool.listings().stream()
                        .<Listing>map(l -> new GuardedListing(l, call))
                        .toList());
    }

    @Override
    public List<HealthCheck> healthChecks() {
        return call.get(
                "name its health checks",
                () -> tool.healthChecks().stream()
                        .<HealthCheck>map(c -> new GuardedCheck(c, call))
                        .toList());
    }

    @Override
    public List<Runbook> runbooks() {
        return call.get(
                "name its runbooks",
                () -> tool.runbooks().stream()
                        .<Runbook>map(r -> new GuardedRunbook(r, call))
                        .toList());
    }

    @Override
    public Map<String, NamedCheck> namedChecks() {
        return call.get("name its checks", () -> {
            Map<String, NamedCheck> guarded = new LinkedHashMap<>();
            tool.namedChecks().forEach((id, check) -> guarded.put(id, new GuardedNamedCheck(id, check, call)));
            return guarded;
        });
    }

    @Override
    public Optional<Simulator> simulator() {
        return call.get("give its simulator", () -> tool.simulator().map(s -> new GuardedSimulator(s, call)));
    }

    private record GuardedListing(Listing listing, PluginCall call) implements Listing {
        @Override
        public Info info() {
            return call.get("describe a listing", listing::info);
        }

        @Override
        public List<Row> rows(ClusterView cluster) {
            return call.get("list rows", () -> listing.rows(cluster));
        }
    }

    private record GuardedCheck(HealthCheck check, PluginCall call) implements HealthCheck {
        @Override
        public Info info() {
            return call.get("describe a health check", check::info);
        }

        @Override
        public List<Finding> run(Instance instance, ClusterView cluster) {
            return call.get("run health check " + info().id(), () -> check.run(instance, cluster));
        }
    }

    private record GuardedRunbook(Runbook runbook, PluginCall call) implements Runbook {
        @Override
        public RunbookInfo info() {
            return call.get("describe a runbook", runbook::info);
        }

        @Override
        public Plan plan(Request request, ClusterView cluster) {
            return call.get("plan " + info().id(), () -> runbook.plan(request, cluster));
        }

        @Override
        public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
            return call.get("tell what stands against " + info().id(), () -> runbook.constraints(target, cluster));
        }

        @Override
        public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
            return call.get("name the parameters of " + info().id(), () -> runbook.parameters(target, cluster));
        }
    }

    private record GuardedNamedCheck(String id, NamedCheck check, PluginCall call) implements NamedCheck {
        @Override
        public CheckResult evaluate(Map<String, String> arguments, ClusterView cluster) {
            return call.get("check " + id, () -> check.evaluate(arguments, cluster));
        }
    }

    private record GuardedSimulator(Simulator simulator, PluginCall call) implements Simulator {
        @Override
        public void reconcile(SimulatedCluster cluster) {
            call.run("simulate", () -> simulator.reconcile(cluster));
        }

        @Override
        public List<Resource> release(String version) {
            return call.get("give the manifest of version " + version, () -> simulator.release(version));
        }

        @Override
        public Optional<ClusterView.HttpReply> answer(
                SimulatedCluster cluster, ObjectRef object, int port, String path) {
            return call.get("simulate an answer", () -> simulator.answer(cluster, object, port, path));
        }

        @Override
        public Optional<ClusterView.HttpReply> answer(SimulatedCluster cluster, HttpCall asked) {
            return call.get("simulate an answer", () -> simulator.answer(cluster, asked));
        }

        @Override
        public Optional<Output> exec(SimulatedCluster cluster, ObjectRef pod, String container, List<String> command) {
            return call.get("simulate a command", () -> simulator.exec(cluster, pod, container, command));
        }

        @Override
        public void seed(SimulatedCluster cluster, String scenario) {
            call.run("fill the sandbox with scenario " + scenario, () -> simulator.seed(cluster, scenario));
        }

        @Override
        public Map<String, byte[]> charts() {
            return call.get("give its charts", simulator::charts);
        }

        @Override
        public List<Exercise> exercises() {
            return call.get("give its exercises", simulator::exercises);
        }

        @Override
        public void adopt(SimulatedCluster cluster) {
            call.run("adopt a copy", () -> simulator.adopt(cluster));
        }
    }
}
