package io.millwright.app.page;

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
import io.millwright.tui.widget.Field;
import io.millwright.tui.widget.Form;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Asks which port of a pod, service or workload is to be forwarded, and to which one of this machine.
 *
 * @param form empty until the object is read
 * @param problem why it couldn't be read or forwarded
 */
record ForwardPage(long number, ObjectAsk ask, Optional<Form> form, Optional<Problem> problem) implements Page {
    private static final String PORT = "port";
    private static final String LOCAL = "local";
    private static final Field.Kind A_PORT =
            new Field.Kind.Number(Optional.of(BigDecimal.ONE), Optional.of(BigDecimal.valueOf(65535)));
    private static final Field.Kind ANY_PORT =
            new Field.Kind.Number(Optional.of(BigDecimal.ZERO), Optional.of(BigDecimal.valueOf(65535)));
    private static final ActionSpec OPEN = ActionSpec.reading(
            "forward.open",
            "enter",
            "forward",
            "Opens the port of this machine; it stays open until it is closed or the program ends.",
            "millwright port-forward KIND/NAME LOCAL:PORT");

    static final List<ActionSpec> SPECS = List.of(OPEN, Forms.NEXT);

    static Next<Model> open(ObjectAsk ask, Model model) {
        return model.openListening(number -> new ForwardPage(number, ask, Optional.empty(), Optional.empty()));
    }

    private ForwardPage with(Form other) {
        return new ForwardPage(number, ask, Optional.of(other), problem);
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
        return List.of(ask.context(), ask.word(), ask.namespace() + "/" + ask.name(), "forward");
    }

    @Override
    public Next<Model> load(Model model) {
        return form.isPresent()
                ? Next.of(model)
                : Next.of(model, new Scoped(KindPage.scope(number), new BrowseEffect.Look(number, ask)));
    }

    @Override
    public Next<Page> heard(BrowseMsg msg, Model model) {
        return switch (msg) {
            case BrowseMsg.Looked m ->
                Next.of(new ForwardPage(
                        number,
                        ask,
                        m.answer().value().map(ForwardPage::form),
                        m.answer().problem()));
            case BrowseMsg.Forwarded m ->
                Next.of(new ForwardPage(number, ask, form, m.answer().problem()));
            default -> Next.of(this);
        };
    }

    @Override
    public Next<Model> after(BrowseMsg msg, Model model) {
        return msg instanceof BrowseMsg.Forwarded m && m.answer().value().isPresent()
                ? m.answer()
                        .value()
                        .map(row -> model.say(Sign.OK, "127.0.0.1:" + row.local() + " leads to " + row.to())
                                .back()
                                .state())
                        .map(ForwardsPage::open)
                        .orElse(Next.of(model))
                : Next.of(model);
    }

    private static Form form(Inspection seen) {
        List<String> ports = ports(seen.object());
        String known = ports.isEmpty() ? "it declares none" : "it declares " + String.join(", ", ports);
        return Form.of(List.of(
                Field.of(PORT, "Port", A_PORT, ports.isEmpty() ? "" : ports.getFirst())
                        .asRequired()
                        .withRange("1 to 65535")
                        .withOrigin(known)
                        .withHelp("The port of the service, or of the pod."),
                Field.of(LOCAL, "Local port", ANY_PORT, "0")
                        .asRequired()
                        .withRange("0 to 65535")
                        .withOrigin("any")
                        .withHelp("The port of this machine; 0 takes any that is free.")));
    }

    private static List<String> ports(Resource object) {
        Stream<Resource> containers = Stream.concat(
                object.items("spec", "containers").stream(),
                object.items("spec", "template", "spec", "containers").stream());
        return Stream.concat(
                        object.items("spec", "ports").stream().flatMap(p -> p.text("port").stream()),
                        containers
                                .flatMap(c -> c.items("ports").stream())
                                .flatMap(p -> p.text("containerPort").stream()))
                .distinct()
                .toList();
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder().add(OPEN).add(Forms.NEXT).build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        if (form.isEmpty()) {
            return Next.of(model);
        }
        Form filled = form.get();
        if (action.equals(Forms.NEXT.id())) {
            return Next.of(model.with(with(filled.on(Key.DOWN).orElse(filled))));
        }
        if (!filled.isValid()) {
            return Next.of(model.with(with(filled.focusError())).say(Sign.INFO, Forms.NOT_RIGHT));
        }
        return Next.of(model, new BrowseEffect.OpenForward(number, ask, number(filled, PORT), number(filled, LOCAL)));
    }

    private static int number(Form form, String field) {
        return Integer.parseInt(form.values().getOrDefault(field, "0").strip());
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return !Forms.takes(msg) || form.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Next.of(form.get().on(msg).map(f -> model.with(with(f))).orElse(model)));
    }

    @Override
    public void render(Surface body, Model model) {
        body.put(1, 1, "Forward a port to " + ask.word() + " " + ask.namespace() + "/" + ask.name(), Style.TITLE);
        body.put(1, 2, "The pod is chosen at each connection, so it may be replaced.", Style.MUTED);
        form.ifPresent(f -> f.render(body.rows(4, Math.max(1, body.height() - 8))));
        if (form.isEmpty() && problem.isEmpty()) {
            body.put(1, 4, "reading " + ask.name() + " …", Style.MUTED);
        }
        problem.ifPresent(p -> Forms.problem(body, Math.max(4, body.height() - 4), p));
    }
}
