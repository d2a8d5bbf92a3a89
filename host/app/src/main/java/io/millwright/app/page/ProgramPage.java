package io.millwright.app.page;

import io.millwright.app.settings.ProgramInput;
import io.millwright.app.settings.UserProgram;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.widget.Field;
import io.millwright.tui.widget.Form;
import io.millwright.tui.widget.Line;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks what a program of the user's own wants to know before it is started.
 *
 * @param values what is known of the row, by name of variable
 */
record ProgramPage(UserProgram program, Map<String, String> values, Form form) implements Page {
    private static final ActionSpec START = ActionSpec.reading(
            "program.start",
            "enter",
            "start",
            "Starts the program with these answers, after a question unless you call it harmless.",
            "");

    static final List<ActionSpec> SPECS = List.of(START, Forms.NEXT);

    ProgramPage {
        values = Map.copyOf(values);
    }

    static Next<Model> open(UserProgram program, Map<String, String> values, Model model) {
        Form form = Form.of(program.inputs().stream().map(ProgramPage::field).toList());
        return model.open(new ProgramPage(program, values, form));
    }

    private static Field field(ProgramInput input) {
        Field.Kind kind = switch (input.type()) {
            case "number" -> new Field.Kind.Number(Optional.empty(), Optional.empty());
            case "bool" -> new Field.Kind.Bool();
            case "choice" -> new Field.Kind.Choice(input.choices());
            default -> new Field.Kind.Free();
        };
        String usual = input.otherwise().isEmpty() && input.type().equals("bool") ? "false" : input.otherwise();
        Field field = Field.of(input.variable(), input.label(), kind, usual)
                .withRange(String.join(", ", input.choices()))
                .withOrigin(usual.isEmpty() ? "" : "from the settings")
                .withHelp("$" + input.variable() + " in the program's arguments.");
        return input.required() ? field.asRequired() : field;
    }

    private ProgramPage with(Form other) {
        return new ProgramPage(program, values, other);
    }

    @Override
    public boolean isPlace() {
        return false;
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of(program.name());
    }

    @Override
    public Optional<String> context(Model model) {
        return Optional.ofNullable(values.get("CONTEXT"));
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder().add(START).add(Forms.NEXT).build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        if (action.equals(Forms.NEXT.id())) {
            return Next.of(model.with(with(form.on(Key.DOWN).orElse(form))));
        }
        if (!form.isValid()) {
            return Next.of(model.with(with(form.focusError())).say(Sign.INFO, Forms.NOT_RIGHT));
        }
        Map<String, String> all = new HashMap<>(values);
        Map<String, String> answers = form.values();
        program.inputs().forEach(i -> all.put(i.variable(), answers.getOrDefault(i.variable(), "")));
        return Programs.begin(program, all, model.back().state());
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return Forms.takes(msg)
                ? Optional.of(Next.of(form.on(msg).map(f -> model.with(with(f))).orElse(model)))
                : Optional.empty();
    }

    @Override
    public void render(Surface body, Model model) {
        Line.of(program.says() + ": " + values.getOrDefault("NAME", ""), Style.TITLE)
                .renderCut(body, 1, 1);
        Line.of(String.join(" ", program.run()), Style.MUTED).renderCut(body, 1, 2);
        form.render(body.rows(4, Math.max(1, body.height() - 4)));
    }
}
