package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.testing.Rig;
import io.millwright.engine.guardrail.Guardrails;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.run.Operator;
import io.millwright.spi.ProblemException;
import io.millwright.tui.Cancellation;
import io.millwright.tui.Msg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an exception that nobody foresaw. */
class ScreenRunnerTest {
    @TempDir
    private Path state = Path.of(".");

    @Test
    void aListThatMetAFaultIsNoEmptyList() {
        Rig rig = Rig.untouched(state);
        Function<String, ClusterConnection> broken = context -> {
            throw new IllegalStateException("of all things");
        };
        PodRunner pods = new PodRunner(
                broken,
                rig.services().clock(),
                Optional.empty(),
                (context, work) -> rig.services().operations().inPod(context, work, Operator.NOBODY));
        try (pods) {
            ScreenRunner runner = new ScreenRunner(
                    (effect, sink, cancellation) -> {},
                    new BrowseRunner(
                            broken,
                            Optional.empty(),
                            rig.services().clock(),
                            List.of("vi"),
                            pods,
                            new OwnFiles(state),
                            () -> Guardrails.NONE,
                            Optional.empty()),
                    rig.services().crashes());
            List<Msg> told = new ArrayList<>();
            BrowseEffect.Open open = new BrowseEffect.Open(7, "eu-1", "pods", Optional.empty(), "");
            assertThatThrownBy(() -> runner.run(open, told::add, new Cancellation()))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("fault of Millwright");
            assertThat(told).singleElement().isInstanceOfSatisfying(BrowseMsg.Failed.class, failed -> {
                assertThat(failed.page()).isEqualTo(7);
                assertThat(failed.context()).isEqualTo("eu-1");
                assertThat(failed.answer().problem())
                        .hasValueSatisfying(p -> assertThat(p.why()).contains("IllegalStateException"));
            });
        }
    }
}
