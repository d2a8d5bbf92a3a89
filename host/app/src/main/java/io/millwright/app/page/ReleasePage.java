package io.millwright.app.page;

import io.millwright.app.objects.ObjectsTool;
import io.millwright.engine.inspect.HelmDifference;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.spi.RunbookInfo;
import io.millwright.tui.Key;
import io.millwright.tui.Next;
import io.millwright.tui.Rect;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One Helm release: its history and notes, its values, its manifest, or what its newest revision has changed.
 *
 * @param read its revisions, newest first; empty until they were read
 */
record ReleasePage(Desk.HelmRow row, Optional<Answer<List<HelmRevision>>> read, Part part, TextView text)
        implements Page {
    /** What is shown of it. */
    enum Part {
        HISTORY,
        VALUES,
        MANIFEST,
        CHANGES
    }

    private static final ActionSpec HISTORY = ActionSpec.reading(
            "release.history",
            "h",
            "history",
            "Shows the revisions that are kept, and the chart's notes.",
            "millwright helm history RELEASE");
    private static final ActionSpec VALUES = ActionSpec.reading(
            "release.values",
            "v",
            "values",
            "Shows the values that were given, without secrets.",
            "millwright helm values RELEASE");
    private static final ActionSpec MANIFEST = ActionSpec.reading(
            "release.manifest",
            "m",
            "manifest",
            "Shows the objects that were sent to the cluster, without secrets' values.",
            "millwright helm manifest RELEASE");
    private static final ActionSpec CHANGES = ActionSpec.reading(
            "release.changes",
            "d",
            "differences",
            "Shows what the newest revision has changed against the one before it.",
            "millwright helm diff RELEASE A B");

    private static final ActionSpec ROLLBACK = Act.changing(
            "release.rollback",
            "R",
            "roll back …",
            "Takes the release back to a former revision, as a new one.",
            "millwright helm rollback RELEASE REVISION");
    private static final ActionSpec UNINSTALL = Act.changing(
            "release.uninstall",
            "ctrl-d",
            "uninstall …",
            "Takes the release away with its history, and waits until what it ran is gone.",
            "millwright helm uninstall RELEASE");

    static final List<ActionSpec> SPECS = List.of(HISTORY, VALUES, MANIFEST, CHANGES, ROLLBACK, UNINSTALL);

    static ReleasePage of(Desk.HelmRow row) {
        return new ReleasePage(
                row,
                Optional.empty(),
                Part.HISTORY,
                TextView.of(List.of(Line.of("Reading the release …", Style.MUTED))));
    }

    private ReleasePage showing(Part other, Optional<Answer<List<HelmRevision>>> answer) {
        return new ReleasePage(row, answer, other, TextView.of(lines(other, answer)));
    }

    private List<Line> lines(Part wanted, Optional<Answer<List<HelmRevision>>> answer) {
        List<HelmRevision> all = answer.flatMap(Answer::value).orElse(List.of());
        if (all.isEmpty()) {
            return List.of(Line.of(
                    answer.flatMap(Answer::problem).map(p -> p.summary()).orElse("It is not there any more."),
                    Style.WARNING));
        }
        HelmRevision newest = all.getFirst();
        return switch (wanted) {
            case HISTORY -> history(all);
            case VALUES -> text("values of revision " + newest.number(), newest.values());
            case MANIFEST -> text("manifest of revision " + newest.number(), newest.manifest());
            case CHANGES ->
                all.size() < 2
                        ? List.of(Line.of("There is one revision only.", Style.MUTED))
                        : changes(all.get(1), newest);
        };
    }

    private List<Line> history(List<HelmRevision> all) {
        List<Line> lines = new ArrayList<>();
        HelmRevision newest = all.getFirst();
        lines.add(Line.of(
                "Helm release " + newest.namespace() + "/" + newest.name() + " on " + row.context(), Style.TITLE));
        lines.add(Line.of("chart    " + newest.chart() + " " + newest.chartVersion()
                + (newest.appVersion().isEmpty() ? "" : ", app " + newest.appVersion())));
        if (newest.isPending()) {
            String last = all.stream()
                    .filter(r -> r.status().equals("deployed") || r.status().equals("superseded"))
                    .findFirst()
                    .map(r -> String.valueOf(r.number()))
                    .orElse("REVISION");
            lines.add(Line.of(
                    "It is " + newest.status()
                            + (newest.updated().isEmpty() ? "" : " since " + newest.updated())
                            + ": another Helm works on it, or has died on the way.",
                    Style.CRITICAL));
            lines.add(Line.of("When none does any more, go back to what was deployed last, revision " + last + ": key "
                    + ROLLBACK.keyName() + "."));
        }
        lines.add(Line.of(""));
        all.forEach(r -> lines.add(Line.of(String.format(
                "%4d  %-16s  %s  %s %s  %s",
                r.number(), r.status(), r.updated(), r.chart(), r.chartVersion(), r.description()))));
        if (!newest.notes().isEmpty()) {
            lines.add(Line.of(""));
            lines.add(Line.of("notes", Style.TITLE));
            newest.notes().lines().forEach(l -> lines.add(Line.of(l)));
        }
        return lines;
    }

    private static List<Line> text(String title, String text) {
        List<Line> lines = new ArrayList<>(List.of(Line.of(title, Style.TITLE), Line.of("")));
        if (text.isEmpty()) {
            lines.add(Line.of("There are none.", Style.MUTED));
        }
        text.lines().forEach(l -> lines.add(Line.of(l)));
        return lines;
    }

    private static List<Line> changes(HelmRevision before, HelmRevision after) {
        List<Line> lines = new ArrayList<>(
                List.of(Line.of("revision " + before.number() + " → " + after.number(), Style.TITLE), Line.of("")));
        List<String> differing = HelmDifference.of(before, after);
        if (differing.isEmpty()) {
            lines.add(Line.of("Nothing differs.", Style.MUTED));
        }
        differing.forEach(l -> lines.add(
                Line.of(l, l.startsWith("+ ") ? Style.ADDED : l.startsWith("- ") ? Style.REMOVED : Style.TEXT)));
        return lines;
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("helm", row.namespace() + "/" + row.name());
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(model, new DeskEffect.LoadRelease(row.context(), row.namespace(), row.name()));
    }

    @Override
    public Next<Model> answered(DeskMsg msg, Model model) {
        return Next.of(
                msg instanceof DeskMsg.ReleaseRead m
                                && m.context().equals(row.context())
                                && m.name().equals(row.namespace() + "/" + row.name())
                        ? model.with(showing(part, Optional.of(m.answer())))
                        : model);
    }

    @Override
    public ActionRegistry<Model> actions() {
        Availability some = Availability.when(read.flatMap(Answer::value).isPresent(), "it isn't read yet");
        ActionRegistry.Builder<Model> all = ActionRegistry.builder();
        SPECS.forEach(s -> all.add(s, _ -> some));
        return all.build();
    }

    /** The form of a change, or its preview where it asks nothing. */
    private Next<Model> plan(String runbook, HelmRevision newest, Model model) {
        RunbookInfo info = ObjectsTool.runbook(runbook).info();
        return model.open(FormPage.of(
                new Desk.GuideRow(info, info.parameters(), List.of()),
                ObjectsTool.ID,
                row.context(),
                Optional.of(ObjectsTool.target(row.context(), newest)),
                Map.of()));
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        Optional<HelmRevision> newest =
                read.flatMap(Answer::value).flatMap(all -> all.stream().findFirst());
        if (action.equals(ROLLBACK.id()) || action.equals(UNINSTALL.id())) {
            String runbook = action.equals(ROLLBACK.id()) ? "helm-rollback" : "helm-uninstall";
            return newest.map(n -> plan(runbook, n, model)).orElse(Next.of(model));
        }
        Part wanted = action.equals(VALUES.id())
                ? Part.VALUES
                : action.equals(MANIFEST.id())
                        ? Part.MANIFEST
                        : action.equals(CHANGES.id()) ? Part.CHANGES : Part.HISTORY;
        return Next.of(model.with(showing(wanted, read)));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(text.on(key, model.bodyHeight() - 1)
                .filter(t -> !t.isTyping())
                .map(t -> model.with(new ReleasePage(row, read, part, t)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        text.render(body.sub(new Rect(1, 1, body.width() - 2, body.height() - 1)));
        body.cursor(1, 1);
    }
}
