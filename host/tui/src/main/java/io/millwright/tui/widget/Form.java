package io.millwright.tui.widget;

import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Rect;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fields below each other: label, value, what is allowed, where the value comes from, and below a wrong value what is
 * wrong with it, while it is typed.
 */
public record Form(List<Field> fields, int focus) {
    public Form {
        fields = List.copyOf(fields);
        focus = fields.isEmpty() ? 0 : Math.clamp(focus, 0, fields.size() - 1);
    }

    public static Form of(List<Field> fields) {
        return new Form(fields, 0);
    }

    public Optional<Field> focused() {
        return fields.isEmpty() ? Optional.empty() : Optional.of(fields.get(focus));
    }

    /** Values by name, blanks around them taken away; fields without a value are left out. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (Field field : fields) {
            String text = field.value().text().strip();
            if (!text.isEmpty()) {
                values.put(field.name(), text);
            }
        }
        return values;
    }

    public boolean isValid() {
        return fields.stream().allMatch(field -> field.error().isEmpty());
    }

    /** The form with the focus on the first field that is wrong. */
    public Form focusError() {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).error().isPresent()) {
                return new Form(fields, i);
            }
        }
        return this;
    }

    /** The form with what the page has found wrong, by field name; other fields' findings are taken away. */
    public Form withProblems(Map<String, String> problems) {
        return new Form(
                fields.stream()
                        .map(field -> field.withProblem(Optional.ofNullable(problems.get(field.name()))))
                        .toList(),
                focus);
    }

    /** The form with another field in the place of the one of that name. */
    public Form withField(Field changed) {
        return new Form(
                fields.stream()
                        .map(field -> field.name().equals(changed.name()) ? changed : field)
                        .toList(),
                focus);
    }

    /** Moves between fields and edits. Enter and escape are the page's. Empty when it isn't a message for a form. */
    public Optional<Form> on(Msg msg) {
        if (msg instanceof Pointed.FieldOf at) {
            return Optional.of(new Form(fields, at.index()));
        }
        if (msg instanceof Key key) {
            switch (key.toString()) {
                case "up", "shift-tab" -> {
                    return Optional.of(moved(-1));
                }
                case "down", "tab" -> {
                    return Optional.of(moved(1));
                }
                case "enter", "esc" -> {
                    return Optional.empty();
                }
                default -> {
                    // an editing key, below
                }
            }
        }
        return focused().flatMap(field -> edited(field, msg)).map(this::withField);
    }

    private Form moved(int step) {
        return new Form(fields, fields.isEmpty() ? 0 : Math.floorMod(focus + step, fields.size()));
    }

    private static Optional<Field> edited(Field field, Msg msg) {
        List<String> options = field.options();
        Optional<Input> changed = options.isEmpty() ? field.value().on(msg) : chosen(field, options, msg);
        return changed.map(value -> field.withValue(value).withOrigin("you").withProblem(Optional.empty()));
    }

    private static Optional<Input> chosen(Field field, List<String> options, Msg msg) {
        if (!(msg instanceof Key key) || options.isEmpty()) {
            return Optional.empty();
        }
        int at = options.indexOf(field.value().text());
        return switch (key.toString()) {
            case "right", "space" -> Optional.of(Input.of(options.get(Math.floorMod(at + 1, options.size()))));
            case "left" -> Optional.of(Input.of(options.get(Math.floorMod(at < 0 ? -1 : at - 1, options.size()))));
            default ->
                options.stream()
                        .filter(option -> key.isText() && option.startsWith(key.text()))
                        .findFirst()
                        .map(Input::of);
        };
    }

    /** Draws the fields so that the focused one is in sight. */
    public void render(Surface surface) {
        int labels = fields.stream()
                .mapToInt(field -> Text.width(field.label()) + 2)
                .max()
                .orElse(0);
        int labelWidth = Math.min(labels, Math.max(8, surface.width() / 3));
        int room = Math.max(10, surface.width() - column(labelWidth) - 1);
        List<Integer> starts = new ArrayList<>();
        int total = 0;
        for (int i = 0; i < fields.size(); i++) {
            starts.add(total);
            total += height(i, room);
        }
        int focusEnd = fields.isEmpty() ? 0 : starts.get(focus) + height(focus, room);
        int top = Math.max(0, Math.min(focusEnd - surface.height(), total - surface.height()));
        // Where not all that is told of the field has room, the field itself has.
        top = fields.isEmpty() ? top : Math.min(top, starts.get(focus));
        for (int i = 0; i < fields.size(); i++) {
            int row = starts.get(i) - top;
            int height = height(i, room);
            if (row + height > 0 && row < surface.height()) {
                Rect place = new Rect(0, row, surface.width(), height);
                surface.spot(place, new Pointed.FieldOf(i));
                field(surface.sub(place), i, labelWidth, room);
            }
        }
    }

    /** Where values begin, and what is told of them below. */
    private static int column(int labelWidth) {
        return 1 + labelWidth + 1;
    }

    private int height(int index, int room) {
        return 1 + told(index, room).size();
    }

    /** What is wrong with a field, and where it has the focus what it is for, in lines of so many cells. */
    private List<Line> told(int index, int room) {
        Field field = fields.get(index);
        List<Line> lines = new ArrayList<>();
        field.error().ifPresent(e -> Text.wrap("! " + e, room).forEach(part -> lines.add(Line.of(part, Style.ERROR))));
        if (index == focus && !field.help().isEmpty()) {
            Text.wrap(field.help(), room).forEach(part -> lines.add(Line.of(part, Style.MUTED)));
        }
        return lines;
    }

    private void field(Surface surface, int index, int labelWidth, int room) {
        Field field = fields.get(index);
        boolean focus = index == this.focus;
        String label = Text.truncateEnd(field.label(), labelWidth - 1, surface.glyphs());
        int after = surface.put(1, 0, label, focus ? Style.ACCENT.asBold() : Style.TEXT);
        if (field.required()) {
            surface.put(after, 0, "*", Style.ACCENT);
        }
        int col = column(labelWidth);
        String facts = facts(field);
        int factWidth = facts.isEmpty() ? 0 : Math.min(Text.width(facts), surface.width() / 2 - 4);
        int width = Math.max(4, surface.width() - col - factWidth - 3);
        value(surface, field, focus, col, width);
        surface.putRight(surface.width() - 1, 0, Text.truncateEnd(facts, factWidth, surface.glyphs()), Style.MUTED);
        int row = 1;
        for (Line line : told(index, room)) {
            line.render(surface, col, row++);
        }
    }

    private static void value(Surface surface, Field field, boolean focus, int col, int width) {
        if (field.options().isEmpty()) {
            field.value().render(surface, col, 0, width, focus, field.isSecret());
            return;
        }
        Style style = focus ? Style.TEXT.asBold() : Style.TEXT;
        String shown = field.value().text().isEmpty() ? "-" : field.value().text();
        surface.put(col, 0, focus ? "< " + shown + " >" : shown, style);
        if (focus) {
            surface.cursor(col, 0);
        }
    }

    private static String facts(Field field) {
        if (field.range().isEmpty() || field.origin().isEmpty()) {
            return field.range() + field.origin();
        }
        return field.range() + "   " + field.origin();
    }
}
