package io.millwright.app.page;

import io.millwright.app.browse.Relations;
import io.millwright.app.browse.Relations.Related;
import io.millwright.spi.Instance;
import io.millwright.tui.Copy;
import io.millwright.tui.Glyphs;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Scoped;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.Pointed;
import io.millwright.tui.widget.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An object among those that it belongs with, or the pods that need it.
 *
 * @param users whether the pods that need it are wanted
 * @param answer what was seen last stays when it can't be read any more
 */
record TreePage(long number, ObjectAsk ask, boolean users, Optional<Answer<Relations.Found>> answer, Tree tree)
        implements Page {
    static Next<Model> open(ObjectAsk ask, boolean users, Model model) {
        return model.openListening(number -> of(number, ask, users));
    }

    /** The tree of what stands for an instance of a tool. */
    static Next<Model> open(Instance instance, Model model) {
        return open(ObjectAsk.of(instance.id().cluster(), instance.root()), false, model);
    }

    static TreePage of(long number, ObjectAsk ask, boolean users) {
        return new TreePage(number, ask, users, Optional.empty(), Tree.of(List.of()));
    }

    private TreePage with(Tree other) {
        return new TreePage(number, ask, users, answer, other);
    }

    @Override
    public OptionalLong listens() {
        return OptionalLong.of(number);
    }

    @Override
    public Page renumbered(long other) {
        return new TreePage(other, ask, users, answer, tree);
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of(ask.context(), ask.path(), users ? "in use by" : "tree");
    }

    @Override
    public List<Cell> facts(Model model) {
        return Answer.age(answer, model.now());
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(model, new Scoped(KindPage.scope(number), new BrowseEffect.Relate(number, ask, users)));
    }

    @Override
    public Next<Model> again(Model model) {
        return load(model);
    }

    @Override
    public Next<Page> heard(BrowseMsg msg, Model model) {
        if (!(msg instanceof BrowseMsg.Related related)) {
            return Next.of(this);
        }
        Answer<Relations.Found> now = Answer.kept(answer, related.answer());
        Optional<Related> root = now.value().map(Relations.Found::root);
        Tree grown = tree.withRoots(root.map(r -> List.of(node("", r))).orElse(List.of()));
        // One begins at the object that was asked for, wherever in the tree it is.
        Tree begun = answer.isEmpty() ? new Tree(grown.roots(), asked(root), grown.top(), grown.closed()) : grown;
        return Next.of(new TreePage(number, ask, users, Optional.of(now), begun));
    }

    private Optional<String> asked(Optional<Related> root) {
        Map<String, Related> all = new HashMap<>();
        root.ifPresent(r -> collect("", r, all));
        return all.entrySet().stream()
                .filter(e -> e.getValue().name().equals(ask.name()) && isAsked(e.getValue()))
                .map(Map.Entry::getKey)
                .min(java.util.Comparator.comparing(String::length));
    }

    /** The word may be that of a list, or that of a kind. */
    private boolean isAsked(Related related) {
        String kind = related.word().toLowerCase(Locale.ROOT);
        String word = ask.word().toLowerCase(Locale.ROOT);
        int dot = kind.indexOf('.');
        String singular = dot < 0 ? kind : kind.substring(0, dot);
        return word.equals(kind) || word.startsWith(singular);
    }

    private static void collect(String path, Related related, Map<String, Related> all) {
        String key = key(path, related);
        all.put(key, related);
        related.children().forEach(c -> collect(key, c, all));
    }

    /** The same Secret may be below several pods. */
    private static String key(String path, Related related) {
        return path + "/" + related.word() + ":" + related.name();
    }

    private static Tree.Node node(String path, Related related) {
        String key = key(path, related);
        return new Tree.Node(
                key,
                line(related),
                related.children().stream().map(c -> node(key, c)).toList());
    }

    private static Line line(Related r) {
        List<Cell> cells = new ArrayList<>();
        Sign sign = r.state().bad() ? Sign.WARNING : r.state().text().isEmpty() ? Sign.ABSENT : Sign.OK;
        cells.add(new Cell(sign.glyph(Glyphs.UNICODE) + " ", sign.style()));
        cells.add(Cell.muted((r.role().isEmpty() ? "" : r.role() + " ") + kind(r.word()) + " "));
        cells.add(Cell.of(r.name()));
        if (!r.state().text().isEmpty()) {
            cells.add(new Cell("  " + r.state().text(), r.state().bad() ? Style.WARNING : Style.MUTED));
        }
        return new Line(cells);
    }

    private static String kind(String word) {
        int dot = word.indexOf('.');
        return dot < 0 ? word : word.substring(0, dot);
    }

    private Optional<Related> selected() {
        Map<String, Related> all = new HashMap<>();
        answer.flatMap(Answer::value).ifPresent(f -> collect("", f.root(), all));
        return tree.selectedNode().flatMap(n -> Optional.ofNullable(all.get(n.key())));
    }

    @Override
    public ActionRegistry<Model> actions() {
        Availability chosen = Availability.when(answer.flatMap(Answer::value).isPresent(), "it isn't read yet");
        return ActionRegistry.<Model>builder()
                .add(Act.OPEN, _ -> chosen)
                .add(KindActions.DESCRIBE, _ -> chosen)
                .add(KindActions.YAML, _ -> chosen)
                .add(KindActions.COPY, _ -> chosen)
                .build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        Optional<Related> selected = selected();
        if (selected.isEmpty()) {
            return Next.of(model);
        }
        Related r = selected.get();
        ObjectAsk object = new ObjectAsk(ask.context(), r.word(), r.namespace(), r.name());
        return switch (action) {
            case "objects.copy" -> Next.of(model.say(Sign.INFO, "Copied: " + r.name()), new Copy(r.name()));
            case "objects.yaml" -> ObjectPage.open(object, true, model);
            case "objects.describe" -> ObjectPage.open(object, false, model);
            default ->
                r.word().equals("Pod") ? ContainersPage.open(object, model) : ObjectPage.open(object, false, model);
        };
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return msg instanceof Pointed.Row row
                ? Optional.of(Next.of(
                        model.with(with(new Tree(tree.roots(), Optional.of(row.key()), tree.top(), tree.closed())))))
                : Optional.empty();
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(tree.onKey(key, model.bodyHeight() - 2 - notes().size())
                .map(t -> model.with(with(t)))
                .orElse(model));
    }

    private List<Line> notes() {
        List<Line> lines = new ArrayList<>();
        answer.flatMap(Answer::problem).ifPresent(p -> lines.add(KindNotes.line(ask.context(), p)));
        answer.flatMap(Answer::value)
                .ifPresent(f ->
                        f.missing().stream().limit(2).forEach(p -> lines.add(KindNotes.line(ask.context(), p))));
        return lines;
    }

    @Override
    public void render(Surface body, Model model) {
        Surface area = KindNotes.above(body, notes());
        if (answer.isEmpty()) {
            area.put(1, 0, "reading what belongs to " + ask.name() + " …", Style.MUTED);
            return;
        }
        tree.render(area, true);
        boolean alone = answer.flatMap(Answer::value)
                .filter(f -> f.root().children().isEmpty())
                .isPresent();
        if (alone) {
            area.put(1, 2, users ? "No pod needs it." : "Nothing belongs to it.", Style.MUTED);
        }
    }
}
