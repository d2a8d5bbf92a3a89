package io.millwright.app.page;

import io.millwright.app.browse.ClusterLoad;
import io.millwright.app.browse.Rights;
import io.millwright.app.cli.Checked;
import io.millwright.app.cli.NamedExercise;
import io.millwright.app.cli.Operations.FromElsewhere;
import io.millwright.app.cli.Operations.Prepared;
import io.millwright.app.cli.PastRun;
import io.millwright.app.cli.Rehearsed;
import io.millwright.app.settings.Habits;
import io.millwright.app.settings.SavedView;
import io.millwright.app.settings.Settings;
import io.millwright.engine.browse.ApiCall;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.run.UndoPreview;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.RunbookInfo;
import io.millwright.tui.Msg;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the desk has answered. */
public sealed interface DeskMsg extends Msg {
    record ClustersRead(Answer<List<Desk.ClusterRow>> answer) implements DeskMsg {}

    record ViewsRead(Answer<Map<String, SavedView>> answer) implements DeskMsg {}

    record SettingsRead(Answer<Settings> answer) implements DeskMsg {}

    /**
     * The settings were written anew.
     *
     * @param clusters the clusters under these settings
     */
    record SettingsChanged(Settings settings, Answer<List<Desk.ClusterRow>> clusters) implements DeskMsg {}

    /** What became of a program of the user's own without the terminal: a sentence. */
    record ProgramTold(Answer<String> answer) implements DeskMsg {}

    record HabitsRead(Answer<Habits> answer) implements DeskMsg {}

    record RunbooksRead(String tool, Answer<List<RunbookInfo>> answer) implements DeskMsg {}

    record KindsRead(String context, Answer<List<Served>> answer) implements DeskMsg {}

    record RightsKnown(String context, String namespace, Answer<Rights.Found> answer) implements DeskMsg {}

    /** Whether somebody has taken for sure what was copied; if not, only the terminal was asked. */
    record CopyTaken(Answer<Boolean> answer) implements DeskMsg {}

    record ToolsRead(Answer<List<Desk.ToolRow>> tools, Answer<List<Desk.PluginRow>> plugins) implements DeskMsg {}

    record Found(String context, String tool, Answer<List<Instance>> answer) implements DeskMsg {}

    /** The load of a cluster; none where nothing is measured. */
    record ClusterMeasured(String context, Answer<Optional<ClusterLoad>> answer) implements DeskMsg {}

    record HealthRead(InstanceId instance, Answer<Checked> answer) implements DeskMsg {}

    record GuideRead(String tool, String context, Optional<InstanceId> target, Answer<List<Desk.GuideRow>> answer)
            implements DeskMsg {}

    record ObjectsRead(InstanceId instance, Answer<List<Desk.ObjectRow>> answer) implements DeskMsg {}

    /** Whether somebody is new here, who is to be shown around. */
    record TourRead(Answer<Boolean> isNew) implements DeskMsg {}

    record CallsRead(Answer<List<ApiCall>> answer) implements DeskMsg {}

    record RunsRead(Answer<List<PastRun>> answer) implements DeskMsg {}

    record ReleasesRead(String context, Answer<List<Desk.HelmRow>> answer) implements DeskMsg {}

    /** All revisions of a release; {@code name} with its namespace. */
    record ReleaseRead(String context, String name, Answer<List<HelmRevision>> answer) implements DeskMsg {}

    record SessionsRead(Answer<List<PodSessions.Past>> answer) implements DeskMsg {}

    record ExercisesRead(String context, Answer<Exercises> answer) implements DeskMsg {}

    /** It goes wrong now, or no longer. */
    record ExerciseSwitched(String context, NamedExercise exercise, boolean on, Answer<Exercises> answer)
            implements DeskMsg {}

    record CopiesRead(String context, Answer<List<PastRun>> answer) implements DeskMsg {}

    record CopyRead(Answer<FromElsewhere> answer) implements DeskMsg {}

    /** A run of another machine is one of this machine now. */
    record TakenOver(Answer<PastRun> answer) implements DeskMsg {}

    record PlanRead(Desk.Ask ask, Answer<Prepared> answer) implements DeskMsg {}

    /** How the plan of that digest went on a copy of its instance. */
    record PlanRehearsed(String digest, Answer<Rehearsed> answer) implements DeskMsg {}

    /** A run of this screen asks its operator, or shows what is shown once; it waits for {@link DeskEffect.AnswerRun}. */
    record RunAsks(long number, Question question) implements DeskMsg {}

    /** A run that is resumed or undone asks its operator; it waits for {@link DeskEffect.AnswerDecision}. */
    record DecisionAsks(String run, Question question) implements DeskMsg {}

    /** What undoing that run would do. */
    record UndoForeseen(String run, Answer<List<UndoPreview.Line>> answer) implements DeskMsg {}

    /** A run was undone or abandoned. */
    record RunDecided(Answer<PastRun> answer) implements DeskMsg {}

    record StepSeen(long number, PastRun.StepLine line) implements DeskMsg {}

    /** A run has ended; {@code after} is the target's health then, where it is still there. */
    record RunEnded(long number, Answer<PastRun> answer, Optional<Checked> after) implements DeskMsg {}
}
