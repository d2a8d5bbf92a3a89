package io.millwright.app.screen;

import io.millwright.app.cli.NamedExercise;
import io.millwright.app.cli.Rehearsed;
import io.millwright.app.page.Answer;
import io.millwright.app.page.Desk;
import io.millwright.app.page.DeskMsg;
import io.millwright.app.page.Model;
import io.millwright.app.settings.ProgramInput;
import io.millwright.app.settings.ScreenSettings;
import io.millwright.app.settings.Settings;
import io.millwright.app.settings.UserProgram;
import io.millwright.engine.browse.ApiCall;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Parameter;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Simulator.Exercise;
import io.millwright.testkit.tui.Pilot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Poses of the pages that ask the desk: what this machine, its plugins and its runs know. */
final class DeskPoses {
    private static final String LONG = ObjectPoses.LONG;
    private static final String WIDE = ObjectPoses.WIDE;

    private DeskPoses() {}

    static List<Pose> all() {
        return List.of(
                new Pose("calls", DeskPoses::calls),
                new Pose("exercises", DeskPoses::exercises),
                new Pose("guide", DeskPoses::guide),
                new Pose("helm", stage -> stage.open(helmDesk(), "helm").press("end")),
                new Pose("release", stage -> stage.open(helmDesk(), "helm").press("end", "enter")),
                new Pose("program", DeskPoses::program),
                new Pose("rehearsal", DeskPoses::rehearsal),
                new Pose("sessions", DeskPoses::sessions),
                new Pose("settings", DeskPoses::settings),
                new Pose("take-over", DeskPoses::takeOver));
    }

    private static ApiCall call(int took, String context, String attempted, String method, String path, String result) {
        return new ApiCall(
                Told.NOW.minusSeconds(10),
                Duration.ofMillis(took),
                context,
                attempted,
                method,
                path,
                result,
                result.startsWith("2"));
    }

