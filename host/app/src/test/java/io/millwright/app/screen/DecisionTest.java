package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Desk;
import io.millwright.app.page.DeskEffect;
import io.millwright.app.page.DeskMsg;
import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Parameter;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Cancellation;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an operator decides about a run: to stop it, to answer it, to undo it or to leave it. */
class DecisionTest {
    private final List<Optional<String>> answers = new ArrayList<>();

    private static Pilot<Model> start(MillDesk desk) {
        Model.Start start = new Model.Start(false, false, Optional.of("fleet"), Instant.parse("2026-11-24T10:00:00Z"));
        return Pilot.start(new ScreenApp(start), desk.runner(), new Size(80, 24), Pilot.CAPABILITIES);
    }

    /** Approves a runbook; the screen shows the run. */
    private static Pilot<Model> run(MillDesk desk) {
        return start(desk).press("enter", "enter", "enter", "1", "enter", "enter");
    }

    @Test
    void aFailedRunIsUndoneFromItsRecord() {
        try (Pilot<Model> pilot = run(new MillDesk(Danger.REVERSIBLE).endingAs(RunState.FAILED))) {
            pilot.expect("Failed").expect("1 run to decide").press("enter").expect("u takes back what it changed");
            pilot.press("u")
                    .expect("type undo to undo it")
                    .type("undon")
                    .press("enter")
                    .expect("type undo");
            pilot.press("backspace", "enter").expect("Rolled back").expectNot("to decide");
            pilot.press("u").expect("it is rolled back");
        }
    }

    @Test
    void aRunThatHasSucceededIsUndoneAfterItsStepsWereShown() {
        try (Pilot<Model> pilot = run(new MillDesk(Danger.REVERSIBLE).withWayBack())) {
            pilot.press("o", "enter").expect("u shows what can be taken back");
            pilot.press("u").expect("type undo to undo it").expect("1 step leaves something as it is");
            pilot.press("esc").expect("spec/wear is set back to 70").expect("left as it is");
            pilot.press("u").type("undo").press("enter").expect("Rolled back");
        }
    }

    @Test
    void aRunThatIsPastItsPointOfNoReturnIsNotUndone() {
        try (Pilot<Model> pilot = run(new MillDesk(Danger.REVERSIBLE))) {
            pilot.press("o", "enter", "u").expect("Not undone: after its step");
        }
    }

