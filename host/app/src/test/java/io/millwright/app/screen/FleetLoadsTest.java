package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.ClusterLoad;
import io.millwright.app.page.Answer;
import io.millwright.app.page.DeskEffect;
import io.millwright.app.page.DeskMsg;
import io.millwright.app.page.Model;
import io.millwright.spi.Problem;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Tick;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** How much of each cluster is used stands in the fleet, where that is measured. */
class FleetLoadsTest {
    private final Told told = new Told().instead(DeskEffect.MeasureCluster.class);

    private Pilot<Model> fleet(String page) {
        return told.start(120, 30, page);
    }

    private long questions(String context) {
        return told.asked(DeskEffect.MeasureCluster.class).stream()
                .filter(asked -> asked.context().equals(context))
                .count();
    }

    private static DeskMsg measured(double cpu, double memory, int nodes, Duration after) {
        ClusterLoad load = new ClusterLoad(OptionalDouble.of(cpu), OptionalDouble.of(memory), nodes);
        return new DeskMsg.ClusterMeasured("eu-1", Answer.of(Optional.of(load), Told.NOW.plus(after)));
    }

    @Test
    void eachClusterSaysItsLoadAndTheSelectedOneInWords() {
        try (Pilot<Model> pilot = fleet("fleet")) {
            pilot.expect("eu-1").expectNot("cpu");
            assertThat(questions("eu-1")).isEqualTo(1);
            pilot.send(measured(0.31, 0.62, 3, Duration.ZERO))
                    .expect("cpu 31% mem 62%")
                    .expect("cpu 31% · memory 62%");
            pilot.press("right").expect("cpu 31% mem 62%").expectNot("cpu 31% · memory 62%");
        }
    }

    @Test
    void whatIsMuchIsSaidWithASign() {
        try (Pilot<Model> pilot = fleet("fleet")) {
            pilot.send(measured(0.31, 0.97, 3, Duration.ZERO))
                    .expect("✖ cpu 31% mem 97%")
                    .expect("cpu 31% · memory 97% ✖ memory very high");
        }
    }

    @Test
    void itIsMeasuredAgainAfterAMinuteAndOfManyNodesMoreRarely() {
        try (Pilot<Model> pilot = fleet("fleet")) {
            pilot.send(measured(0.3, 0.6, 3, Duration.ZERO)).send(new Tick(Told.NOW.plusSeconds(45)));
            assertThat(questions("eu-1")).isEqualTo(1);
            pilot.send(new Tick(Told.NOW.plusSeconds(60)));
            assertThat(questions("eu-1")).isEqualTo(2);
            pilot.send(measured(0.3, 0.6, 1000, Duration.ofSeconds(60))).send(new Tick(Told.NOW.plusSeconds(300)));
            assertThat(questions("eu-1")).isEqualTo(2);
            pilot.send(new Tick(Told.NOW.plusSeconds(320)));
            assertThat(questions("eu-1")).isEqualTo(3);
        }
    }

    @Test
    void whereItIsNotMeasuredNothingIsSaidAndHardlyEverAsked() {
        try (Pilot<Model> pilot = fleet("fleet")) {
            pilot.send(new DeskMsg.ClusterMeasured("eu-1", Answer.of(Optional.empty(), Told.NOW)))
                    .expectNot("cpu");
            pilot.send(new Tick(Told.NOW.plusSeconds(300)));
            assertThat(questions("eu-1")).isEqualTo(1);
            pilot.send(new Tick(Told.NOW.plusSeconds(600)));
            assertThat(questions("eu-1")).isEqualTo(2);
        }
    }

    @Test
    void whatCantBeReadAnyMoreIsNotShownAsIfItWereSo() {
        try (Pilot<Model> pilot = fleet("fleet")) {
            pilot.send(measured(0.3, 0.6, 3, Duration.ZERO)).expect("cpu 30%");
            Problem down = Problem.user("measure the nodes", "cluster eu-1", "it doesn't answer", "Wait.");
            pilot.send(new DeskMsg.ClusterMeasured("eu-1", Answer.failed(down, Told.NOW)))
                    .expectNot("cpu")
                    .expectNot("doesn't answer");
        }
    }

    @Test
    void aScreenThatBeganElsewhereAsksForNoLoad() {
        try (Pilot<Model> pilot = fleet("operations")) {
            pilot.send(new Tick(Told.NOW.plusSeconds(60)));
            assertThat(questions("eu-1")).isZero();
        }
    }
}
