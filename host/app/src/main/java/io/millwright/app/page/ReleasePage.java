package io.millwright.app.page;

import io.millwright.app.objects.ObjectsTool;
import io.millwright.engine.inspect.HelmDifference;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.spi.RunbookInfo;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
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
import java.util.stream.Stream;

/**
 * One Helm release: its history and notes, or the values or the manifest of one of its revisions, or what that one has changed.
 *
 * @param read its revisions, newest first; empty until they were read
 * @param back how many revisions before the newest the chosen one is
 */
record ReleasePage(Desk.HelmRow row, Optional<Answer<List<HelmRevision>>> read, Part part, int back, TextView text)
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
            "Shows the values that were given to the chosen revision, without secrets.",
            "millwright helm values RELEASE");
    private static final ActionSpec MANIFEST = ActionSpec.reading(
            "release.manifest",
            "m",
            "manifest",
            "Shows the objects of the chosen revision, without secrets' values.",
            "millwright helm manifest RELEASE");
    private static final ActionSpec CHANGES = ActionSpec.reading(
            "release.changes",
            "d",
            "differences",
            "Shows what the chosen revision has changed against the one before it.",
            "millwright helm diff RELEASE A B");

    private static final ActionSpec OLDER = ActionSpec.reading(
            "release.older", "o", "older revision", "Chooses the revision before the chosen one.", "");
    private static final ActionSpec NEWER = ActionSpec.reading(
            "release.newer", "O", "newer revision", "Chooses the revision after the chosen one.", "");
    private static final ActionSpec COPY = ActionSpec.reading(
            "release.copy", "C", "copy text", "Puts all that is shown here into the clipboard of the terminal.", "");

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

    private static final List<ActionSpec> OWN =
            List.of(HISTORY, VALUES, MANIFEST, CHANGES, ROLLBACK, OLDER, NEWER, COPY, UNINSTALL);

    static final List<ActionSpec> SPECS =
            Stream.concat(OWN.stream(), Act.TEXT.specs().stream()).toList();

    static ReleasePage of(Desk.HelmRow row) {
        return new ReleasePage(
                row,
                Optional.empty(),
                Part.HISTORY,
                0,
                TextView.of(List.of(Line.of("Reading the release …", Style.MUTED))));
    }

    private ReleasePage showing(Part other, Optional<Answer<List<HelmRevision>>> answer, int chosen) {
        return new ReleasePage(row, answer, other, chosen, TextView.of(lines(other, answer, chosen)));
    }

    private List<HelmRevision> revisions() {
        return read.flatMap(Answer::value).orElse(List.of());
    }

    private List<Line> lines(Part wanted, Optional<Answer<List<HelmRevision>>> answer, int chosen) {
        List<HelmRevision> all = answer.flatMap(Answer::value).orElse(List.of());
        if (all.isEmpty()) {
            return List.of(Line.of(
                    answer.flatMap(Answer::problem).map(p -> p.summary()).orElse("It is not there any more."),
                    Style.WARNING));
        }
        int at = Math.min(chosen, all.size() - 1);
        HelmRevision one = all.get(at);
        return switch (wanted) {
            case HISTORY -> history(all, one);
            case VALUES -> text("values of revision " + one.number(), one.values());
            case MANIFEST -> text("manifest of revision " + one.number(), one.manifest());
            case CHANGES ->
                at + 1 == all.size()
                        ? List.of(Line.of("No revision before " + one.number() + " is kept.", Style.MUTED))
                        : changes(all.get(at + 1), one);
        };
    }

    private List<Line> history(List<HelmRevision> all, HelmRevision chosen) {
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
        all.forEach(r -> lines.add(Line.of(
                String.format(
                        "%s%4d  %-16s  %s  %s %s  %s",
                        all.size() > 1 && r.equals(chosen) ? ">" : " ",
                        r.number(),
                        r.status(),
                        r.updated(),
                        r.chart(),
                        r.chartVersion(),
                        r.description()),
                all.size() > 1 && r.equals(chosen) ? Style.TEXT.asBold() : Style.TEXT)));
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
                        ? model.with(showing(part, Optional.of(m.answer()), back))
                        : model);
    }

    @Override
    public ActionRegistry<Model> actions() {
        Availability some = Availability.when(read.flatMap(Answer::value).isPresent(), "it isn't read yet");
        int kept = revisions().size();
        ActionRegistry.Builder<Model> all = ActionRegistry.builder();
        OWN.forEach(s -> all.add(
                s,
                _ -> s.equals(OLDER)
                        ? Availability.when(back + 1 < kept, "no older one is kept")
                        : s.equals(NEWER) ? Availability.when(back > 0, "there is no newer one") : some));
        return all.addAll(Act.TEXT).build();
    }

    /** The form of a change, or its preview where it asks nothing. */
    private Next<Model> plan(String runbook, HelmRevision newest, Map<String, String> inputs, Model model) {
        RunbookInfo info = ObjectsTool.runbook(runbook).info();
        return model.open(FormPage.of(
                new Desk.GuideRow(info, info.parameters(), List.of()),
                ObjectsTool.ID,
                row.context(),
                Optional.of(ObjectsTool.target(row.context(), newest)),
                inputs));
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return switch (action) {
            case "release.rollback" -> rollback(model);
            case "release.uninstall" ->
                revisions().isEmpty()
                        ? Next.of(model)
                        : plan("helm-uninstall", revisions().getFirst(), Map.of(), model);
            case "release.older" ->
                Next.of(model.with(
                        showing(part, read, Math.min(back + 1, revisions().size() - 1))));
            case "release.newer" -> Next.of(model.with(showing(part, read, Math.max(0, back - 1))));
            case "release.copy" -> model.copied(text);
            case "release.values" -> Next.of(model.with(showing(Part.VALUES, read, back)));
            case "release.manifest" -> Next.of(model.with(showing(Part.MANIFEST, read, back)));
            case "release.changes" -> Next.of(model.with(showing(Part.CHANGES, read, back)));
            case "release.history" -> Next.of(model.with(showing(Part.HISTORY, read, back)));
            default -> Next.of(model);
        };
    }

    /** To the chosen revision; the newest is where it is already. */
    private Next<Model> rollback(Model model) {
        List<HelmRevision> all = revisions();
        if (all.isEmpty()) {
            return Next.of(model);
        }
        Map<String, String> to = back == 0
                ? Map.of()
                : Map.of(
                        "revision",
                        String.valueOf(all.get(Math.min(back, all.size() - 1)).number()));
        return plan("helm-rollback", all.getFirst(), to, model);
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return text.isTyping()
                ? text.on(msg, model.bodyHeight() - 1).map(t -> Next.of(model.with(with(t))))
                : Optional.empty();
    }

    private ReleasePage with(TextView other) {
        return new ReleasePage(row, read, part, back, other);
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(text.on(key, model.bodyHeight() - 1)
                .map(t -> model.with(with(t)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        text.render(body.sub(new Rect(1, 1, body.width() - 2, body.height() - 1)));
        body.cursor(1, 1);
    }
}
