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
import io.millwright.engine.browse.ContextEntries;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.UndoPreview;
import io.millwright.spi.Constraint;
import io.millwright.spi.Instance;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the screen asks of the rest of the program. Called by the effects' interpreter only, on virtual threads; may block. Methods throw
 * {@link io.millwright.spi.ProblemException} unless they say otherwise.
 */
public interface Desk {
    /** The contexts to work with; reads files, never the network. */
    List<ClusterRow> clusters();

    /** What became of every plugin. The first call loads them. */
    List<PluginRow> plugins();

    /** The tools of the plugins that work. */
    List<ToolRow> tools();

    /** A look for tools in that cluster, by their ids: what each of them has there. What several of them read is read once. */
    Function<String, List<Instance>> discovery(String context);

    /** How much of what a cluster's nodes can give is used; empty where nothing is measured. */
    Optional<ClusterLoad> load(String context);

    /** The health of an instance. */
    Checked health(Instance instance);

    /** The runbooks that fit: those of the target's component, or those that make something new. */
    List<GuideRow> guide(String tool, String context, Optional<Instance> target);

    /** The objects that belong to an instance. */
    List<ObjectRow> objects(Instance instance);

    /** The plan for what is asked, with its preview. Changes nothing. */
    Prepared prepare(Ask ask);

    /** How the plan goes on a copy of its instance, with the simulator of the tool's operator. Changes nothing. */
    Rehearsed rehearse(Prepared prepared);

    /** Runs an approved plan; {@code progress} is told what happens as it happens, {@code operator} is asked. */
    PastRun run(Prepared prepared, String phrase, Operator operator, Consumer<PastRun.StepLine> progress);

    /** Goes on where a run was interrupted or has failed; {@code operator} is asked. */
    PastRun resume(String run, Operator operator);

    /** What undoing that run would do, step by step, in its cluster as it is now. Changes nothing. */
    List<UndoPreview.Line> undoPreview(String run);

    /** Takes back what a run has changed; {@code operator} is asked. */
    PastRun undo(String run, Operator operator);

    /** Closes a failed or interrupted run, and leaves what it changed as it is. */
    PastRun abandon(String run, String reason);

    /** All runs of this machine, newest first. */
    List<PastRun> runs();

    /** The Helm releases of that cluster, newest revisions only. */
    List<HelmRow> releases(String context);

    /** All revisions of a release that Helm keeps, newest first. */
    List<HelmRevision> release(String context, String namespace, String name);

    /** What was done inside of pods from this machine, newest first. */
    List<PodSessions.Past> sessions();

    /** What the user has set; the defaults, with a warning, where the file can't be read. */
    Settings settings();

    /** Looks whether the settings were written anew; those that hold from now on, if so. */
    Optional<Settings> changedSettings();

    /** The saved views by name. */
    Map<String, SavedView> views();

    /** Keeps a view under a name, or forgets that name; all views after it. */
    Map<String, SavedView> keep(String name, Optional<SavedView> view);

    /** The runbooks of a tool, whatever they are for. */
    List<RunbookInfo> runbooks(String tool);

    /** The kinds of which a cluster has lists. */
    List<Served> kinds(String context);

    /** What the user may do in that namespace of a cluster, as far as the API server tells it. */
    Rights.Found rights(String context, String namespace);

    /** What is remembered of the user from one start to the next. */
    Habits habits();

    /** Remembers what was chosen in the palette; what is remembered after it. */
    Habits used(String chosen);

    /** Remembers how much room the detail has, in a word; what is remembered after it. */
    Habits detail(String word);

    /**
     * Gives a text that the terminal was asked to copy to the user's own program, or to what is between program and terminal.
     *
     * @param program with its arguments; empty for none
     * @return whether somebody has taken it for sure
     */
    boolean copy(String text, List<String> program) throws InterruptedException;

    /** What can go wrong on request in that cluster. Asks a real cluster only whether it is a simulated one. */
    Exercises exercises(String context);

    /** Switches an exercise on or off in a simulated cluster. */
    Exercises exercise(String context, NamedExercise exercise, boolean on);

    /** The runs that have a copy in that cluster, from whatever machine, newest first. */
    List<PastRun> copies(String context);

    /** A run of another machine, as its copy tells it. */
    FromElsewhere copy(PastRun run);

    /** Makes it a run of this machine that was interrupted; {@code phrase} approves its plan. Changes nothing in the cluster. */
    PastRun takeOver(FromElsewhere run, String phrase);

    /** The last calls to clusters, newest first. */
    List<ApiCall> calls();

    /** What is told of an exception that nobody foresaw; leaves a report of it. Never throws. */
    Problem fault(String attempted, String on, Throwable fault);

    /** Whether the user is new here. */
    boolean isNew();

    /** The user has been shown around. */
    void shownAround();

    /** The clock. */
    Instant now();

    /**
     * One cluster.
     *
     * @param readOnly why nothing may be changed there; empty when it may
     * @param unusable why it can't be used at all
     * @param entries what its context is made of
     */
    record ClusterRow(
            String name,
            String server,
            String namespace,
            Optional<String> readOnly,
            Optional<Problem> unusable,
            ContextEntries entries) {}

    /** One tool. */
    record ToolRow(String id, String name, String summary) {}

    /** One plugin; {@code severity} says whether it works, {@code detail} why not. */
    record PluginRow(String id, String version, String state, Severity severity, String place, String detail) {}

    /** One runbook with what it asks of that target and what stands against it now. */
    record GuideRow(RunbookInfo info, List<Parameter> parameters, List<Constraint> constraints) {
        public GuideRow {
            parameters = List.copyOf(parameters);
            constraints = List.copyOf(constraints);
        }
    }

    /**
     * One object.
     *
     * @param word by which its kind is found
     * @param namespace empty where it has none
     * @param state in the object's own words
     */
    record ObjectRow(
            String kind, String word, String namespace, String name, String state, Optional<Instant> created) {}

    /** One Helm release; {@code chart} with its version, {@code app} the version of what it installs. */
    record HelmRow(
            String context, String namespace, String name, int revision, String status, String chart, String app) {
        /** Another Helm works on it, or has died on the way. */
        boolean isPending() {
            return status.startsWith("pending-");
        }
    }

    /**
     * What a plan is made from.
     *
     * @param target empty for a runbook that makes something new
     * @param namespace where something new is made
     */
    record Ask(
            String tool,
            RunbookInfo info,
            Optional<Instance> target,
            String context,
            String namespace,
            Map<String, String> inputs) {
        public Ask {
            inputs = Map.copyOf(inputs);
        }
    }
}
