package io.millwright.app.testing;

import io.millwright.spi.Action;
import io.millwright.spi.Activity;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Dimension;
import io.millwright.spi.Evidence;
import io.millwright.spi.Finding;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Release;
import io.millwright.spi.Remedy;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import io.millwright.spi.Step;
import io.millwright.spi.Tool;
import io.millwright.spi.ToolDescriptor;
import io.millwright.spi.Undo;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small tool for tests: mills, whose stones wear down and are dressed. */
public final class MillTool implements Tool {
    public static final Kind MILL = Kind.of("mills.example.org", "v1", "Mill", "mills");

    /** A mill whose stones are worn by so many percent. */
    public static Resource mill(String namespace, String name, int wear) {
        return Resource.of(MILL, namespace, name, Map.of("spec", Map.of("wear", wear)))
                .with("uid-" + name, "metadata", "uid");
    }

    @Override
    public ToolDescriptor descriptor() {
        return new ToolDescriptor(
                "mill",
                "Mill",
                "grinding",
                "Grinds corn into flour.",
                List.of("mill"),
                URI.create("https://mills.example.org"),
                List.of(new Release(
                        "mill",
                        "2.1",
                        Optional.empty(),
                        List.of("1.36", "1.37"),
                        Optional.of(LocalDate.of(2027, 6, 1)),
                        List.of("2.0"))),
                List.of(MILL));
    }

    @Override
    public List<Instance> discover(ClusterView cluster) {
        return cluster.list(MILL, Selector.ALL).stream()
                .map(r -> new Instance(
                        new InstanceId("mill", cluster.cluster(), r.namespace(), r.name()),
                        "mill",
                        Optional.of("2.1"),
                        new Management(Management.By.MANIFEST, ""),
                        Activity.STEADY,
                        r,
                        Map.of("wear", r.number("spec", "wear").orElse(0L) + "%")))
                .toList();
    }

    @Override
    public List<HealthCheck> healthChecks() {
        return List.of(new Stones());
    }

    @Override
    public List<Runbook> runbooks() {
        return List.of(new DressStones());
    }

    private static final class Stones implements HealthCheck {
        @Override
        public Info info() {
            return new Info(
                    "mill.stones.wear",
                    "Wear of the stones",
                    Dimension.AVAILABILITY,
                    List.of("mill"),
                    "spec.wear: above 50 % a warning, above 90 % critical");
        }

        @Override
        public List<Finding> run(Instance instance, ClusterView cluster) {
            long wear = cluster.get(instance.root().ref(MILL))
                    .flatMap(r -> r.number("spec", "wear"))
                    .orElse(0L);
            if (wear <= 50) {
                return List.of();
            }
            return List.of(new Finding(
                    "mill.stones.wear",
                    wear > 90 ? Severity.CRITICAL : Severity.WARNING,
                    Dimension.AVAILABILITY,
                    "Stones are worn by " + wear + " %",
                    "Flour gets coarse, and warm.",
                    List.of(new Evidence(
                            "wear", Optional.of(instance.root().ref(MILL)), "spec.wear", wear + " %", cluster.now())),
                    Optional.of("They were not dressed for long."),
                    List.of(new Remedy.Run("dress the stones", "dress-stones", Map.of("depth", "4"))),
                    Optional.empty()));
        }
    }

    private static final class DressStones implements Runbook {
        @Override
        public RunbookInfo info() {
            return new RunbookInfo(
                    "dress-stones",
                    "Dress the stones",
                    Intent.REPAIR,
                    Danger.DISRUPTIVE,
                    "Stops the mill, cuts the furrows anew and starts it again.",
                    Optional.of("mill"),
                    List.of(
                            new Parameter(
                                    "depth",
                                    "Depth",
                                    "How deep the furrows are cut, in millimetres.",
                                    new Parameter.Type.WholeNumber(1, 9),
                                    Optional.of("3"),
                                    "the guild's habit",
                                    true),
                            new Parameter(
                                    "pattern",
                                    "Pattern",
                                    "The furrows' pattern.",
                                    new Parameter.Type.Choice(List.of("quarter", "sickle")),
                                    Optional.of("quarter"),
                                    "upstream default",
                                    false)),
                    List.of("While it stands, no flour is made."),
                    List.of("https://mills.example.org/dressing"));
        }

        @Override
        public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
            return target.flatMap(t -> cluster.get(t.root().ref(MILL)))
                    .filter(r -> r.flag("spec", "frozen").orElse(false))
                    .map(r -> List.of(new Constraint(
                            "mill.frozen", "The brook is frozen", "Wait for spring.", Constraint.Kind.BLOCKS)))
                    .orElse(List.of());
        }

        @Override
        public Plan plan(Request request, ClusterView cluster) {
            Instance target = request.instance();
            var mill = target.root().ref(MILL);
            return new Plan(
                    "Dress the stones of " + target.id().display(),
                    "mill",
                    "dress-stones",
                    Intent.REPAIR,
                    Danger.DISRUPTIVE,
                    new Plan.Target(target.id(), mill, 1, "2.1"),
                    request.inputs(),
                    List.of(Step.change(
                            "dress",
                            "Cut the furrows " + request.input("depth") + " mm deep",
                            "Worn stones don't cut.",
                            new Action.Patch(mill, Map.of("spec", Map.of("wear", 0)), List.of(), ""),
                            Check.fieldIs(mill, "0", "spec", "wear"),
                            Undo.EXACT,
                            Duration.ofSeconds(5))),
                    List.of("stops the mill for a while"),
                    List.of(new Risk("mill.dust", "Dust", "Dressing makes dust; air the room.")));
        }
    }
}
