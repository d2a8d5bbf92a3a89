package io.millwright.app.page;

import io.millwright.app.page.Desk.Ask;
import io.millwright.spi.Instance;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Paste;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Field;
import io.millwright.tui.widget.Form;
import io.millwright.tui.widget.Pointed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a runbook asks, before its plan is made.
 *
 * @param problem why no plan could be made from the last answers
 * @param asked what was sent off and isn't answered yet
 * @param isFilled whether its plan is to be made as soon as it is opened
 */
record FormPage(
        Desk.GuideRow guide,
        String tool,
        String context,
        Optional<Instance> target,
        Form form,
        Optional<Problem> problem,
        Optional<Ask> asked,
        boolean isFilled)
        implements Page {
    private static final String NAMESPACE = "namespace";
    private static final ActionSpec PLAN = ActionSpec.reading(
            "form.plan",
            "enter",
            "plan",
            "Makes the plan and its preview from these values; nothing is changed.",
            "millwright plan TOOL RUNBOOK TARGET --set NAME=VALUE");

    static final List<ActionSpec> SPECS = List.of(PLAN, Forms.NEXT);

    static FormPage of(
            Desk.GuideRow guide, String tool, String context, Optional<Instance> target, Map<String, String> inputs) {
        List<Field> fields = new ArrayList<>();
        boolean asksNamespace = guide.parameters().stream().anyMatch(p -> p.id().equals(NAMESPACE));
        if (target.isEmpty() && !asksNamespace) {
            fields.add(
                    Field.of(NAMESPACE, "Namespace", new Field.Kind.Free(), inputs.getOrDefault(NAMESPACE, "default"))
                            .asRequired()
                            .withOrigin("from the context")
                            .withHelp("Where the new objects are made."));
        }
        guide.parameters()
                .forEach(p -> fields.add(field(p, Optional.ofNullable(inputs.get(p.id())), target.isPresent())));
        return new FormPage(
                guide, tool, context, target, Form.of(fields), Optional.empty(), Optional.empty(), fields.isEmpty());
    }

    /** Its plan is made as soon as it is opened: nothing of it is asked. */
    FormPage filled() {
        return new FormPage(guide, tool, context, target, form, problem, asked, true);
    }

    private static Field field(Parameter p, Optional<String> given, boolean known) {
        Optional<String> filled = given.filter(
                v -> known || !p.id().equals(NAMESPACE) || p.defaultValue().isEmpty());
        String value = filled.or(p::defaultValue).orElse("");
        Field field = Field.of(p.id(), p.label(), kind(p.type()), value)
                .withRange(range(p.type()))
                .withOrigin(filled.isPresent() ? "filled in" : p.defaultOrigin())
                .withHelp(p.help());
        Field needed = p.required() ? field.asRequired() : field;
        return needed.withProblem(value.isEmpty() ? Optional.empty() : p.refusal(value));
    }

    private static Field.Kind kind(Parameter.Type type) {
        return switch (type) {
            case Parameter.Type.WholeNumber n ->
                new Field.Kind.Number(
                        Optional.of(BigDecimal.valueOf(n.min())), Optional.of(BigDecimal.valueOf(n.max())));
            case Parameter.Type.Choice c -> new Field.Kind.Choice(c.values());
            case Parameter.Type.YesNo _ -> new Field.Kind.Bool();
            case Parameter.Type.Secret _ -> new Field.Kind.Secret();
            case Parameter.Type.Text _, Parameter.Type.Quantity _, Parameter.Type.Document _ -> new Field.Kind.Free();
        };
    }

    private static String range(Parameter.Type type) {
        return switch (type) {
            case Parameter.Type.WholeNumber n ->
                n.max() == Long.MAX_VALUE ? "from " + n.min() : n.min() + " to " + n.max();
            case Parameter.Type.Choice c ->
                c.values().size() <= 3
                        ? String.join(", ", c.values())
                        : "one of " + c.values().size();
            case Parameter.Type.YesNo _ -> "true, false";
            case Parameter.Type.Quantity _ -> "such as 10Gi";
            case Parameter.Type.Document _ -> "a file or address";
            case Parameter.Type.Secret _ -> "a secret";
            case Parameter.Type.Text _ -> "";
        };
    }

    private FormPage with(Form changed) {
        Map<String, String> values = changed.values();
        Map<String, String> wrong = new HashMap<>();
        guide.parameters()
                .forEach(p -> Optional.ofNullable(values.get(p.id()))
                        .flatMap(p::refusal)
                        .ifPresent(r -> wrong.put(p.id(), r)));
        return new FormPage(guide, tool, context, target, changed.withProblems(wrong), Optional.empty(), asked, false);
    }

    private FormPage asking(Optional<Ask> ask, Optional<Problem> why) {
        return new FormPage(guide, tool, context, target, form, why, ask, isFilled);
    }

    private Ask ask() {
        Map<String, String> values = new HashMap<>(form.values());
        boolean parameter = guide.parameters().stream().anyMatch(p -> p.id().equals(NAMESPACE));
        String namespace =
                target.map(t -> t.id().namespace()).orElseGet(() -> values.getOrDefault(NAMESPACE, "default"));
        if (!parameter) {
            values.remove(NAMESPACE);
        }
        return new Ask(tool, guide.info(), target, context, namespace, values);
    }

    @Override
    public boolean isPlace() {
        return false;
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of(
                context,
                tool,
                target.map(t -> t.id().path()).orElse("new"),
                guide.info().id());
    }

    @Override
    public List<Cell> facts(Model model) {
        return List.of(Cell.of(guide.info().danger().word()));
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder().add(PLAN).add(Forms.NEXT).build();
    }

    /** What asks nothing is planned at once. */
    @Override
    public Next<Model> load(Model model) {
        return isFilled && asked.isEmpty() && problem.isEmpty() ? perform(PLAN.id(), model) : Next.of(model);
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        if (action.equals(Forms.NEXT.id())) {
            return Next.of(model.with(with(form.on(Key.DOWN).orElse(form))));
        }
        if (!form.isValid()) {
            Model wrong = model.with(
                    new FormPage(guide, tool, context, target, form.focusError(), Optional.empty(), asked, false));
            return Next.of(wrong.say(Sign.INFO, Forms.NOT_RIGHT));
        }
        Ask ask = ask();
        return Next.of(model.with(asking(Optional.of(ask), Optional.empty())), new DeskEffect.Prepare(ask));
    }

    @Override
    public Next<Model> answered(DeskMsg msg, Model model) {
        if (!(msg instanceof DeskMsg.PlanRead read) || !asked.equals(Optional.of(read.ask()))) {
            return Next.of(model);
        }
        Model done = model.with(asking(Optional.empty(), read.answer().problem()));
        return read.answer()
                .value()
                .map(p -> isFilled
                        ? done.instead(PreviewPage.of(read.ask(), p))
                        : done.open(PreviewPage.of(read.ask(), p)))
                .orElse(Next.of(done));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        if (msg instanceof Key key) {
            boolean leaves = key.is(Key.Code.ESC) || key.is(Key.Code.ENTER) || key.is(Key.Code.TAB);
            if (leaves
                    || key.ctrl()
                            && !key.equals(Key.ctrl('a'))
                            && !key.equals(Key.ctrl('e'))
                            && !key.equals(Key.ctrl('u'))
                            && !key.equals(Key.ctrl('w'))
                            && !key.equals(Key.ctrl('k'))) {
                return Optional.empty();
            }
            // A text field takes every character: ':' and '?' are part of values.
            return Optional.of(
                    Next.of(form.on(msg).map(f -> model.with(with(f))).orElse(model)));
        }
        return msg instanceof Paste || msg instanceof Pointed.FieldOf
                ? Optional.of(Next.of(form.on(msg).map(f -> model.with(with(f))).orElse(model)))
                : Optional.empty();
    }

    @Override
    public void render(Surface body, Model model) {
        body.put(
                1,
                1,
                guide.info().title() + target.map(t -> ": " + t.id().display()).orElse(" on " + context),
                Style.TITLE);
        int row = 2;
        for (String line : Text.wrap(guide.info().summary(), Math.min(110, body.width() - 2))) {
            body.put(1, row++, line, Style.MUTED);
        }
        row++;
        int foot = problem.isPresent() ? 4 : 2;
        form.render(body.rows(row, Math.max(1, body.height() - row - foot)));
        int end = body.height() - foot;
        if (asked.isPresent()) {
            body.put(1, end + 1, "Making the plan: the cluster is asked what it would do.", Style.CHANGING);
        }
        problem.ifPresent(p -> Forms.problem(body, end, p));
    }
}
