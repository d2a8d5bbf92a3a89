package io.millwright.app.page;

import io.millwright.app.browse.Relations;
import io.millwright.app.browse.Relations.Related;
import io.millwright.app.browse.Relations.State;
import io.millwright.spi.Instance;
import io.millwright.tui.Copy;
import io.millwright.tui.Effect;
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
 * An object among those that it belongs with, or what needs it.
 *
 * @param users whether what needs it is wanted
 * @param answer what was seen last stays when it can't be read any more
 * @param opened what is below rows that somebody has opened, by their keys; nothing while it is being read
 */
record TreePage(
        long number,
        ObjectAsk ask,
        boolean users,
        Optional<Answer<Relations.Found>> answer,
        Tree tree,
        Map<String, Optional<Answer<Relations.Found>>> opened)
        implements Page {
    TreePage {
        opened = Map.copyOf(opened);
    }

    static Next<Model> open(ObjectAsk ask, boolean users, Model model) {
        return model.openListening(number -> of(number, ask, users));
    }

    /** The tree of what stands for an instance of a tool. */
    static Next<Model> open(Instance instance, Model model) {
        return open(ObjectAsk.of(instance.id().cluster(), instance.root()), false, model);
    }

    static TreePage of(long number, ObjectAsk ask, boolean users) {
        return new TreePage(number, ask, users, Optional.empty(), Tree.of(List.of()), Map.of());
    }

    private TreePage with(Tree other) {
        return new TreePage(number, ask, users, answer, other, opened);
    }

    private TreePage with(String row, Optional<Answer<Relations.Found>> below) {
        Map<String, Optional<Answer<Relations.Found>>> more = new HashMap<>(opened);
        more.put(row, below);
        TreePage read = new TreePage(number, ask, users, answer, tree, more);
        return read.with(tree.withRoots(read.roots()));
    }

    private Optional<Related> root() {
        return answer.flatMap(Answer::value).map(Relations.Found::root);
    }

    private List<Tree.Node> roots() {
        return root().map(r -> List.of(node("", List.of(), r))).orElse(List.of());
    }

    /** Every row by its key. */
    private Map<String, Related> all() {
        Map<String, Related> all = new HashMap<>();
        root().ifPresent(r -> collect("", List.of(), r, all));
        return all;
    }

    @Override
    public OptionalLong listens() {
        return OptionalLong.of(number);
    }

    @Override
    public Page renumbered(long other) {
        return new TreePage(other, ask, users, answer, tree, opened);
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
        List<Effect> effects = new ArrayList<>();
        effects.add(new Scoped(KindPage.scope(number), new BrowseEffect.Relate(number, ask, users)));
        Map<String, Related> all = all();
        opened.keySet().stream()
                .sorted()
                .flatMap(row -> Optional.ofNullable(all.get(row)).flatMap(r -> reading(row, r)).stream())
                .forEach(effects::add);
        return Next.of(model, effects.toArray(Effect[]::new));
    }

    private Optional<Effect> reading(String row, Related related) {
        boolean elsewhere = related.role().equals(Relations.ELSEWHERE);
        Optional<Related> object = elsewhere ? root() : Optional.of(related);
        return object.map(o -> new Scoped(
                KindPage.scope(number),
                new BrowseEffect.RelateMore(
                        number, row, new ObjectAsk(ask.context(), o.word(), o.namespace(), o.name()), elsewhere)));
    }

    @Override
    public Next<Model> again(Model model) {
        return load(model);
    }

    @Override
    public Next<Page> heard(BrowseMsg msg, Model model) {
        if (msg instanceof BrowseMsg.RelatedMore more) {
            Optional<Answer<Relations.Found>> before = opened.getOrDefault(more.row(), Optional.empty());
            return Next.of(with(more.row(), Optional.of(Answer.kept(before, more.answer()))));
        }
        if (!(msg instanceof BrowseMsg.Related related)) {
            return Next.of(this);
        }
        TreePage read =
                new TreePage(number, ask, users, Optional.of(Answer.kept(answer, related.answer())), tree, opened);
        Tree grown = tree.withRoots(read.roots());
        // One begins at the object that was asked for, wherever in the tree it is.
        return Next.of(read.with(
                answer.isEmpty() ? new Tree(grown.roots(), read.asked(), grown.top(), grown.closed()) : grown));
    }

    private Optional<String> asked() {
        return all().entrySet().stream()
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

    private void collect(String path, List<Related> above, Related related, Map<String, Related> all) {
        String key = key(path, related);
        all.put(key, related);
        below(key, above, related).forEach(c -> collect(key, and(above, related), c, all));
    }

    private static List<Related> and(List<Related> above, Related related) {
        List<Related> all = new ArrayList<>(above);
        all.add(related);
        return all;
    }

    /** What was read with it and what was read when it was opened; what one came from isn't told again. */
    private List<Related> below(String key, List<Related> above, Related related) {
        List<Related> below = new ArrayList<>(related.children());
        found(key).map(f -> f.root().children()).orElse(List.of()).stream()
                .filter(o -> below.stream().noneMatch(o::is) && above.stream().noneMatch(o::is) && !o.is(related))
                .forEach(below::add);
        return below;
    }

    private Optional<Relations.Found> found(String key) {
        return Optional.ofNullable(opened.get(key)).flatMap(a -> a).flatMap(Answer::value);
    }

    /** The same Secret may be below several pods. */
    private static String key(String path, Related related) {
        return path + "/" + related.word() + ":" + related.namespace() + ":" + related.name();
    }

    private Tree.Node node(String path, List<Related> above, Related related) {
        String key = key(path, related);
        return new Tree.Node(
                key,
                line(key, above, related),
                below(key, above, related).stream()
                        .map(c -> node(key, and(above, related), c))
                        .toList(),
                related.more() && !opened.containsKey(key));
    }

    private Line line(String key, List<Related> above, Related r) {
        List<Cell> cells = new ArrayList<>();
        // What was only named tells how it is once it is opened.
        State state = found(key)
                .map(f -> f.root().state())
                .filter(s -> !s.text().isEmpty())
                .orElse(r.state());
        Sign sign = state.bad() ? Sign.WARNING : state.text().isEmpty() ? Sign.ABSENT : Sign.OK;
        cells.add(new Cell(sign.glyph(Glyphs.UNICODE) + " ", sign.style()));
        if (r.role().equals(Relations.ELSEWHERE)) {
            cells.add(Cell.muted("elsewhere, with its labels"));
        } else {
            boolean far = !above.isEmpty()
                    && !r.namespace().isEmpty()
                    && !r.namespace().equals(above.getFirst().namespace());
            cells.add(Cell.muted((r.role().isEmpty() ? "" : r.role() + " ") + kind(r.word()) + " "));
            cells.add(Cell.of((far ? r.namespace() + "/" : "") + r.name()));
        }
        if (!state.text().isEmpty()) {
            cells.add(new Cell("  " + state.text(), state.bad() ? Style.WARNING : Style.MUTED));
        }
        reading(key).ifPresent(cells::add);
        return new Line(cells);
    }

    /** What has become of a row that was opened, where that isn't to be seen below it. */
    private Optional<Cell> reading(String key) {
        if (!opened.containsKey(key)) {
            return Optional.empty();
        }
        Optional<Answer<Relations.Found>> below = opened.get(key);
        if (below.isEmpty()) {
            return Optional.of(Cell.muted("  reading …"));
        }
        return below.get()
                .problem()
                .map(p -> new Cell("  " + p.why(), Style.WARNING))
                .or(() -> below.get()
                        .value()
                        .filter(f -> f.root().children().isEmpty()
                                && !f.root().state().bad())
                        .map(f -> Cell.muted(
                                f.missing().isEmpty()
                                        ? "  nothing more"
                                        : "  " + f.missing().getFirst().why())));
    }

    private static String kind(String word) {
        int dot = word.indexOf('.');
        return dot < 0 ? word : word.substring(0, dot);
    }

    private Optional<Related> selected() {
        return tree.selectedNode().flatMap(n -> Optional.ofNullable(all().get(n.key())));
    }

    @Override
    public ActionRegistry<Model> actions() {
        Availability chosen = answer.flatMap(Answer::value).isEmpty()
                ? Availability.disabled("it isn't read yet")
                : Availability.when(
                        selected().filter(r -> !r.word().isEmpty()).isPresent(),
                        "it stands for several; right opens it");
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
        Optional<Tree.Node> wanted = tree.wanted(key);
        Optional<Effect> reading =
                wanted.flatMap(n -> Optional.ofNullable(all().get(n.key())).flatMap(r -> reading(n.key(), r)));
        if (reading.isPresent()) {
            return Next.of(model.with(with(wanted.orElseThrow().key(), Optional.empty())), reading.get());
        }
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
        boolean alone = root().filter(
                        r -> r.children().stream().allMatch(c -> c.role().equals(Relations.ELSEWHERE)))
                .isPresent();
        if (alone) {
            int row = 2 + root().map(r -> r.children().size()).orElse(0);
            area.put(
                    1,
                    row,
                    users
                            ? answer.flatMap(Answer::value)
                                    .map(Relations.Found::unused)
                                    .orElse("")
                            : "Nothing belongs to it" + (ask.namespace().isEmpty() ? "." : " in its namespace."),
                    Style.MUTED);
        }
    }
}
