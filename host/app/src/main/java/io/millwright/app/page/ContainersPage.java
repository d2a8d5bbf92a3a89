package io.millwright.app.page;

import io.millwright.app.browse.Containers;
import io.millwright.app.browse.Containers.Container;
import io.millwright.engine.inspect.Inspection;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
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
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The containers of one pod.
 *
 * @param answer the pod; what was seen last stays when it can't be read any more
 */
record ContainersPage(long number, ObjectAsk pod, Optional<Answer<Inspection>> answer, Rows rows) implements Page {
    private static final Table<Container> TABLE = new Table<>(
            List.of(
                    Column.sign(c -> Cell.of(c.bad() ? Sign.WARNING : Sign.OK, Glyphs.UNICODE)),
                    Column.text("container", 12, 40, 0, c -> Cell.of(c.name())),
                    Column.text("role", 7, 7, 4, c -> Cell.muted(c.role().word())),
                    Column.text(
                            "state", 25, 40, 0, c -> c.bad() ? new Cell(c.state(), Style.WARNING) : Cell.of(c.state())),
                    Column.number("since", 8, 3, c -> Cell.of(c.since())),
                    Column.text("ready", 5, 5, 2, c -> Cell.of(c.ready())),
                    Column.number("restarts", 8, 1, c -> Cell.of(String.valueOf(c.restarts()))),
                    Column.text("before", 8, 40, 8, c -> Cell.muted(c.before())),
                    Column.text("image", 16, 70, 5, c -> Cell.muted(c.image())),
                    Column.text("ports", 8, 40, 7, c -> Cell.muted(c.ports())),
                    Column.text("requests/limits", 15, 50, 6, c -> Cell.muted(c.resources()))),
            Container::name);

    static Next<Model> open(ObjectAsk pod, Model model) {
        return model.openListening(number -> of(number, pod));
    }

    static ContainersPage of(long number, ObjectAsk pod) {
        return new ContainersPage(number, pod, Optional.empty(), Rows.START);
    }

    private ContainersPage with(Rows others) {
        return new ContainersPage(number, pod, answer, others);
    }

    private List<Container> all(Model model) {
        return answer.flatMap(Answer::value)
                .map(i -> Containers.of(i.object(), model.now()))
                .orElse(List.of());
    }

    private List<Container> shown(Model model) {
        return rows.filtered(all(model), c -> c.name() + " " + c.state() + " " + c.image());
    }

    private Optional<Container> selected(Model model) {
        return TABLE.selected(rows.table(), shown(model));
    }

    /** What is known of the selected container, by name of variable. */
    Optional<Map<String, String>> variables(Model model) {
        return selected(model)
                .map(c -> Map.ofEntries(
                        Map.entry("NAME", c.name()),
                        Map.entry("CONTAINER", c.name()),
                        Map.entry("POD", pod.name()),
                        Map.entry("NAMESPACE", pod.namespace()),
                        Map.entry("CONTEXT", pod.context()),
                        Map.entry("FILTER", rows.filter().text()),
                        Map.entry("RESOURCE_NAME", "containers"),
                        Map.entry("RESOURCE_GROUP", ""),
                        Map.entry("RESOURCE_VERSION", "v1"),
                        Map.entry("COL-NAME", c.name()),
                        Map.entry("COL-STATE", c.state()),
                        Map.entry("COL-IMAGE", c.image()),
                        Map.entry("COL-PORTS", c.ports())));
    }

    @Override
    public OptionalLong listens() {
        return OptionalLong.of(number);
    }

    @Override
    public Page renumbered(long other) {
        return new ContainersPage(other, pod, answer, rows);
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of(pod.context(), pod.path(), "containers");
    }

    @Override
    public List<Cell> facts(Model model) {
        return Answer.age(answer, model.now());
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(model, new Scoped(KindPage.scope(number), new BrowseEffect.Look(number, pod)));
    }

    @Override
    public Next<Model> again(Model model) {
        return load(model);
    }

