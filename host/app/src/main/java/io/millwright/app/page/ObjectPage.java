package io.millwright.app.page;

import io.millwright.app.browse.Relations;
import io.millwright.app.browse.describe.Description;
import io.millwright.app.cli.YamlText;
import io.millwright.engine.inspect.Inspection;
import io.millwright.spi.Resource;
import io.millwright.tui.Copy;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Rect;
import io.millwright.tui.Scoped;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.TtyReturned;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.TextView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One object, described or as YAML.
 *
 * @param yaml whether the YAML is in sight
 * @param pending what is to be done with it as soon as it is read
 * @param editing while or after it was edited
 */
record ObjectPage(
        long number,
        ObjectAsk ask,
        boolean yaml,
        Optional<Answer<Inspection>> answer,
        TextView text,
        Optional<String> pending,
        Optional<Editing> editing)
        implements Page {
    private static final ActionSpec DESCRIBE = ActionSpec.reading(
            "object.describe", "d", "describe", "Shows state, conditions and events.", "millwright describe KIND NAME");
    private static final ActionSpec YAML = ActionSpec.reading(
            "object.yaml",
            "y",
            "YAML",
            "Shows the whole object; secret values are hidden.",
            "millwright get KIND NAME -o yaml");
    private static final ActionSpec COPY = ActionSpec.reading(
            "object.copy", "c", "copy name", "Puts the name into the clipboard of the terminal.", "");
    private static final ActionSpec COPY_TEXT = ActionSpec.reading(
            "object.copy-text",
            "C",
            "copy text",
            "Puts all that is shown here into the clipboard of the terminal.",
            "");

    /** Opens it over the other pages. */
    static Next<Model> open(ObjectAsk ask, boolean yaml, Model model) {
        return open(ask, yaml, Optional.empty(), model);
    }

    /** Opens it and does something with it, as soon as it is read. */
    static Next<Model> open(ObjectAsk ask, String pending, Model model) {
        return open(ask, false, Optional.of(pending), model);
    }

    private static Next<Model> open(ObjectAsk ask, boolean yaml, Optional<String> pending, Model model) {
        return model.openListening(number ->
                new ObjectPage(number, ask, yaml, Optional.empty(), TextView.of(List.of()), pending, Optional.empty()));
    }

    /** The object, once it is read. */
    Optional<Inspection> seen() {
        return answer.flatMap(Answer::value);
    }

    @Override
    public OptionalLong listens() {
        return OptionalLong.of(number);
    }

    @Override
    public Page renumbered(long other) {
        return new ObjectPage(other, ask, yaml, answer, text, Optional.empty(), Optional.empty());
    }

    @Override
    public boolean isPassing() {
        return pending.filter(Onward::leads).isPresent();
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public List<String> crumbs(Model model) {
        // Who led here may not have known that the kind has no namespaces.
        String path = seen().map(Inspection::object)
                .filter(o -> o.namespace().isEmpty())
                .map(Resource::name)
                .orElse(ask.path());
        return List.of(ask.context(), ask.word(), path);
    }

    @Override
    public List<Cell> facts(Model model) {
        return Answer.age(answer, model.now());
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(model, new Scoped(KindPage.scope(number), new BrowseEffect.Look(number, ask)));
    }

    @Override
    public Next<Model> again(Model model) {
        return load(model);
    }

    @Override
    public Next<Page> heard(BrowseMsg msg, Model model) {
        if (!(msg instanceof BrowseMsg.Looked looked)) {
            return Next.of(this);
        }
        Answer<Inspection> now = Answer.kept(answer, looked.answer());
        ObjectPage page = new ObjectPage(number, ask, yaml, Optional.of(now), text, pending, editing);
        return Next.of(page.drawn(model.now()));
    }

    @Override
    public Next<Model> after(BrowseMsg msg, Model model) {
        if (msg instanceof BrowseMsg.Saved saved) {
            return Next.of(model.saved(saved));
        }
        if (msg instanceof BrowseMsg.Kept kept) {
            return drafted(kept.answer(), model);
        }
        if (msg instanceof BrowseMsg.Edited edited) {
            return drafted(edited.answer(), model);
        }
        if (pending.isEmpty() || seen().isEmpty()) {
            return Next.of(model);
        }
        Model calm = model.with(new ObjectPage(number, ask, yaml, answer, text, Optional.empty(), editing));
        if (isPassing()) {
            return passed(pending.get(), seen().get(), calm);
        }
        Optional<String> misfit =
                ObjectActions.misfit(pending.get(), seen().get().object());
        return misfit.isPresent()
                ? Next.of(calm.say(Sign.INFO, "Can't do that: " + misfit.get()))
                : change(pending.get(), seen().get(), calm);
    }

    /** Goes on to where it leads in this page's place; where it leads nowhere it stays and says why. */
    private Next<Model> passed(String action, Inspection seen, Model calm) {
        return Onward.possible(action, Optional.of(seen)) instanceof Availability.Disabled(String why)
                ? Next.of(calm.say(Sign.INFO, "This is " + ask.name() + " itself: " + why + "."))
                : Onward.open(
                        action,
                        ask,
                        seen,
                        yaml,
                        calm.withPages(calm.pages().subList(0, calm.pages().size() - 1)));
    }

    private Next<Model> done(String action, Inspection seen, Model model) {
        return Onward.leads(action) ? Onward.open(action, ask, seen, yaml, model) : change(action, seen, model);
    }

    /** What is to be edited is written to a file first. */
    private Next<Model> change(String action, Inspection seen, Model model) {
        return action.equals(ObjectActions.EDIT)
                ? Next.of(
                        model.with(with(new Editing(seen, Optional.empty()))), Editing.begin(number, ask.name(), seen))
                : ObjectActions.plan(action, seen, Map.of(), model);
    }

    private Next<Model> drafted(Answer<BrowseMsg.Draft> draft, Model model) {
        return editing.map(e -> e.drafted(draft, this::with, model)).orElse(Next.of(model));
    }

    private ObjectPage drawn(Instant now) {
        return seen().map(s -> new ObjectPage(
                        number, ask, yaml, answer, text.withLines(lines(s, yaml, now)), pending, editing))
                .orElse(this);
    }

    /** The object as text. */
    static List<Line> lines(Inspection seen, boolean yaml, Instant now) {
        if (yaml) {
            return YamlText.write(seen.object().content()).lines().map(Line::of).toList();
        }
        return toned(Description.of(seen, now));
    }

    /** Lines of a description in their styles. */
    static List<Line> toned(List<Description.Line> lines) {
        return lines.stream()
                .map(l -> Line.of(
                        l.text(),
                        switch (l.tone()) {
                            case HEAD -> Style.TITLE;
                            case PLAIN -> Style.TEXT;
                            case BAD -> Style.WARNING;
                        }))
                .toList();
    }

    @Override
    public List<ObjectAsk> touches(Model model) {
        return seen().map(s -> List.of(
                        new ObjectAsk(ask.context(), s.served().kind().resourceName(), ask.namespace(), ask.name())))
                .orElse(List.of());
    }

    @Override
    public ActionRegistry<Model> actions() {
        ActionRegistry.Builder<Model> all = ActionRegistry.<Model>builder()
                .add(DESCRIBE, _ -> Availability.when(yaml, "that is what you see"))
                .add(YAML, _ -> Availability.when(!yaml, "that is what you see"))
                .add(Onward.LOGS, m -> Permits.of(Onward.LOGS, touches(m), m, onward(Onward.LOGS)))
                .add(Onward.PODS, _ -> onward(Onward.PODS))
                .add(Onward.OWNER, _ -> onward(Onward.OWNER))
                .add(COPY)
                .add(Onward.REVEAL, _ -> onward(Onward.REVEAL))
                .add(Act.TREE)
                .add(
                        Act.USED_BY,
                        _ -> Availability.when(
                                seen().filter(s -> Relations.isUsed(s.served().kind()))
                                        .isPresent(),
                                "pods name no objects of this kind"))
                .add(Act.SAVE, _ -> Availability.when(seen().isPresent(), "there is nothing to save yet"))
                .add(COPY_TEXT, _ -> Availability.when(seen().isPresent(), "there is nothing to copy yet"))
                .addAll(Act.TEXT);
        ObjectActions.ALL.forEach(a -> all.add(a, m -> Permits.of(a, touches(m), m, fitting(a.id()))));
        return all.build();
    }

    private Availability onward(ActionSpec to) {
        return Onward.possible(to.id(), seen());
    }

    private Availability fitting(String action) {
        return seen().map(s -> ObjectActions.misfit(action, s.object())
                        .map(Availability::disabled)
                        .orElse(Availability.enabled()))
                .orElse(Availability.disabled("it isn't read yet"));
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return switch (action) {
            case "object.describe" -> Next.of(model.with(turned(false, model)));
            case "object.yaml" -> Next.of(model.with(turned(true, model)));
            case "tree", "used-by" -> TreePage.open(ask, action.equals("used-by"), model);
            case "text.save" ->
                Next.of(
                        model,
                        new BrowseEffect.Save(
                                number,
                                String.join("-", ask.context(), ask.word(), ask.namespace(), ask.name()),
                                yaml ? "yaml" : "txt",
                                text.whole()));
            case "object.copy" -> Next.of(model.say(Sign.INFO, "Copied: " + ask.name()), new Copy(ask.name()));
            case "object.copy-text" -> model.copied(text);
            default -> seen().map(s -> done(action, s, model)).orElse(Next.of(model));
        };
    }

    private ObjectPage turned(boolean toYaml, Model model) {
        return new ObjectPage(number, ask, toYaml, answer, TextView.of(List.of()), pending, editing).drawn(model.now());
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        if (msg instanceof TtyReturned back) {
            return editing.map(e -> e.returned(back, number, model));
        }
        return text.isTyping()
                ? text.on(msg, model.bodyHeight() - 1).map(t -> Next.of(model.with(with(t))))
                : Optional.empty();
    }

    private ObjectPage with(Editing other) {
        return new ObjectPage(number, ask, yaml, answer, text, Optional.empty(), Optional.of(other));
    }

    private ObjectPage with(TextView other) {
        return new ObjectPage(number, ask, yaml, answer, other, pending, editing);
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(text.on(key, model.bodyHeight() - 1)
                .map(t -> model.with(with(t)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        Surface area = body.rows(1, body.height() - 1);
        answer.flatMap(Answer::problem).ifPresent(p -> body.put(1, 0, Words.brief(p) + ". " + p.next(), Style.WARNING));
        if (answer.isEmpty()) {
            area.put(1, 0, "reading " + ask.name() + " …", Style.MUTED);
            return;
        }
        text.render(body.sub(new Rect(1, 1, body.width() - 2, body.height() - 1)));
    }
}
