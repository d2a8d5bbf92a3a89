package io.millwright.app.page;

import io.millwright.app.cli.NamedExercise;
import io.millwright.spi.Instance;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Dialog;
import io.millwright.tui.widget.Empty;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can go wrong on request in simulated clusters, to be found and mended.
 *
 * @param read by cluster; real clusters have no exercises
 * @param asked what is to be switched, while it is asked about
 */
record ExercisesPage(Rows rows, Map<String, Answer<Exercises>> read, Optional<Asked> asked) implements Page {
    static final ExercisesPage START = new ExercisesPage(Rows.START, Map.of(), Optional.empty());

    private static final ActionSpec SWITCH = new ActionSpec(
            "exercise.switch",
            ActionSpec.keys("enter"),
            "switch on or off",
            "Lets this go wrong in the simulated cluster, or no longer, after a question.",
            "reversible",
            "",
            "millwright sandbox fault TOOL NAME");
    private static final ActionSpec FINDINGS = ActionSpec.reading(
            "exercise.findings",
            "f",
            "findings",
            "Goes to what the health checks find at the worst instance of this tool in this cluster.",
            "millwright health TOOL");

    /** Rows of the sentence below the list, an empty one before it among them. */
    private static final int SENTENCE = 4;

    private static final Table<Placed> TABLE = new Table<>(
            List.of(
                    Column.text("is", 3, 3, 0, p -> p.on() ? new Cell("on", Style.WARNING) : Cell.muted("off")),
                    Column.text("cluster", 9, 24, 2, p -> cell(p, p.cluster())),
                    Column.text("tool", 12, 14, 0, p -> cell(p, p.named().tool())),
                    Column.text("exercise", 16, 28, 0, p -> cell(p, p.fault())),
                    Column.sentence(
                            "what happens",
                            24,
                            90,
                            1,
                            p -> cell(p, p.named().exercise().happens())),
                    Column.text("found by", 24, 60, 3, p -> Cell.muted(foundBy(p, ", ")))),
            p -> p.cluster() + "|" + p.named().name());

    /** @param present whether the tool has an instance there that it could happen to */
    private record Placed(String cluster, NamedExercise named, boolean on, boolean present) {
        String fault() {
            return named.exercise().fault();
        }
    }

    /** A question about an exercise. */
    private record Asked(Placed placed, Dialog dialog) {}

    private static Cell cell(Placed placed, String text) {
        return placed.present() ? Cell.of(text) : Cell.muted(text);
    }

    private static String foundBy(Placed placed, String between) {
        return placed.named().exercise().checks().isEmpty()
                ? "no check: only a run meets it"
                : String.join(between, placed.named().exercise().checks());
    }

    private ExercisesPage with(Rows others) {
        return new ExercisesPage(others, read, asked);
    }

    private ExercisesPage asking(Optional<Asked> question) {
        return new ExercisesPage(rows, read, question);
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("exercises");
    }

    @Override
    public Optional<String> context(Model model) {
        return selected(model).map(Placed::cluster);
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(model, model.data().askingEach(DeskEffect.LoadExercises::new));
    }

    @Override
    public Next<Model> again(Model model) {
        return load(model);
    }

    @Override
    public Next<Model> answered(DeskMsg msg, Model model) {
        return switch (msg) {
            // The page may be open before the kubeconfig is read.
            case DeskMsg.ClustersRead _ -> load(model);
            case DeskMsg.ExercisesRead m -> Next.of(model.with(knowing(m.context(), m.answer())));
            case DeskMsg.ExerciseSwitched m -> switched(m, model.with(knowing(m.context(), m.answer())));
            default -> Next.of(model);
        };
    }

    private ExercisesPage knowing(String context, Answer<Exercises> answer) {
        Answer<Exercises> kept = Answer.kept(Optional.ofNullable(read.get(context)), answer);
        return new ExercisesPage(rows, Answer.of(context, kept, read), asked);
    }

    private static Next<Model> switched(DeskMsg.ExerciseSwitched m, Model model) {
        return Next.of(
                m.answer().value().isEmpty()
                        ? model
                        : model.say(
                                m.on() ? Sign.WARNING : Sign.OK,
                                m.exercise().name() + " on " + m.context() + " is " + (m.on() ? "on." : "off.")));
    }

    /** What is on comes first, then what could happen to an instance, then the rest. */
    private List<Placed> all(Model model) {
        List<Placed> all = new ArrayList<>();
        read.forEach((cluster, answer) -> answer.value()
                .ifPresent(e -> e.active()
                        .ifPresent(active -> e.all()
                                .forEach(x -> all.add(new Placed(
                                        cluster,
                                        x,
                                        active.contains(x.name()),
                                        !model.data()
                                                .worstFirst(cluster, x.tool())
                                                .isEmpty()))))));
        all.sort(Comparator.comparing(Placed::on)
                .thenComparing(Placed::present)
                .reversed()
                .thenComparing(Placed::cluster));
        return all;
    }

    private List<Placed> shown(Model model) {
        return rows.filtered(
                all(model),
                p -> (p.on() ? "on " : "off ") + p.cluster() + " " + p.named().name() + " "
                        + p.named().exercise().happens() + " " + foundBy(p, " "));
    }

    private Optional<Placed> selected(Model model) {
        return TABLE.selected(rows.table(), shown(model));
    }

