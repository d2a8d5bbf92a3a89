package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.DeskEffect;
import io.millwright.app.page.DeskMsg;
import io.millwright.app.page.Model;
import io.millwright.app.settings.ProgramInput;
import io.millwright.app.settings.ScreenSettings;
import io.millwright.app.settings.Settings;
import io.millwright.app.settings.UserProgram;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Size;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Programs of the user's own, which a key starts for a row. */
class ProgramsTest {
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));

    private Told told = new Told();

    private static UserProgram program(String name, boolean harmless, String... run) {
        return new UserProgram(name, "ctrl-y", name + " it", List.of("po"), List.of(run), harmless);
    }

    private static ScreenSettings with(UserProgram... programs) {
        return with(Map.of(), programs);
    }

    private static ScreenSettings with(Map<String, String> hotkeys, UserProgram... programs) {
        Map<String, UserProgram> all = new LinkedHashMap<>();
        for (UserProgram p : programs) {
            all.put(p.name(), p);
        }
        return ScreenSettings.DEFAULT.withHotkeys(hotkeys).withPrograms(all);
    }

    private Pilot<Model> pods(boolean readOnly, boolean sandbox, Optional<String> as, ScreenSettings screen) {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE)
                .set(new Settings("auto", List.of(), List.of(), screen, List.of(), Optional.empty()));
        told = new Told(desk);
        Model.Start start = new Model.Start(
                readOnly, sandbox, Optional.of("pods @eu-1"), false, Told.NOW, as, Optional.of("/my/kubeconfig"));
        Pilot<Model> pilot = told.start(start, new Size(120, 30), Pilot.CAPABILITIES);
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false), new Column("Status", false)));
        store.put(new Row("eu-1", "db", "orders-1", List.of("orders-1", "Running; reboot"), "u", 0, 0));
        long page = told.last(BrowseEffect.Open.class).page();
        return pilot.send(new BrowseMsg.Listed(page, "eu-1", PODS, store.take(), true));
    }

    private Pilot<Model> pods(UserProgram... programs) {
        return pods(false, false, Optional.empty(), with(programs));
    }

    @Test
    void aProgramIsStartedAfterAQuestionWithEachValueAsOneArgument() {
        try (Pilot<Model> pilot =
                pods(program("stern", false, "stern", "$NAME", "--why=$COL-STATUS", "-n", "$NAMESPACE"))) {
            pilot.press("ctrl-y")
                    .expect("stern it on eu-1?")
                    .expect("stern orders-1 --why=Running; reboot -n db")
                    .expect("no plan and no journal")
                    .press("enter");
            assertThat(pilot.terminal().handed()).as("the focus is on no").isEmpty();
            pilot.press("ctrl-y", "y");
            assertThat(pilot.terminal().handed()).singleElement().satisfies(hand -> {
                assertThat(hand.command()).containsExactly("stern", "orders-1", "--why=Running; reboot", "-n", "db");
                assertThat(hand.environment())
                        .containsEntry("KUBECONFIG", "/my/kubeconfig")
                        .containsEntry("CONTEXT", "eu-1");
            });
        }
    }

    @Test
    void theScriptOfAShellStaysAsItIsAndGetsValuesAsDataOnly() {
        try (Pilot<Model> pilot = pods(program("look", true, "/bin/sh", "-c", "echo $NAME in $NAMESPACE", "$NAME"))) {
            pilot.press("ctrl-y");
            assertThat(pilot.terminal().handed()).singleElement().satisfies(hand -> {
                assertThat(hand.command()).containsExactly("/bin/sh", "-c", "echo $NAME in $NAMESPACE", "orders-1");
                assertThat(hand.environment()).containsEntry("NAME", "orders-1").containsEntry("NAMESPACE", "db");
            });
        }
    }

    private static UserProgram piped(boolean background, List<String> pipes, ProgramInput... inputs) {
        return new UserProgram(
                "get",
                "ctrl-y",
                "get it",
                List.of("po"),
                List.of("kubectl", "get", "pod", "$NAME", "$INPUT_FORM", "--context=$CONTEXT"),
                false,
                pipes,
                List.of(inputs),
                background);
    }

    private static ProgramInput input(String name, String type, boolean required, String otherwise, String... choices) {
        return new ProgramInput(name, "the " + name, type, required, otherwise, List.of(choices));
    }

    @Test
    void whatIsAskedForIsAskedInAFormAndStandsInTheArguments() {
        UserProgram program = piped(
                false,
                List.of(),
                input("form", "choice", true, "wide", "wide", "json"),
                input("lines", "number", false, ""));
        try (Pilot<Model> pilot = pods(program)) {
            pilot.press("ctrl-y").expect("get it: orders-1").expect("the form").expect("the lines");
            pilot.press("tab").type("x").press("enter").expect("One value is not right yet");
            assertThat(pilot.terminal().handed()).isEmpty();
            pilot.press("backspace").type("5").press("enter");
            pilot.expect("kubectl get pod orders-1 wide --context=eu-1").press("y");
            assertThat(pilot.terminal().handed()).singleElement().satisfies(hand -> {
                assertThat(hand.command())
                        .containsExactly("kubectl", "get", "pod", "orders-1", "wide", "--context=eu-1");
                assertThat(hand.environment()).containsEntry("INPUT_LINES", "5").containsEntry("FILTER", "");
            });
            pilot.expect("pods on eu-1");
        }
    }

    @Test
    void anAnswerThatIsLeftEmptyIsNoArgument() {
        try (Pilot<Model> pilot = pods(piped(false, List.of(), input("form", "string", false, "")))) {
            pilot.press("ctrl-y").expect("the form").press("enter", "y");
            assertThat(pilot.terminal().handed())
                    .singleElement()
                    .satisfies(hand -> assertThat(hand.command())
                            .containsExactly("kubectl", "get", "pod", "orders-1", "--context=eu-1"));
        }
    }

    @Test
    void pipesAreConnectedByAShellThatDoesNotLookIntoTheirWords() throws Exception {
        UserProgram program =
                piped(false, List.of("grep -v '$COL-STATUS'", "less"), input("form", "string", false, ""));
        try (Pilot<Model> pilot = pods(program)) {
            pilot.press("ctrl-y").expect("the form").press("enter");
            pilot.expect("--context=eu-1 | grep -v Running; reboot |").press("y");
            assertThat(pilot.terminal().handed())
                    .singleElement()
                    .satisfies(
                            hand -> assertThat(hand.command())
                                    .startsWith("sh", "-c")
                                    .contains("Running; reboot")
                                    .element(2)
                                    .asString()
                                    .isEqualTo(
                                            "\"${1}\" \"${2}\" \"${3}\" \"${4}\" \"${5}\" | \"${6}\" \"${7}\" \"${8}\" | \"${9}\""));
        }
        List<String> real =
                UserProgram.connected(List.of(List.of("printf", "%s\\n", "b; echo c", "a"), List.of("sort", "-r")));
        Process process = new ProcessBuilder(real).redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("b; echo c\na\n");
    }

    @Test
    void oneInTheBackgroundLeavesTheScreenInSightAndItsEndIsTold() {
        UserProgram program = new UserProgram(
                "behind",
                "ctrl-y",
                "say it",
                List.of("po"),
                List.of("sh", "-c", "echo first; echo $NAME; exit 3"),
                false,
                List.of(),
                List.of(),
                true);
        try (Pilot<Model> pilot = pods(program)) {
            pilot.press("ctrl-y").expect("without the terminal").press("y");
            assertThat(pilot.terminal().handed()).isEmpty();
            assertThat(told.asked(DeskEffect.StartProgram.class))
                    .singleElement()
                    .satisfies(start -> {
                        assertThat(start.says()).isEqualTo("say it");
                        assertThat(start.environment()).containsEntry("NAME", "orders-1");
                    });
        }
    }

    private static List<Answer<String>> answers(String... command) throws InterruptedException {
        List<Answer<String>> answers = new ArrayList<>();
        UserProgramRun.run(
                new DeskEffect.StartProgram("say it", List.of(command), Map.of("NAME", "orders-1")),
                answers::add,
                () -> Told.NOW);
        return answers;
    }

    @Test
    void aProgramInTheBackgroundTellsHowItEndedAndTheLastOfWhatItSaid() throws Exception {
        assertThat(answers("sh", "-c", "echo first; echo $NAME; exit 3"))
                .extracting(a -> a.value().orElse(""))
                .containsExactly("Started: say it.", "Ended with status 3: say it. It said: orders-1");
        assertThat(answers("there-is-no-such-program"))
                .singleElement()
                .satisfies(a -> assertThat(a.problem()).isPresent());
        try (Pilot<Model> pilot = pods(program("stern", false, "stern"))) {
            pilot.send(new DeskMsg.ProgramTold(Answer.of("Ended: say it.", Told.NOW)))
                    .expect("Ended: say it.");
        }
    }

    @Test
    void anInputThatCanNotBeAskedForIsAProblemOfTheSettings() {
        UserProgram many = new UserProgram(
                "many",
                "ctrl-y",
                "many",
                List.of("po"),
                List.of("ls"),
                true,
                List.of(),
                Collections.nCopies(6, input("x", "string", false, "")),
                false);
        UserProgram odd = new UserProgram(
                "odd",
                "ctrl-g",
                "odd",
                List.of("po"),
                List.of("ls"),
                true,
                List.of(),
                List.of(input("x", "colour", false, "")),
                false);
        try (Pilot<Model> pilot = pods(many, odd)) {
            pilot.press(":").type("settings").press("enter");
            pilot.expect("more than 5 inputs").expect("has the type 'colour'");
        }
    }

    @Test
    void readOnlyContextsAreForHarmlessOnesOnly() {
        try (Pilot<Model> pilot =
                pods(true, false, Optional.empty(), with(program("change", false, "kubectl", "delete")))) {
            pilot.press("ctrl-y").expect("Can't change it: --read-only was given, and it isn't said to be harmless");
            assertThat(pilot.terminal().handed()).isEmpty();
        }
        try (Pilot<Model> pilot = pods(true, false, Optional.empty(), with(program("look", true, "kubectl", "get")))) {
            pilot.press("ctrl-y");
            assertThat(pilot.terminal().handed()).hasSize(1);
        }
    }

    @Test
    void whatWouldReachAnotherClusterOrActAsSomebodyElseIsNotStarted() {
        try (Pilot<Model> pilot = pods(false, true, Optional.empty(), with(program("look", true, "kubectl")))) {
            pilot.press("ctrl-y").expect("simulated");
            assertThat(pilot.terminal().handed()).isEmpty();
        }
        try (Pilot<Model> pilot = pods(false, false, Optional.of("as ada"), with(program("look", true, "kubectl")))) {
            pilot.press("ctrl-y").expect("it would act as yourself, not as ada");
            assertThat(pilot.terminal().handed()).isEmpty();
        }
        try (Pilot<Model> pilot = pods(program("look", true, "kubectl", "$COL-IP"))) {
            pilot.press("ctrl-y").expect("not all the columns");
            assertThat(pilot.terminal().handed()).isEmpty();
        }
    }

    @Test
    void aProgramWithAKeyThatIsTakenOrAVariableThatNobodyKnowsIsAProblemOfTheSettings() {
        UserProgram taken = new UserProgram("taken", "d", "d", List.of("all"), List.of("ls"), false);
        try (Pilot<Model> pilot = pods(
                taken, program("whose", false, "echo", "$WHOM"), program("cut", false, "sh", "-c", "echo $COL-AGE"))) {
            pilot.press("ctrl-y").press(":").type("settings").press("enter");
            pilot.expect("objects.describe").expect("$WHOM").expect("$COL-AGE");
            assertThat(pilot.terminal().handed()).isEmpty();
        }
    }

    @Test
    void menuHelpAndPaletteListThemAndTheHotkeysAndDoThem() {
        UserProgram other = new UserProgram("nodes", "ctrl-g", "look at nodes", List.of("nodes"), List.of("ls"), true);
        ScreenSettings set = with(Map.of("f7", "operations"), program("stern", false, "stern", "$NAME"), other);
        try (Pilot<Model> pilot = pods(false, false, Optional.empty(), set)) {
            pilot.press("x", "end")
                    .expect("ctrl-y")
                    .expect("stern it")
                    .expect("unplanned")
                    .expect("after a question; what it changes is in no plan and no journal")
                    .expectNot("look at nodes")
                    .press("enter")
                    .expect("stern it on eu-1?")
                    .press("esc");
            pilot.press("?")
                    .type("/")
                    .type("stern")
                    .expect("the command line: stern $NAME")
                    .press("enter", "enter");
            pilot.expect("stern it on eu-1?").press("y");
            assertThat(pilot.terminal().handed())
                    .singleElement()
                    .satisfies(hand -> assertThat(hand.command()).containsExactly("stern", "orders-1"));
            pilot.press(":")
                    .type("stern it")
                    .expect("unplanned")
                    .press("enter")
                    .expect("stern it on eu-1?")
                    .press("esc");
            pilot.press("?")
                    .type("/")
                    .type("hotkey")
                    .expect("f7")
                    .press("enter", "enter")
                    .expect("newest first");
        }
    }

    @Test
    void oneThatCanNotBeStartedStaysInTheMenuAndSaysWhy() {
        try (Pilot<Model> pilot = pods(true, false, Optional.empty(), with(program("change", false, "kubectl")))) {
            pilot.press("x", "end").expect("can't: --read-only was given").press("esc");
            pilot.press("?").type("/").type("change it").expect("not now: --read-only was given");
            pilot.press("enter", ":")
                    .type("settings")
                    .press("enter", "end")
                    .expect("program change")
                    .expect("change it");
        }
    }

    @Test
    void whatTheKubeconfigCallsClusterUserAndGroupsIsKnown() {
        try (Pilot<Model> pilot = pods(program("who", true, "echo", "$CLUSTER", "$USER", "$GROUPS"))) {
            pilot.press("ctrl-y");
            assertThat(pilot.terminal().handed()).singleElement().satisfies(hand -> {
                assertThat(hand.command()).containsExactly("echo", "cluster-of-eu-1", "user-of-eu-1", "ops,dev");
                assertThat(hand.environment())
                        .containsEntry("CLUSTER", "cluster-of-eu-1")
                        .containsEntry("USER", "user-of-eu-1")
                        .containsEntry("GROUPS", "ops,dev");
            });
        }
    }

    @Test
    void aProgramThatDoesNotNameTheUserHasTheOneOfThisMachine() {
        try (Pilot<Model> pilot = pods(program("look", true, "sh", "-c", "echo $CLUSTER ${NAME}"))) {
            pilot.press("ctrl-y");
            assertThat(pilot.terminal().handed())
                    .singleElement()
                    .satisfies(hand -> assertThat(hand.environment())
                            .containsEntry("CLUSTER", "cluster-of-eu-1")
                            .doesNotContainKey("USER"));
        }
        try (Pilot<Model> pilot = pods(program("ask", true, "sh", "-c", "echo ${USER}"))) {
            pilot.press("ctrl-y");
            assertThat(pilot.terminal().handed())
                    .singleElement()
                    .satisfies(hand -> assertThat(hand.environment()).containsEntry("USER", "user-of-eu-1"));
        }
    }
}