    @Override
    public Next<Page> heard(BrowseMsg msg, Model model) {
        return Next.of(
                msg instanceof BrowseMsg.Looked m
                        ? new ContainersPage(number, pod, Optional.of(Answer.kept(answer, m.answer())), rows)
                        : this);
    }

    @Override
    public Next<Model> after(BrowseMsg msg, Model model) {
        return msg instanceof BrowseMsg.TalkReady ready ? KindWork.talk(ready, model) : Next.of(model);
    }

    @Override
    public ActionRegistry<Model> actions() {
        boolean some = answer.flatMap(Answer::value)
                .map(Inspection::object)
                .filter(o -> !o.items("spec", "containers").isEmpty())
                .isPresent();
        Availability chosen = Availability.when(some, "there is no container");
        return ActionRegistry.<Model>builder()
                .add(Act.OPEN, _ -> chosen)
                .add(KindActions.LOGS, m -> permitted(KindActions.LOGS, chosen, m))
                .add(KindActions.SHELL, m -> permitted(KindActions.SHELL, talks(chosen, m), m))
                .add(KindActions.ATTACH, m -> permitted(KindActions.ATTACH, talks(chosen, m), m))
                .add(KindActions.DESCRIBE)
                .add(KindActions.YAML)
                .add(KindActions.FORWARD, m -> permitted(KindActions.FORWARD, chosen, m))
                .add(KindActions.FILES, m -> permitted(KindActions.FILES, chosen, m))
                .add(KindActions.COPY, _ -> chosen)
                .add(Act.FILTER)
                .build();
    }

    private Availability permitted(ActionSpec action, Availability possible, Model model) {
        return Permits.of(action, touches(model), model, possible);
    }

    @Override
    public List<ObjectAsk> touches(Model model) {
        return List.of(new ObjectAsk(pod.context(), Kind.POD.resourceName(), pod.namespace(), pod.name()));
    }

    /** What is done in a container may change anything. */
    private Availability talks(Availability chosen, Model model) {
        return model.readOnly(pod.context()).map(Availability::disabled).orElse(chosen);
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return switch (action) {
            case "objects.describe" -> ObjectPage.open(pod, false, model);
            case "objects.yaml" -> ObjectPage.open(pod, true, model);
            case "objects.files" -> chosen(model, c -> CopyPage.open(pod, c.name(), model));
            case "objects.forward" -> ForwardPage.open(pod, model);
            case "objects.copy" ->
                chosen(model, c -> Next.of(model.say(Sign.INFO, "Copied: " + c.name()), new Copy(c.name())));
            case "objects.shell", "objects.attach" ->
                chosen(
                        model,
                        c -> Next.of(
                                model,
                                new BrowseEffect.TalkTo(number, pod, c.name(), action.equals("objects.attach"))));
            default ->
                chosen(
                        model,
                        c -> LogsPage.open(
                                LogsAsk.container(pod.context(), pod.namespace(), pod.name(), c.name()), model));
        };
    }

    private Next<Model> chosen(Model model, Function<Container, Next<Model>> work) {
        return selected(model).map(work).orElse(Next.of(model));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return KindWork.returned(msg, model).or(() -> rows.capture(msg).map(r -> Next.of(model.with(with(r)))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(rows.move(TABLE, shown(model), key, model.bodyHeight() - 3)
                .map(r -> model.with(with(r)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        answer.flatMap(Answer::problem).ifPresent(p -> body.put(1, 0, Words.brief(p) + ". " + p.next(), Style.WARNING));
        Surface area = body.rows(1, body.height() - 1);
        rows.render(
                area,
                "containers" + phase(),
                TABLE,
                shown(model),
                all(model).size(),
                true,
                Tables.empty("containers", answer, model));
    }

    private String phase() {
        Optional<Resource> object = answer.flatMap(Answer::value).map(Inspection::object);
        return object.flatMap(o -> o.text("status", "phase"))
                .map(p -> " of a pod that is " + p)
                .orElse("");
    }
}