    @Override
    public Optional<Detail> detail(Model model) {
        return selected(model).map(p -> Told.of(p.cluster() + " " + p.named().name(), p.named()));
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder()
                .add(SWITCH, this::canSwitch)
                .add(FINDINGS, this::canFind)
                .add(Act.FILTER)
                .addAll(SideFlow.ACTIONS)
                .build();
    }

    private Availability canSwitch(Model model) {
        return selected(model)
                .map(p ->
                        model.readOnly(p.cluster()).map(Availability::disabled).orElseGet(Availability::enabled))
                .orElseGet(() -> Availability.disabled("no exercise is selected"));
    }

    private Availability canFind(Model model) {
        return selected(model)
                .map(p -> Availability.when(p.present(), p.named().tool() + " has no instance on " + p.cluster()))
                .orElseGet(() -> Availability.disabled("no exercise is selected"));
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return selected(model)
                .map(p -> action.equals(SWITCH.id())
                        ? Next.of(model.with(asking(Optional.of(new Asked(p, question(p))))))
                        : findings(p, model))
                .orElse(Next.of(model));
    }

    private static Next<Model> findings(Placed p, Model model) {
        List<Instance> instances =
                model.data().worstFirst(p.cluster(), p.named().tool());
        return instances.isEmpty() ? Next.of(model) : model.open(InstancePage.atHealth(instances.getFirst()));
    }

    private static Dialog question(Placed p) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of("Simulated cluster " + p.cluster() + ": nothing real is touched."));
        if (p.on()) {
            lines.add(Line.of("It no longer happens. What it has broken may stay broken: "
                    + (p.named().exercise().runbooks().isEmpty()
                            ? "see the findings."
                            : "its runbooks are "
                                    + String.join(", ", p.named().exercise().runbooks()) + ".")));
        } else {
            lines.add(Line.of(p.named().exercise().happens()));
            if (!p.named().exercise().before().isEmpty()) {
                lines.add(Line.of("So that it shows: " + p.named().exercise().before() + "."));
            }
            if (!p.present()) {
                lines.add(Line.of(p.named().tool() + " has no instance there that it could happen to.", Style.WARNING));
            }
            lines.add(Line.of("Way back: switch it off here, then mend what it has broken."));
        }
        return Dialog.confirm(
                p.on() ? Sign.INFO : Sign.WARNING,
                (p.on() ? "Switch off " : "Switch on ") + p.named().name() + "?",
                lines,
                p.on() ? "switch it off" : "switch it on");
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        if (asked.isEmpty()) {
            return rows.capture(msg).map(r -> Next.of(model.with(with(r))));
        }
        Asked question = asked.get();
        Dialog said = question.dialog().on(msg);
        Model closed = model.with(asking(Optional.empty()));
        return Optional.of(
                switch (said.outcome()) {
                    case OPEN -> Next.of(model.with(asking(Optional.of(new Asked(question.placed(), said)))));
                    case NO -> Next.of(closed);
                    case YES -> {
                        Placed p = question.placed();
                        yield Next.of(closed, new DeskEffect.SwitchExercise(p.cluster(), p.named(), !p.on()));
                    }
                });
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(rows.move(TABLE, shown(model), key, listHeight(model) - 1)
                .map(r -> model.with(with(r)))
                .orElse(model));
    }

    private int listHeight(Model model) {
        return SidePanel.listHeight(
                model,
                model.bodyHeight()
                        - 1
                        - notes().size()
                        - sentence(model.size().width(), model).size());
    }

    /** Where nothing stands beside the list, what the selected one is about, or asks for once it is on, stands below it: in a column it is cut. */
    private List<Line> sentence(int width, Model model) {
        if (SidePanel.shown(model).isPresent()) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(""));
        selected(model).ifPresent(p -> {
            String found = p.named().exercise().checks().isEmpty() ? " (" : " (found by ";
            String said = p.on()
                    ? p.named().exercise().task()
                    : p.named().exercise().happens() + found + foundBy(p, ", ") + ")";
            Text.wrap(said, Math.max(1, width - 2)).forEach(l -> lines.add(Line.of(l, Style.TEXT)));
        });
        // Always as many rows: the list must not move under the cursor.
        while (lines.size() < SENTENCE) {
            lines.add(Line.of(""));
        }
        return lines.subList(0, SENTENCE);
    }

    private List<Line> notes() {
        List<Line> lines = new ArrayList<>();
        read.forEach((cluster, a) -> a.problem().ifPresent(p -> lines.add(KindNotes.line(cluster, p))));
        return lines.subList(0, Math.min(lines.size(), 3));
    }

    @Override
    public void render(Surface body, Model model) {
        List<Line> sentence = sentence(body.width(), model);
        Surface list = body.rows(0, Math.max(1, body.height() - sentence.size()));
        for (int i = 0; i < sentence.size(); i++) {
            sentence.get(i).render(body, 1, list.height() + i);
        }
        rows.render(
                SidePanel.besides(KindNotes.above(list, notes()), model),
                "exercises: what can go wrong on request",
                TABLE,
                shown(model),
                all(model).size(),
                true,
                empty(model));
        asked.ifPresent(a -> a.dialog().render(body));
    }

    private Empty empty(Model model) {
        boolean waiting = model.data().clusters().isEmpty()
                || read.size() < model.data().usable().size();
        return waiting
                ? Tables.empty("exercises", Optional.empty(), model)
                : new Empty.NothingThere("simulated clusters here; 'millwright sandbox' starts some");
    }
}
