package io.millwright.app.page;

import io.millwright.spi.Problem;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Rect;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of the settings doesn't hold, and all actions with the ids and the keys that they have now. */
record SettingsPage(TextView text) implements Page {
    static final SettingsPage START = new SettingsPage(TextView.of(List.of()));
    private static final int KEYS = 18;

    private TextView view(Model model) {
        return text.withLines(lines(model));
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of("settings");
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder().addAll(Act.TEXT).build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return Next.of(model);
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return text.isTyping()
                ? view(model).on(msg, height(model)).map(t -> Next.of(model.with(new SettingsPage(t))))
                : Optional.empty();
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(view(model)
                .on(key, height(model))
                .map(t -> model.with(new SettingsPage(t)))
                .orElse(model));
    }

    private static int height(Model model) {
        return model.bodyHeight() - 1;
    }

    @Override
    public void render(Surface body, Model model) {
        view(model).render(body.sub(new Rect(1, 1, body.width() - 2, body.height() - 1)));
    }

    private static List<Line> lines(Model model) {
        List<Line> lines = new ArrayList<>();
        List<Problem> problems = model.prefs().problems();
        lines.add(Line.of(problems.isEmpty() ? "All of the settings hold." : "What doesn't hold", Style.TITLE));
        for (Problem p : problems) {
            Text.wrap(p.summary() + ". " + p.next(), Math.max(20, model.size().width() - 4))
                    .forEach(part -> lines.add(Line.of("  " + part, Style.WARNING)));
        }
        lines.add(Line.of(""));
        lines.add(Line.of(
                "Keys of the profile " + model.prefs().screen().profile().word()
                        + ": 'keys' in the settings file gives an action others, by its id",
                Style.TITLE));
        Catalogue.own().forEach((page, specs) -> {
            lines.add(Line.of(""));
            lines.add(Line.of(page, Style.ACCENT));
            specs.forEach(spec -> lines.add(line(spec, model)));
        });
        lines.add(Line.of(""));
        lines.add(Line.of("movement, beside arrows and page keys", Style.ACCENT));
        for (Move move : Move.values()) {
            lines.add(line(keys(move, model), move.id(), ""));
        }
        lines.addAll(own(model.prefs()));
        return lines;
    }

    /** Hotkeys and programs, which aren't in the catalogue. */
    private static List<Line> own(Prefs prefs) {
        List<Line> lines = new ArrayList<>();
        prefs.hotkeys().everywhere().forEach((key, line) -> lines.add(line(key.toString(), "hotkey", line)));
        prefs.hotkeys()
                .there()
                .forEach((pattern, keys) ->
                        keys.forEach((key, line) -> lines.add(line(key.toString(), "hotkey on " + pattern, line))));
        prefs.programs().everywhere().forEach(p -> lines.add(line(p.key(), "program " + p.name(), p.says())));
        prefs.programs()
                .there()
                .forEach((pattern, some) -> some.forEach(
                        p -> lines.add(line(p.key(), "program " + p.name() + " on " + pattern, p.says()))));
        if (!lines.isEmpty()) {
            lines.addAll(0, List.of(Line.of(""), Line.of("hotkeys and programs of yours", Style.ACCENT)));
        }
        return lines;
    }

    private static Line line(ActionSpec spec, Model model) {
        Bindings bindings = model.prefs().bindings();
        String keys = Optional.ofNullable(bindings.keys().get(spec.id()))
                .map(k -> String.join(" ", k) + yours(spec.id(), bindings))
                .orElseGet(() -> spec.keys().stream().map(Key::toString).collect(Collectors.joining(" ")));
        return line(keys, spec.id(), spec.label());
    }

    private static String keys(Move move, Model model) {
        Bindings bindings = model.prefs().bindings();
        String letters = Stream.concat(
                        move.letters().stream().filter(k -> bindings.moved(k).equals(Optional.of(k))),
                        bindings.moves().entrySet().stream()
                                .filter(e -> e.getValue().equals(Optional.of(move.key())))
                                .map(Map.Entry::getKey))
                .map(Key::toString)
                .sorted()
                .collect(Collectors.joining(" "));
        return letters + yours(move.id(), bindings);
    }

    private static String yours(String id, Bindings bindings) {
        return bindings.own().contains(id) ? " (yours)" : "";
    }

    private static Line line(String keys, String id, String label) {
        return Line.of(
                new Cell("  " + Text.padEnd(keys, KEYS), Style.KEY), Cell.of(Text.padEnd(id, 26)), Cell.muted(label));
    }
}