    @Test
    void aRunOfAnotherMachineIsListedReadAndTakenOver() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE).elsewhere(Samples.ofGrace(RunState.FAILED));
        try (Pilot<Model> pilot = start(desk).press("o")) {
            pilot.expect("grace on far")
                    .press("enter")
                    .expect("begun by grace on far")
                    .expect("Cut the furrows");
            pilot.press("t").expect("take it over").type("yea").press("enter");
            assertThat(desk.approvals).isEmpty();
            pilot.press("backspace").type("s").press("enter").expect("r goes on with it");
            assertThat(desk.approvals).hasSize(1);
        }
    }

    @Test
    void aRunOfAnotherMachineThatIsOverIsOnlyRead() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE).elsewhere(Samples.ofGrace(RunState.SUCCEEDED));
        try (Pilot<Model> pilot = start(desk).press("o", "enter", "t")) {
            pilot.expect("it is succeeded");
        }
    }

    @Test
    void aFailedRunIsResumedFromItsRecord() {
        try (Pilot<Model> pilot = run(new MillDesk(Danger.REVERSIBLE).endingAs(RunState.FAILED))) {
            pilot.press("enter", "r")
                    .expect("type resume to go on")
                    .type("resume")
                    .press("enter")
                    .expect("Succeeded");
            pilot.press("r").expect("it is succeeded");
        }
    }

    @Test
    void aRunThatIsResumedAsksOnItsRecord() {
        Parameter share = new Parameter(
                "share", "Unseal share", "One of five.", new Parameter.Type.Secret(), Optional.empty(), "", true);
        MillDesk desk = new MillDesk(Danger.REVERSIBLE)
                .endingAs(RunState.FAILED)
                .askingOnResume(operator -> answers.add(operator.ask(share)));
        try (Pilot<Model> pilot = run(desk)) {
            pilot.press("enter", "r").type("resume").post(Key.parse("enter"));
            pilot.await("Unseal share: One of five.").post(Key.parse("k"));
            pilot.await("*").expectNot("answer, esc to stop: k").press("enter").expect("Succeeded");
            assertThat(answers).containsExactly(Optional.of("k"));
        }
    }

    @Test
    void aFailedRunIsLeftWithAReason() {
        try (Pilot<Model> pilot = run(new MillDesk(Danger.REVERSIBLE).endingAs(RunState.FAILED))) {
            pilot.press("enter", "a").expect("why is it left").press("enter").expect("why is it left");
            pilot.type("mended by hand").press("enter").expect("Abandoned");
        }
    }

    @Test
    void aRunThatSucceededWaitsForNothing() {
        try (Pilot<Model> pilot = run(new MillDesk(Danger.REVERSIBLE))) {
            pilot.press("enter", "a").expect("it is succeeded").expectNot("why is it left");
        }
    }

    @Test
    void aSecretAnswerIsNotSeenAndReachesTheRun() {
        Parameter share = new Parameter(
                "share", "Unseal share", "One of five.", new Parameter.Type.Secret(), Optional.empty(), "", true);
        MillDesk desk = new MillDesk(Danger.REVERSIBLE).asking(operator -> answers.add(operator.ask(share)));
        try (Pilot<Model> pilot = start(desk).press("enter", "enter", "enter", "1", "enter")) {
            pilot.post(Key.parse("enter"));
            pilot.await("Unseal share: One of five.").post(Key.parse("k"));
            pilot.await("*").expectNot("answer, esc to stop: k").press("enter").expect("Succeeded");
            assertThat(answers).containsExactly(Optional.of("k"));
        }
    }

    @Test
    void whatIsShownOnceIsGoneOnceItWasRead() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE).asking((Operator o) -> o.show("the root token", "hvs.once"));
        try (Pilot<Model> pilot = start(desk).press("enter", "enter", "enter", "1", "enter")) {
            pilot.post(Key.parse("enter"));
            pilot.await("hvs.once")
                    .expect("kept nowhere")
                    .press("enter")
                    .expect("Succeeded")
                    .expectNot("hvs.once");
            pilot.press("enter").expectNot("hvs.once");
        }
    }

    @Test
    void aRunIsAskedToStopWhileItWaits() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE).asking(operator -> {
            answers.add(operator.confirm("Shall it go on?", "on"));
            answers.add(Optional.of(Thread.currentThread().isInterrupted() ? "stopped" : "went on"));
        });
        try (Pilot<Model> pilot = start(desk).press("enter", "enter", "enter", "1", "enter")) {
            pilot.post(Key.parse("enter"));
            pilot.await("Shall it go on?").press("esc").expect("Succeeded");
            assertThat(answers).containsExactly(Optional.empty(), Optional.of("went on"));
        }
    }

    @Test
    void aRunThatGoesOnOrAsksElsewhereHasTheFirstKeyOfTheFooter() {
        CountDownLatch left = new CountDownLatch(1);
        MillDesk desk = new MillDesk(Danger.REVERSIBLE).asking(operator -> {
            try {
                answers.add(Optional.of(left.await(30, TimeUnit.SECONDS) ? "left" : "stayed"));
            } catch (InterruptedException stopped) {
                answers.add(Optional.of("stopped"));
            }
            answers.add(operator.confirm("Shall it go on?", "on"));
        });
        try (Pilot<Model> pilot = start(desk)) {
            pilot.press("&").expect("Can't go to the run: no run goes on or waits for a decision");
            pilot.press("enter", "enter", "enter", "1", "enter").expectNot("& go to the run");
            pilot.post(Key.parse("enter")).await("s stop").expectNot("& go to the run");
            pilot.post(Key.parse("esc")).await(" & go to the run").expect("running: ");
            left.countDown();
            pilot.await("asks you something: ").post(Key.parse("&")).await("Shall it go on?");
            pilot.press("esc").expect("Succeeded").expectNot("& go to the run");
            assertThat(answers).containsExactly(Optional.of("left"), Optional.empty());
        }
    }

    @Test
    void runsThatWaitForADecisionHaveItWhereTheyAreNotInSight() {
        try (Pilot<Model> pilot = run(new MillDesk(Danger.REVERSIBLE).endingAs(RunState.FAILED))) {
            pilot.expectNot("& go to the run").press("esc").expect(" & go to the run");
            pilot.press("&").expect("newest first").expectNot("& go to the run");
        }
    }

    @Test
    void ctrlCAsksARunThatIsWaitedForToStopBeforeItAsksToLeave() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        MillDesk desk = new MillDesk(Danger.REVERSIBLE).asking(operator -> {
            begun.countDown();
            try {
                answers.add(Optional.of(never.await(30, TimeUnit.SECONDS) ? "went on" : "was forgotten"));
            } catch (InterruptedException stopped) {
                answers.add(Optional.of("stopped"));
            }
        });
        try (Pilot<Model> pilot = start(desk).press("enter", "enter", "enter", "1", "enter")) {
            pilot.post(Key.parse("enter"));
            // The screen says that it is running before it has begun; only what has begun is there to be stopped.
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            pilot.await("running").press("ctrl-c").expectNot("Leave Millwright?");
            assertThat(answers).containsExactly(Optional.of("stopped"));
            pilot.press("ctrl-c").expect("Leave Millwright?");
        }
    }

    @Test
    void aRunThatIsAskedToStopBeforeItHasBegunDoesNotBegin() throws InterruptedException {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE);
        Instance stone = desk.discovery("eu-1").apply("mill").getFirst();
        Desk.Ask ask = new Desk.Ask(
                "mill", desk.runbooks("mill").getFirst(), Optional.of(stone), "eu-1", "", Map.of("depth", "2"));
        DeskRunner runner = new DeskRunner(desk);
        List<Msg> told = new ArrayList<>();

        runner.run(new DeskEffect.StopRun(7), told::add, new Cancellation());
        runner.run(new DeskEffect.StartRun(7, ask, desk.prepare(ask), ""), told::add, new Cancellation());

        assertThat(desk.approvals).isEmpty();
        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        DeskMsg.RunEnded.class,
                        e -> assertThat(e.answer().problem().orElseThrow().why())
                                .isEqualTo("it was asked to stop before it had begun"));
    }
}
