package io.millwright.app.page;

import io.millwright.app.browse.AnnotatedPorts;
import io.millwright.app.browse.Forwardable;
import io.millwright.app.browse.PortPair;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.tui.Effect;
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
import io.millwright.tui.widget.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Asks which ports of a pod, service or workload are to be forwarded, and to which ones of this machine. Those that an annotation names are
 * forwarded without being asked for: who comes here wants them. Of a service that is an annotation of one of its pods, which they lead to.
 *
 * @param form empty until the object is read
 * @param problem why it couldn't be read or forwarded
 * @param waited how many ports haven't answered yet
 * @param opened those that are forwarded
 */
record ForwardPage(
        long number,
        ObjectAsk ask,
        Optional<Form> form,
        Optional<Problem> problem,
        int waited,
        List<BrowseMsg.ForwardRow> opened)
        implements Page {
    private static final String PORTS = "ports";
    private static final ActionSpec OPEN = ActionSpec.reading(
            "forward.open",
            "enter",
            "forward",
            "Opens the ports of this machine; they stay open until they are closed or the program ends.",
            "millwright port-forward KIND/NAME LOCAL:PORT");

    static final List<ActionSpec> SPECS = List.of(OPEN);

    ForwardPage {
        opened = List.copyOf(opened);
    }

    static Next<Model> open(ObjectAsk ask, Model model) {
        return model.openListening(
                number -> new ForwardPage(number, ask, Optional.empty(), Optional.empty(), 0, List.of()));
    }

    private ForwardPage with(Form other) {
        return new ForwardPage(number, ask, Optional.of(other), problem, waited, opened);
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
                : Next.of(model, new Scoped(KindPage.scope(number), new BrowseEffect.ReadPorts(number, ask)));
    }

    @Override
    public Next<Page> heard(BrowseMsg msg, Model model) {
        return switch (msg) {
            case BrowseMsg.PortsRead m ->
                m.answer()
                        .value()
                        .map(this::read)
                        .orElseGet(() -> failed(m.answer().problem()));
            case BrowseMsg.Forwarded m -> Next.of(answered(m.answer()));
            default -> Next.of(this);
        };
    }

    private Next<Page> failed(Optional<Problem> why) {
        return Next.of(new ForwardPage(number, ask, form, why, waited, opened));
    }

    /** An annotation that isn't understood is told of, and the form asks instead. */
    private Next<Page> read(Forwardable to) {
        Resource object = to.annotated();
        Optional<Problem> wrong = Optional.empty();
        List<PortPair> offered = List.of();
        try {
            List<PortPair> auto = AnnotatedPorts.auto(object);
            if (!auto.isEmpty()) {
                return at(to.pod()).forwarding(form(object, auto, AnnotatedPorts.AUTO), auto);
            }
            offered = AnnotatedPorts.offered(object);
        } catch (ProblemException e) {
            wrong = Optional.of(e.problem());
        }
        return Next.of(
                offered.isEmpty()
                        ? new ForwardPage(
                                number, ask, Optional.of(form(to.object(), List.of(), "")), wrong, waited, opened)
                        : at(to.pod()).with(form(object, offered, AnnotatedPorts.OFFERED)));
    }

    /** To the pod of a service, where there is one: its annotations name its own ports, of which a service needn't have any. */
    private ForwardPage at(Optional<Resource> pod) {
        return pod.map(p -> new ForwardPage(
                        number,
                        new ObjectAsk(ask.context(), "pods", p.namespace(), p.name()),
                        form,
                        problem,
                        waited,
                        opened))
                .orElse(this);
    }

    private Next<Page> forwarding(Form stated, List<PortPair> ports) {
        List<Effect> effects = new ArrayList<>();
        ports.forEach(p -> effects.add(new BrowseEffect.OpenForward(number, ask, p.remote(), p.local())));
        return new Next<>(
                new ForwardPage(number, ask, Optional.of(stated), Optional.empty(), ports.size(), opened), effects);
    }

    /** The first problem is kept. What is forwarded already is taken out of the form, which asks for the rest. */
    private ForwardPage answered(Answer<BrowseMsg.ForwardRow> answer) {
        List<BrowseMsg.ForwardRow> rows = new ArrayList<>(opened);
        answer.value().ifPresent(rows::add);
        return new ForwardPage(
                number,
                ask,
                form.map(f -> answer.value().map(row -> without(row, f)).orElse(f)),
                problem.or(answer::problem),
                Math.max(0, waited - 1),
                rows);
    }

    private static Form without(BrowseMsg.ForwardRow row, Form form) {
        List<PortPair> left = new ArrayList<>(named(form));
        left.stream()
                .filter(p -> p.remote() == row.port() && (p.local() == 0 || p.local() == row.local()))
                .findFirst()
                .ifPresent(left::remove);
        return left.isEmpty() ? form : form.withField(form.fields().getFirst().withValue(Input.of(words(left))));
    }

    private static List<PortPair> named(Form form) {
        return PortPair.all("forward a port", form.values().getOrDefault(PORTS, ""));
    }

    private static String words(List<PortPair> ports) {
        return String.join(", ", ports.stream().map(PortPair::toString).toList());
    }

    /** To the list of ports, when all that were asked for are there. */
    @Override
    public Next<Model> after(BrowseMsg msg, Model model) {
        return msg instanceof BrowseMsg.Forwarded && waited == 0 && problem.isEmpty() && !opened.isEmpty()
                ? ForwardsPage.open(model.say(
                                Sign.OK,
                                String.join(
                                        "; ",
                                        opened.stream().map(ForwardPage::line).toList()))
                        .back()
                        .state())
                : Next.of(model);
    }

    private static String line(BrowseMsg.ForwardRow row) {
        return "127.0.0.1:" + row.local() + " leads to " + row.to() + " " + row.port();
    }

    private static Form form(Resource object, List<PortPair> stated, String annotation) {
        List<String> declared = declared(object);
        String first = declared.isEmpty() ? "" : ":" + declared.getFirst();
        return Form.of(List.of(Field.of(PORTS, "Ports", new Field.Kind.Free(), stated.isEmpty() ? first : words(stated))
                .asRequired()
                .withRange("LOCAL:PORT")
                .withOrigin(
                        !annotation.isEmpty()
                                ? "from its annotation"
                                : declared.isEmpty()
                                        ? "it declares none"
                                        : "it declares " + String.join(", ", declared))
                .withHelp(
                        annotation.isEmpty()
                                ? "LOCAL:PORT, or :PORT for any that is free here; several with commas."
                                : "Named by " + annotation + "; several with commas.")));
    }

    private static List<String> declared(Resource object) {
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
        return ActionRegistry.<Model>builder().add(OPEN).build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        if (form.isEmpty() || waited > 0) {
            return Next.of(model);
        }
        Form filled = form.get();
        if (!filled.isValid()) {
            return Next.of(model.with(with(filled.focusError())).say(Sign.INFO, Forms.NOT_RIGHT));
        }
        List<PortPair> ports;
        try {
            ports = named(filled);
        } catch (ProblemException e) {
            String why = e.problem().why() + ". " + e.problem().next();
            return Next.of(
                    model.with(with(filled.withProblems(Map.of(PORTS, why)))).say(Sign.INFO, Forms.NOT_RIGHT));
        }
        return model.with(forwarding(filled, ports));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return !Forms.takes(msg) || form.isEmpty() || waited > 0
                ? Optional.empty()
                : Optional.of(
                        Next.of(form.get().on(msg).map(f -> model.with(with(f))).orElse(model)));
    }

    @Override
    public void render(Surface body, Model model) {
        body.put(1, 1, "Forward ports to " + ask.word() + " " + ask.namespace() + "/" + ask.name(), Style.TITLE);
        body.put(1, 2, "The pod is chosen at each connection, so it may be replaced.", Style.MUTED);
        boolean busy = waited > 0 || !opened.isEmpty();
        int room = busy ? 4 : body.height() - 4 - (problem.isPresent() ? 4 : 0);
        form.ifPresent(f -> f.render(body.rows(4, Math.max(1, room))));
        if (form.isEmpty() && problem.isEmpty()) {
            body.put(1, 4, "reading " + ask.name() + " …", Style.MUTED);
        }
        int row = 8;
        for (BrowseMsg.ForwardRow opening : opened) {
            body.put(1, row++, line(opening), Style.TEXT);
        }
        if (waited > 0) {
            body.put(1, row, "opening " + (waited == 1 ? "a port" : waited + " ports") + " …", Style.MUTED);
        }
        problem.ifPresent(p -> Forms.problem(body, Math.max(4, body.height() - 4), p));
    }
}