    private static Pilot<Model> calls(Stage stage) {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE)
                .having(List.of(
                        call(12, "eu-1", "list pods", "GET", "/api/v1/namespaces/shop/pods?limit=500", "200"),
                        call(
                                30_012,
                                "eu-2",
                                "list mills.mills.example.org in all namespaces",
                                "GET",
                                "/apis/mills.example.org/v1/mills?limit=500&resourceVersion=0",
                                "timeout"),
                        call(42, "lab", "delete Pod db/" + LONG, "DELETE", "/api/v1/namespaces/db/pods/" + LONG, "403"),
                        call(1_400, "eu-1", "sign in", "LOGIN", "aws eks get-token --cluster-name " + WIDE, "200")));
        return stage.open(desk, "calls");
    }

    private static Pilot<Model> exercises(Stage stage) {
        NamedExercise wordy = new NamedExercise(
                "postgres",
                new Exercise(
                        "replication-lag-of-the-archive",
                        "A replica falls behind, because its node's disk is slow; what it has is as old as its lag.",
                        "",
                        List.of("postgres.replication.lag"),
                        List.of(),
                        "Find the replica, then the disk, and decide whether to promote another."));
        MillDesk desk = new MillDesk(Danger.REVERSIBLE).simulating("eu-1", Samples.DRY, Samples.LOOM, wordy);
        return stage.open(desk, "exercises").press("down", "enter", "y");
    }

    private static Desk.GuideRow runbook(
            String id, String title, Danger danger, String summary, Constraint... against) {
        return new Desk.GuideRow(
                new RunbookInfo(
                        id,
                        title,
                        Intent.INSTALL,
                        danger,
                        summary,
                        Optional.empty(),
                        List.of(),
                        List.of("It takes the brook's water."),
                        List.of("https://mills.example.org/building")),
                List.of(new Parameter(
                        "name",
                        "Name",
                        "What the mill is called.",
                        new Parameter.Type.Text("[a-z]+", "small letters"),
                        Optional.empty(),
                        "",
                        true)),
                List.of(against));
    }

    private static Pilot<Model> guide(Stage stage) {
        Pilot<Model> pilot =
                stage.open(new MillDesk(Danger.REVERSIBLE), "fleet").press("i");
        List<Desk.GuideRow> rows = List.of(
                runbook("build", "Build a mill", Danger.REVERSIBLE, "Digs the race, sets the wheel and the stones."),
                runbook(
                        "import",
                        "Bring a mill from another cluster with all of its flour",
                        Danger.DISRUPTIVE,
                        "Stops the mill there, carries its stones over and starts it here.",
                        new Constraint(
                                "mill.frozen", "The brook is frozen", "Wait for spring.", Constraint.Kind.BLOCKS)));
        return pilot.send(new DeskMsg.GuideRead("mill", "eu-1", Optional.empty(), Answer.of(rows, Told.NOW)));
    }

    private static MillDesk helmDesk() {
        return new MillDesk(Danger.DATA_LOSS)
                .withReleases(
                        List.of(
                                new Desk.HelmRow("lab", "db", LONG, 41, "deployed", "postgres-cluster 1.30.0", "17.5"),
                                new Desk.HelmRow("lab", "shop", "web", 2, "pending-upgrade", "web 1.2", "3.1"),
                                new Desk.HelmRow("eu-1", "mesh", "gateway", 7, "deployed", "gateway 0.9.1", "1.9.0")),
                        Samples.release(1, "deployed", "hello"),
                        Samples.release(2, "pending-upgrade", "bye"));
    }

    private static Pilot<Model> program(Stage stage) {
        UserProgram program = new UserProgram(
                "get",
                "ctrl-y",
                "get it as somebody wants to see it",
                List.of("po"),
                List.of("kubectl", "get", "pod", "$NAME", "-n", "$NAMESPACE", "$INPUT_FORM", "--context=$CONTEXT"),
                false,
                List.of("less"),
                List.of(
                        new ProgramInput("form", "Form", "choice", true, "wide", List.of("wide", "json")),
                        new ProgramInput("lines", "Lines of " + WIDE, "number", false, "", List.of())),
                false);
        ScreenSettings screen = ScreenSettings.DEFAULT.withPrograms(Map.of("get", program));
        MillDesk desk = new MillDesk(Danger.REVERSIBLE)
                .set(new Settings("auto", List.of(), List.of(), screen, List.of(), Optional.empty()));
        return ObjectPoses.onePod(stage, new Told(desk))
                .press("ctrl-y", "tab")
                .type("x")
                .press("enter");
    }

    private static Pilot<Model> rehearsal(Stage stage) {
        Pilot<Model> pilot =
                stage.open(new MillDesk(Danger.DISRUPTIVE), "fleet").press("enter", "enter", "enter", "1", "enter");
        Rehearsed rehearsed = new Rehearsed(
                "Failed",
                false,
                Duration.ofSeconds(1_295),
                7,
                List.of(
                        new Rehearsed.Line("stop", "Stop the mill", "Done", Duration.ofSeconds(95), "replicas is 0"),
                        new Rehearsed.Line(
                                "dress",
                                "Cut the furrows 4 mm deep",
                                "Failed",
                                Duration.ofSeconds(1_200),
                                "spec.wear is 95, not 0, after 20 min")),
                List.of("how long things take is the simulator's guess", "what the guild's webhook would say"),
                Optional.of(Samples.refused("patch mills/old in corn", "eu-1")));
        return pilot.send(new DeskMsg.PlanRehearsed("sha256:of depth 4", Answer.of(rehearsed, Told.NOW)));
    }

    private static PodSessions.Past session(String kind, String target, String words, String how) {
        return new PodSessions.Past(
                target + how,
                kind,
                "eu-1",
                "ada",
                "db",
                "Pod/" + target,
                "main",
                words.isEmpty() ? List.of() : List.of(words.split(" ")),
                "",
                Told.NOW.minusSeconds(7_500),
                how.equals("goes on") ? Optional.empty() : Optional.of(Told.NOW),
                how);
    }

    private static Pilot<Model> sessions(Stage stage) {
        return stage.open(new MillDesk(Danger.REVERSIBLE), "sessions")
                .send(new DeskMsg.SessionsRead(Answer.of(
                        List.of(
                                session("shell", "orders-1", "", "goes on"),
                                session(
                                        "exec",
                                        LONG,
                                        "psql -c VACUUM orders_archive_of_all_years --and=" + WIDE,
                                        "exit code 2"),
                                session("copy out", "orders-2", "/var/log/postgresql logs", "copied 3 files, 2.0 KiB"),
                                session("exec", "orders-1", "ls", "exit code 0"),
                                session(
                                        "copy in",
                                        "orders-1",
                                        "restore.sql /tmp",
                                        "failed: tar ended with exit code 2")),
                        Told.NOW)));
    }

    private static Pilot<Model> settings(Stage stage) {
        UserProgram taken = new UserProgram("taken", "d", "d", List.of("all"), List.of("ls"), false);
        ScreenSettings screen =
                ScreenSettings.DEFAULT.withHotkeys(Map.of("f7", "operations")).withPrograms(Map.of("taken", taken));
        MillDesk desk = new MillDesk(Danger.REVERSIBLE)
                .set(new Settings("auto", List.of(), List.of(), screen, List.of(), Optional.empty()));
        return stage.open(desk, "settings");
    }

    private static Pilot<Model> takeOver(Stage stage) {
        return stage.open(new MillDesk(Danger.REVERSIBLE).elsewhere(Samples.ofGrace(RunState.FAILED)), "operations")
                .press("enter", "t");
    }
}
