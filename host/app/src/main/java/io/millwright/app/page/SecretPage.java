package io.millwright.app.page;

import io.millwright.engine.inspect.Inspection;
import io.millwright.tui.Copy;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Scoped;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Empty;
import io.millwright.tui.widget.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The keys of a Secret; values are shown when they are asked for, and hidden again by themselves.
 *
 * @param keys by name, with what stands for the value
 * @param shown the values that are in sight
 * @param until when they are hidden again
 */
record SecretPage(
        long number, ObjectAsk secret, Map<String, String> keys, Optional<Hidden> shown, Instant until, Rows rows)
        implements Page {
    static final Duration SPAN = Duration.ofSeconds(30);

    private static final ActionSpec REVEAL = ActionSpec.reading(
            "secret.reveal",
            "X",
            "show the value",
            "Shows the value of the selected key for 30 seconds; who looks at what is recorded.",
            "");
    private static final ActionSpec REVEAL_ALL = ActionSpec.reading(
            "secret.reveal-all",
            "*",
            "show all values",
            "Shows the values of all keys for 30 seconds; who looks at what is recorded.",
            "");
    private static final ActionSpec COPY = ActionSpec.reading(
            "secret.copy",
            "c",
            "copy the value",
            "Puts the value of the selected key, while it is shown, into the clipboard of the terminal.",
            "");
    private static final ActionSpec HIDE = ActionSpec.reading("secret.hide", "h", "hide", "Hides the values now.", "");

    static Next<Model> open(Inspection seen, Model model) {
        ObjectAsk secret = new ObjectAsk(
                seen.context(),
                "secrets",
                seen.object().namespace(),
                seen.object().name());
        return model.openListening(number -> new SecretPage(
                number, secret, seen.object().textMap("data"), Optional.empty(), Instant.EPOCH, Rows.START));
    }

    static SecretPage of(long number) {
        return new SecretPage(
                number, new ObjectAsk("", "", "", ""), Map.of(), Optional.empty(), Instant.EPOCH, Rows.START);
    }

    private SecretPage with(Rows others) {
        return new SecretPage(number, secret, keys, shown, until, others);
    }

    private SecretPage hidden() {
        return new SecretPage(number, secret, keys, Optional.empty(), Instant.EPOCH, rows);
    }

    private Table<String> table() {
        return new Table<>(
                List.of(Column.text("key", 12, 60, 0, k -> Cell.of(k)), Column.text("value", 20, 400, 0, this::value)),
                k -> k);
    }

    private Cell value(String key) {
        return shown.flatMap(s -> s.value(key))
                .map(v -> new Cell(v.strip().replaceAll("\\R", " ⏎ "), Style.WARNING))
                .orElseGet(() -> Cell.muted(keys.getOrDefault(key, "")));
    }

    private List<String> names() {
        return rows.filtered(keys.keySet().stream().sorted().toList(), k -> k);
    }

    private Optional<String> selected() {
        return table().selected(rows.table(), names());
    }

    @Override
    public OptionalLong listens() {
        return OptionalLong.of(number);
    }

    /** What is shown for a moment isn't kept for somebody who comes back. */
    @Override
    public boolean isPlace() {
        return false;
    }

    @Override
    public Page renumbered(long other) {
        return new SecretPage(other, secret, keys, Optional.empty(), Instant.EPOCH, rows);
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of(secret.context(), secret.namespace() + "/" + secret.name(), "values");
    }

    @Override
    public List<Cell> facts(Model model) {
        return shown.isEmpty()
                ? List.of()
                : List.of(
                        new Cell("hidden again in " + Words.span(Duration.between(model.now(), until)), Style.WARNING));
    }

    @Override
    public Page ticked(Model model) {
        return shown.isPresent() && !model.now().isBefore(until) ? hidden() : this;
    }

    @Override
    public Next<Page> heard(BrowseMsg msg, Model model) {
        return Next.of(
                msg instanceof BrowseMsg.Revealed m && m.answer().value().isPresent()
                        ? new SecretPage(
                                number,
                                secret,
                                keys,
                                m.answer()
                                        .value()
                                        .map(v -> shown.map(s -> s.and(v)).orElse(v)),
                                model.now().plus(SPAN),
                                rows)
                        : this);
    }

    @Override
    public Next<Model> after(BrowseMsg msg, Model model) {
        return msg instanceof BrowseMsg.Revealed m
                ? Next.of(m.answer().problem().map(model::say).orElse(model))
                : Next.of(model);
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder()
                .add(REVEAL, this::canReveal)
                .add(REVEAL_ALL, this::canReveal)
                .add(COPY, _ -> Availability.when(value().isPresent(), "show it first: who looks at what is recorded"))
                .add(HIDE, _ -> Availability.when(shown.isPresent(), "nothing is shown"))
                .add(Act.FILTER)
                .build();
    }

    /** Of the selected key, while it is shown. */
    private Optional<String> value() {
        return selected().flatMap(k -> shown.flatMap(s -> s.value(k)));
    }

    /** What is told line by line stays in the terminal's own record. */
    private Availability canReveal(Model model) {
        if (model.start().linear()) {
            return Availability.disabled(
                    "a screen reader's lines stay in the terminal; 'kubectl get secret' shows them");
        }
        return Availability.when(selected().isPresent(), "there is no key");
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return switch (action) {
            case "secret.hide" -> Next.of(model.with(hidden()));
            case "secret.copy" ->
                value().map(v -> Next.of(
                                model.say(
                                        Sign.INFO,
                                        "Copied the value of " + selected().orElse("")
                                                + ": it stays in the clipboard until you" + " copy something else."),
                                new Copy(v)))
                        .orElse(Next.of(model));
            case "secret.reveal-all" -> asking(Optional.empty(), model);
            default -> asking(selected(), model);
        };
    }

    private Next<Model> asking(Optional<String> key, Model model) {
        return Next.of(model, new Scoped(KindPage.scope(number), new BrowseEffect.Reveal(number, secret, key)));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return rows.capture(msg).map(r -> Next.of(model.with(with(r))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(rows.move(table(), names(), key, model.bodyHeight() - 2)
                .map(r -> model.with(with(r)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        int list = Math.min(keys.size() + 3, body.height() - 2);
        rows.render(
                body.rows(1, list),
                "keys of " + secret.name(),
                table(),
                names(),
                keys.size(),
                true,
                new Empty.NothingThere("keys in this Secret"));
        // A value of several lines, or a long one, is read whole below.
        selected()
                .ifPresent(k -> shown.flatMap(s -> s.value(k)).ifPresent(v -> {
                    int row = list + 2;
                    for (String line : v.lines()
                            .flatMap(l -> Text.wrap(l, body.width() - 2).stream())
                            .toList()) {
                        if (row < body.height()) {
                            body.put(1, row++, line, Style.TEXT);
                        }
                    }
                }));
    }
}
