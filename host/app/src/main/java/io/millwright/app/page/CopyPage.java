package io.millwright.app.page;

import io.millwright.app.copy.PodFiles;
import io.millwright.engine.inspect.Inspection;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
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
import io.millwright.tui.widget.Field;
import io.millwright.tui.widget.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Asks what is to be copied between this machine and a container, then tells how far it is. Leaving the page stops it.
 *
 * @param container the one that was selected; empty for the pod's own choice
 * @param form empty until the pod is read
 * @param doing how much was copied so far; empty while nothing is
 * @param problem why it couldn't be read or copied
 */
record CopyPage(
        long number,
        ObjectAsk pod,
        String container,
        Optional<Form> form,
        Optional<BrowseMsg.Copying> doing,
        Optional<Problem> problem)
        implements Page {
    private static final String WAY = "way";
    private static final String CONTAINER = "container";
    private static final String THERE = "there";
    private static final String HERE = "here";
    private static final String CAP = "cap";
    private static final String OUT = "from the container";
    private static final String IN = "into the container";
    private static final Map<String, Long> CAPS =
            Map.of("100 MiB", 100L << 20, "1 GiB", 1L << 30, "10 GiB", 10L << 30, "no limit", Long.MAX_VALUE);

    private static final ActionSpec COPY = ActionSpec.reading(
            "copy.start",
            "enter",
            "copy",
            "Copies it now, by the tar in the container; that it is done is recorded.",
            "millwright cp FROM TO");

    static final List<ActionSpec> SPECS = List.of(COPY, Forms.NEXT);

    static Next<Model> open(ObjectAsk pod, String container, Model model) {
        return model.openListening(
                number -> new CopyPage(number, pod, container, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private CopyPage with(Form other) {
        return new CopyPage(number, pod, container, Optional.of(other), doing, problem);
    }

    @Override
    public OptionalLong listens() {
        return OptionalLong.of(number);
    }

    @Override
    public boolean isPlace() {
        return false;
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of(pod.context(), pod.word(), pod.path(), "copy");
    }

    @Override
    public Next<Model> load(Model model) {
        return form.isPresent()
                ? Next.of(model)
                : Next.of(model, new Scoped(KindPage.scope(number), new BrowseEffect.Look(number, pod)));
    }

    @Override
    public Next<Page> heard(BrowseMsg msg, Model model) {
        return switch (msg) {
            case BrowseMsg.Looked m ->
                Next.of(new CopyPage(
                        number,
                        pod,
                        container,
                        m.answer().value().map(this::form),
                        doing,
                        m.answer().problem()));
            case BrowseMsg.Copying m ->
                Next.of(new CopyPage(number, pod, container, form, Optional.of(m), Optional.empty()));
            case BrowseMsg.Copied m ->
                Next.of(new CopyPage(
                        number,
                        pod,
                        container,
                        form,
                        Optional.empty(),
                        m.answer().problem()));
            default -> Next.of(this);
        };
    }

    @Override
    public Next<Model> after(BrowseMsg msg, Model model) {
        return msg instanceof BrowseMsg.Copied m
                ? m.answer()
                        .value()
                        .map(done -> model.say(Sign.OK, done).back())
                        .orElse(Next.of(model))
                : Next.of(model);
    }

    private Form form(Inspection seen) {
        List<String> names = new ArrayList<>();
        seen.object().annotation("kubectl.kubernetes.io/default-container").ifPresent(names::add);
        for (Resource c : seen.object().items("spec", "containers")) {
            c.text("name").filter(n -> !names.contains(n)).ifPresent(names::add);
        }
        String chosen = names.contains(container) || names.isEmpty() ? container : names.getFirst();
        return Form.of(List.of(
                Field.of(WAY, "Copy", new Field.Kind.Choice(List.of(OUT, IN)), OUT)
                        .asRequired()
                        .withHelp("Links and devices are left out."),
                Field.of(CONTAINER, "Container", new Field.Kind.Choice(names), chosen)
                        .asRequired()
                        .withHelp("It needs the program tar."),
                Field.of(THERE, "Path there", new Field.Kind.Free(), "")
                        .asRequired()
                        .withHelp("A file or folder in the container; into it where it is a folder."),
                Field.of(HERE, "Path here", new Field.Kind.Free(), "")
                        .asRequired()
                        .withHelp("A file or folder of this machine; into it where it is a folder."),
                Field.of(
                                CAP,
                                "At most",
                                new Field.Kind.Choice(List.of("100 MiB", "1 GiB", "10 GiB", "no limit")),
                                "1 GiB")
                        .asRequired()
                        .withHelp("It is stopped soon after so much; what has come whole stays.")));
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder()
                .add(COPY, this::canCopy)
                .add(Forms.NEXT)
                .build();
    }

    private Availability canCopy(Model model) {
        if (doing.isPresent()) {
            return Availability.disabled("it is being copied");
        }
        boolean into =
                form.filter(f -> f.values().getOrDefault(WAY, OUT).equals(IN)).isPresent();
        return into
                ? model.readOnly(pod.context()).map(Availability::disabled).orElse(Availability.enabled())
                : Availability.enabled();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        if (form.isEmpty() || doing.isPresent()) {
            return Next.of(model);
        }
        Form filled = form.get();
        if (action.equals(Forms.NEXT.id())) {
            return Next.of(model.with(with(filled.on(Key.DOWN).orElse(filled))));
        }
        if (!filled.isValid()) {
            return Next.of(model.with(with(filled.focusError())).say(Sign.INFO, Forms.NOT_RIGHT));
        }
        Map<String, String> values = filled.values();
        BrowseEffect.CopyFiles copy = new BrowseEffect.CopyFiles(
                number,
                pod,
                values.getOrDefault(CONTAINER, ""),
                values.getOrDefault(WAY, OUT).equals(IN),
                values.getOrDefault(THERE, "").strip(),
                values.getOrDefault(HERE, "").strip(),
                CAPS.getOrDefault(values.getOrDefault(CAP, ""), 0L));
        return Next.of(
                model.with(new CopyPage(
                        number,
                        pod,
                        container,
                        form,
                        Optional.of(new BrowseMsg.Copying(number, 0, 0)),
                        Optional.empty())),
                new Scoped(KindPage.scope(number), copy));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return !Forms.takes(msg) || form.isEmpty() || doing.isPresent()
                ? Optional.empty()
                : Optional.of(
                        Next.of(form.get().on(msg).map(f -> model.with(with(f))).orElse(model)));
    }

    private boolean isTelling() {
        return doing.isPresent() || problem.isPresent();
    }

    @Override
    public void render(Surface body, Model model) {
        body.put(1, 1, "Copy files of pod " + pod.namespace() + "/" + pod.name(), Style.TITLE);
        form.ifPresent(f -> f.render(body.rows(3, Math.max(1, body.height() - (isTelling() ? 7 : 3)))));
        if (form.isEmpty() && problem.isEmpty()) {
            body.put(1, 3, "reading " + pod.name() + " …", Style.MUTED);
        }
        int row = Math.max(3, body.height() - 4);
        doing.ifPresent(d -> {
            body.put(1, row, PodFiles.amount(d.files(), d.bytes()) + " so far …", Style.TEXT);
            body.put(1, row + 1, "Esc stops it; what has come whole stays.", Style.MUTED);
        });
        problem.ifPresent(p -> Forms.problem(body, row, p));
    }
}
