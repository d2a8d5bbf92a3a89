package io.millwright.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millwright.engine.plan.Documents;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.plan.PlanRequest;
import io.millwright.engine.plan.Planner;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Tool;
import io.millwright.spi.ToolDescriptor;
import io.millwright.testkit.FakeCluster;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an operator is told where a plugin can't plan. */
class PlannerTest {
    private static final Constraint NO_RELEASE = new Constraint(
            "no-release", "it isn't a Helm release", "change it where it comes from", Constraint.Kind.BLOCKS);

    /** As the host hands on what a plugin throws that is no problem of its own. */
    private static final ProblemException FAULT = new ProblemException(new Problem(
            Problem.Kind.TOOL,
            "plan scale",
            "plugin mill",
            "NoSuchElementException: No value present",
            "Report it to the plugin's makers.",
            Optional.empty()));

    private static final Tool MILL = new Tool() {
        @Override
        public ToolDescriptor descriptor() {
            return new ToolDescriptor(
                    "mill",
                    "Mill",
                    "tests",
                    "A mill.",
                    List.of(),
                    URI.create("https://mill.example"),
                    List.of(),
                    List.of());
        }

        @Override
        public List<Instance> discover(ClusterView cluster) {
            return List.of();
        }
    };

    private static Problem refusal(List<Constraint> against, ProblemException thrown) {
        Runbook runbook = new Runbook() {
            @Override
            public RunbookInfo info() {
                return new RunbookInfo(
                        "scale",
                        "Scale",
                        Intent.SCALE,
                        Danger.REVERSIBLE,
                        "Scales.",
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of());
            }

            @Override
            public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
                return against;
            }

            @Override
            public Plan plan(Request request, ClusterView cluster) {
                throw thrown;
            }
        };
        Planner planner = new Planner(() -> "token", new Documents(), Duration.ofSeconds(10));
        PlanRequest asked = new PlanRequest(MILL, runbook, Optional.empty(), "db", Map.of());
        return catchThrowableOfType(
                        ProblemException.class,
                        () -> planner.plan(asked, new FrozenPlan.Plugin("mill", "1", "ab"), new FakeCluster("eu-1")))
                .problem();
    }

    @Test
    void whatStandsAgainstItIsToldAndNotHowThePluginFailedOverIt() {
        Problem told = refusal(List.of(NO_RELEASE), FAULT);
        assertThat(told.why()).isEqualTo("it isn't a Helm release");
        assertThat(told.next()).isEqualTo("change it where it comes from");
        assertThat(told.code()).contains("blocked");
    }

    @Test
    void aPluginThatFailsWithoutAReasonIsNamed() {
        Problem told = refusal(List.of(), FAULT);
        assertThat(told.kind()).isEqualTo(Problem.Kind.TOOL);
        assertThat(told.why()).contains("NoSuchElementException");
    }

    @Test
    void anInputThatIsRefusedIsToldAsItIs() {
        Problem told = refusal(
                List.of(NO_RELEASE),
                new ProblemException(Problem.user("plan scale", "mill", "that many it has already", "Give another.")));
        assertThat(told.why()).isEqualTo("that many it has already");
    }
}
