package io.millwright.app.page;

import io.millwright.app.cli.NamedExercise;
import io.millwright.app.cli.Operations.FromElsewhere;
import io.millwright.app.cli.Operations.Prepared;
import io.millwright.app.cli.PastRun;
import io.millwright.app.settings.SavedView;
import io.millwright.spi.Instance;
import io.millwright.tui.Background;
import io.millwright.tui.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the pages ask for. Each is answered by a {@link DeskMsg}. */
public sealed interface DeskEffect extends Effect {
    record LoadClusters() implements DeskEffect {}

    record LoadSettings() implements DeskEffect {}

    /**
     * Starts a program of the user's own without the terminal; its output is read, and its end told. It ends with the screen at the latest.
     *
     * @param says what it does, in a few words
     * @param environment variables in addition to the own ones
     */
    record StartProgram(String says, List<String> command, Map<String, String> environment)
            implements DeskEffect, Background {
        public StartProgram {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    /** Tells when the settings were written anew, until nobody wants it any more. */
    record WatchSettings() implements DeskEffect, Background {}

    record LoadViews() implements DeskEffect {}

    /** Keeps a view under a name; forgets that name where there is no view. */
    record KeepView(String name, Optional<SavedView> view) implements DeskEffect {}

    /** What is remembered from one start to the next. */
    record LoadHabits() implements DeskEffect {}

    /** Remembers what was chosen in the palette. */
    record RememberUse(String chosen) implements DeskEffect {}

    /** Remembers how much room the detail has. */
    record RememberDetail(String word) implements DeskEffect {}

    /** The runbooks of a tool, whatever they are for. */
    record LoadRunbooks(String tool) implements DeskEffect {}

    /** The kinds of which a cluster has lists. */
    record LoadKinds(String context) implements DeskEffect {}

    /** What the user may do in a namespace. */
    record LoadRights(String context, String namespace) implements DeskEffect {}

    /** Copies a text by the user's own program, or through what is between program and terminal. */
    record CopyText(String text, List<String> program) implements DeskEffect {
        public CopyText {
            program = List.copyOf(program);
        }
    }

    /** Loads the plugins. */
    record LoadTools() implements DeskEffect {}

    /** What all tools have in one cluster. */
    record Discover(String context) implements DeskEffect {}

    /** How much of a cluster's nodes is used. */
    record MeasureCluster(String context) implements DeskEffect {}

    record CheckHealth(Instance instance) implements DeskEffect {}

    record LoadGuide(String tool, String context, Optional<Instance> target) implements DeskEffect {}

    record LoadObjects(Instance instance) implements DeskEffect {}

    /** Whether somebody is new here. */
    record LoadTour() implements DeskEffect {}

    /** They have been shown around, and never are again. */
    record EndTour() implements DeskEffect {}

    /** The last calls to clusters. */
    record LoadCalls() implements DeskEffect {}

    record LoadRuns() implements DeskEffect {}

    /** The Helm releases of one cluster. */
    record LoadReleases(String context) implements DeskEffect {}

    /** All revisions of a release. */
    record LoadRelease(String context, String namespace, String name) implements DeskEffect {}

    /** What was done inside of pods from this machine. */
    record LoadSessions() implements DeskEffect {}

    /** What can go wrong on request in one cluster. */
    record LoadExercises(String context) implements DeskEffect {}

    /** Lets something go wrong in a simulated cluster, or no longer. */
    record SwitchExercise(String context, NamedExercise exercise, boolean on) implements DeskEffect {}

    /** The runs that have a copy in one cluster. */
    record LoadCopies(String context) implements DeskEffect {}

    /** Everything about one of them. */
    record ReadCopy(PastRun run) implements DeskEffect {}

    /** Makes it a run of this machine; {@code phrase} is what approved its plan. */
    record TakeOver(FromElsewhere run, String phrase) implements DeskEffect {}

    record Prepare(Desk.Ask ask) implements DeskEffect {}

    /** Runs a plan on a copy of its instance. */
    record Rehearse(Prepared prepared) implements DeskEffect {}

    /** Runs what was approved; {@code phrase} is what the operator typed or stands for their gesture. */
    record StartRun(long number, Desk.Ask ask, Prepared prepared, String phrase) implements DeskEffect {}

    /** Asks a run of this screen to stop: between two steps, or inside a wait. */
    record StopRun(long number) implements DeskEffect {}

    /** Answers what a run of this screen has asked; empty when the operator won't say. */
    record AnswerRun(long number, Optional<String> answer) implements DeskEffect {}

    record ResumeRun(String run) implements DeskEffect {}

    /** What undoing a run would do, step by step. */
    record PreviewUndo(String run) implements DeskEffect {}

    record UndoRun(String run) implements DeskEffect {}

    /** Answers what a run that is resumed or undone has asked; empty when the operator won't say. */
    record AnswerDecision(String run, Optional<String> answer) implements DeskEffect {}

    record AbandonRun(String run, String reason) implements DeskEffect {}
}
