package io.millwright.app.page;

import io.millwright.app.cli.PastRun;
import io.millwright.tui.App;
import io.millwright.tui.CancelScope;
import io.millwright.tui.Effect;
import io.millwright.tui.EffectFailed;
import io.millwright.tui.Key;
import io.millwright.tui.Mouse;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Quit;
import io.millwright.tui.Resized;
import io.millwright.tui.Sign;
import io.millwright.tui.Size;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Suspend;
import io.millwright.tui.Text;
import io.millwright.tui.Tick;
import io.millwright.tui.action.ActionRegistry.Offer;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Dialog;
import io.millwright.tui.widget.HeaderLine;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.Menu;
import io.millwright.tui.widget.Palette;
import io.millwright.tui.widget.Pointed;
import io.millwright.tui.widget.Toast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The screen: routes messages to the page in sight and draws header, page, footer and what lies over them. */
public final class ScreenApp implements App<Model> {
    private static final Duration REFRESH = Duration.ofSeconds(15);
    private static final int LINES_OF_A_NOTCH = 3;

    private final Model.Start start;

    public ScreenApp(Model.Start start) {
        this.start = start;
    }

    @Override
    public Next<Model> init() {
        Page root = FleetPage.START;
        Model model = new Model(
                start,
                new Size(80, 24),
                start.now(),
                start.now(),
                Data.NOTHING,
                List.of(root),
                new Model.Overlay.None(),
                Optional.empty(),
                1,
                Prefs.START,
                Trail.NOWHERE);
        Next<Model> clusters = Next.of(model, new DeskEffect.LoadClusters());
        Next<Model> opened = start.page()
                .filter(p -> !p.equals("fleet"))
                .map(p -> Places.open(p, model))
                .orElse(Next.of(model));
        Next<Model> first = then(clusters, opened);
        Next<Model> all = opened.state().page().comesFirst()
                ? first
                : then(first, Next.of(opened.state(), Answers.FLEET.toArray(Effect[]::new)));
        return all.and(new DeskEffect.LoadSettings());
    }

    private static Next<Model> then(Next<Model> first, Next<Model> second) {
        List<Effect> all = new ArrayList<>(first.effects());
        all.addAll(second.effects());
        return new Next<>(second.state(), all);
    }

    @Override
    public Optional<Duration> tickEvery(Model model) {
        return Optional.of(Duration.ofSeconds(1));
    }

    @Override
    public Next<Model> update(Model model, Msg msg) {
        Next<Model> next = silenced(model, remembered(model, updated(model, msg)));
        return Answers.fleetIsDue(model, next.state()) ? next.and(Answers.FLEET.toArray(Effect[]::new)) : next;
    }

    @Override
    public boolean wantsMouse(Model model) {
        return model.prefs().screen().mouse() && !model.page().isText();
    }

    /** A place that is left is remembered, unless it was left along the trail. */
    private static Next<Model> remembered(Model model, Next<Model> next) {
        Model now = next.state();
        boolean stayed = now.pages() == model.pages()
                || !now.trail().equals(model.trail())
                || Trail.isSame(model.pages(), now.pages(), now);
        return stayed ? next : new Next<>(now.withTrail(model.trail().leaving(model.pages())), next.effects());
    }

    /** Pages that are left stop listening. */
    private static Next<Model> silenced(Model model, Next<Model> next) {
        if (next.state().pages() == model.pages()) {
            return next;
        }
        Set<Long> listening = next.state().pages().stream()
                .flatMap(p -> p.listens().stream().boxed())
                .collect(Collectors.toSet());
        return next.and(model.pages().stream()
                .flatMap(p -> p.listens().stream().boxed())
                .filter(n -> !listening.contains(n))
                .map(n -> new CancelScope(KindPage.scope(n)))
                .toArray(Effect[]::new));
    }

    private static Next<Model> updated(Model model, Msg msg) {
        // Before the switch, as in view: a pattern switch makes classes at its first use, which the first picture need
        // not wait for.
        if (msg instanceof Resized r) {
            return Next.of(model.withSize(r.size()));
        }
        return switch (msg) {
            case Tick t -> tick(model.withNow(t.now()));
            case DeskMsg m -> Answers.answered(m, model);
            case BrowseMsg m -> Answers.heard(m, model);
            case EffectFailed f ->
                Next.of(model.say(io.millwright.spi.Problem.internal("do that", "the screen", f.cause())));
            case Key key -> input(model.quiet(), key);
            case Mouse mouse -> wheel(model, mouse);
            case Pointed at -> input(model.quiet(), at);
            default -> input(model, msg);
        };
    }

    private static Next<Model> tick(Model model) {
        if (Duration.between(model.refreshed(), model.now()).compareTo(REFRESH) < 0) {
            return Next.of(model);
        }
        Model refreshed = model.withRefreshed(model.now());
        return then(Answers.discover(refreshed), refreshed.page().again(refreshed));
    }

    /** The wheel moves like the arrows, whatever is being typed. */
    private static Next<Model> wheel(Model model, Mouse mouse) {
        Key key = mouse.act() == Mouse.Act.WHEEL_UP ? Key.UP : Key.DOWN;
        Next<Model> next = Next.of(model);
        for (int i = 0; i < LINES_OF_A_NOTCH; i++) {
            Model at = next.state();
            next = then(
                    next, at.overlay() instanceof Model.Overlay.None ? at.page().key(key, at) : input(at, key));
        }
        return next;
    }

    private static Next<Model> input(Model model, Msg msg) {
        return switch (model.overlay()) {
            case Model.Overlay.Leave(Dialog dialog) -> leaving(model, dialog.on(msg));
            case Model.Overlay.Choose(Palette palette) -> choosing(model, palette, msg);
            case Model.Overlay.Offered(Menu menu) -> offered(model, menu, msg);
            case Model.Overlay.None _ -> onPage(model, msg);
        };
    }

    private static Next<Model> leaving(Model model, Dialog dialog) {
        return switch (dialog.outcome()) {
            case OPEN -> Next.of(model.withOverlay(new Model.Overlay.Leave(dialog)));
            case NO -> Next.of(model.withOverlay(new Model.Overlay.None()));
            case YES -> Next.of(model, new Quit());
        };
    }

    private static Next<Model> offered(Model model, Menu menu, Msg msg) {
        Model closed = model.withOverlay(new Model.Overlay.None());
        if (msg instanceof Key key && (key.is(Key.Code.ESC) || key.equals(Key.ctrl('c')))) {
            return Next.of(closed);
        }
        return menu.taken(msg)
                .map(offer -> perform(offer, closed))
                .orElseGet(() -> Next.of(menu.on(msg)
                        .map(m -> model.withOverlay(new Model.Overlay.Offered(m)))
                        .orElse(model)));
    }

    private static Next<Model> choosing(Model model, Palette palette, Msg msg) {
        if (msg instanceof Key key && (key.is(Key.Code.ESC) || key.equals(Key.ctrl('c')))) {
            return Next.of(model.withOverlay(new Model.Overlay.None()));
        }
        if (msg instanceof Pointed.Row) {
            return choosing(model, palette.on(msg).orElse(palette), Key.ENTER);
        }
        if (msg instanceof Key key && key.is(Key.Code.ENTER)) {
            Model closed = model.withOverlay(new Model.Overlay.None());
            return palette.chosen()
                    .map(e -> e.disabled().isEmpty()
                            ? Places.choose(e.id(), closed)
                            : Next.of(closed.say(Sign.INFO, e.label() + ": " + e.disabled())))
                    .orElseGet(() -> kind(palette.query().text().strip(), closed));
        }
        return Next.of(palette.on(msg)
                .map(p -> model.withOverlay(new Model.Overlay.Choose(p)))
                .orElse(model));
    }

    /** What is no entry may be a kind: {@code :clusters.postgresql.cnpg.io}. */
    private static Next<Model> kind(String word, Model model) {
        return word.matches("[A-Za-z][A-Za-z0-9.-]*( .*)?") ? Places.open(word, model) : Next.of(model);
    }

    private static Next<Model> onPage(Model model, Msg msg) {
        if (msg instanceof Pointed.Row row && row.again()) {
            return model.page()
                    .actions()
                    .forKey(Key.ENTER, model)
                    .map(o -> perform(o, model))
                    .orElse(Next.of(model));
        }
        Optional<Next<Model>> taken = model.page().capture(msg, model);
        if (taken.isPresent()) {
            return taken.get();
        }
        if (msg instanceof Pointed.Action(String id)) {
            return Offers.byId(id, model).map(o -> perform(o, model)).orElse(Next.of(model));
        }
        if (!(msg instanceof Key key)) {
            return Next.of(model);
        }
        if (key.equals(Key.ctrl('z'))) {
            return Next.of(model, new Suspend());
        }
        Optional<Offer> offer = Offers.forKey(key, model);
        if (offer.isPresent()) {
            return perform(offer.get(), model);
        }
        Optional<Key> moved = model.prefs().bindings().moved(key);
        return moved.flatMap(m -> m.equals(key) ? Optional.empty() : Offers.forKey(m, model))
                .map(o -> perform(o, model))
                .orElseGet(() -> moved.map(m -> model.page().key(m, model)).orElse(Next.of(model)));
    }

    private static Next<Model> perform(Offer offer, Model model) {
        if (offer.availability() instanceof Availability.Disabled(String reason)) {
            return Next.of(model.say(Sign.INFO, "Can't " + offer.spec().label() + ": " + reason));
        }
        return perform(offer.spec().id(), model);
    }

    /** Does an action of the page in sight, or one that works everywhere. */
    static Next<Model> perform(String action, Model model) {
        return switch (action) {
            case "palette" -> Next.of(model.withOverlay(new Model.Overlay.Choose(Palette.of(Places.entries(model)))));
            case "help" -> model.page() instanceof HelpPage ? Next.of(model) : model.open(HelpPage.of(model));
            case "page.back" -> model.pages().size() > 1 ? model.back() : ask(model);
            case "refresh" -> then(Answers.discover(model), model.page().load(model));
            case "leave" -> ask(model);
            case "menu" -> Next.of(model.withOverlay(new Model.Overlay.Offered(Offers.menu(model))));
            case "settings" -> Places.open("settings", model);
            case "mouse" -> mouse(model);
            case "page.before" ->
                model.trail()
                        .before()
                        .map(p -> model.returnTo(p, model.trail().steppedBack(model.pages())))
                        .orElse(Next.of(model));
            case "page.after" ->
                model.trail()
                        .after()
                        .map(p -> model.returnTo(p, model.trail().steppedForward(model.pages())))
                        .orElse(Next.of(model));
            case "page.last" ->
                model.trail()
                        .before()
                        .map(p -> model.returnTo(p, model.trail().swapped(model.pages())))
                        .orElse(Next.of(model));
            case "list.filter" -> model.page().capture(new Rows.Begin(), model).orElse(Next.of(model));
            case "text.search" -> model.page().key(Key.of('/'), model);
            case "text.next" -> model.page().key(Key.of('n'), model);
            case "text.previous" -> model.page().key(Key.of('N'), model);
            case "text.wrap" -> model.page().key(Key.of('w'), model);
            default -> model.page().perform(action, model);
        };
    }

    private static Next<Model> mouse(Model model) {
        boolean taken = !model.prefs().screen().mouse();
        return Next.of(model.withPrefs(model.prefs().withMouse(taken))
                .say(
                        Sign.INFO,
                        taken
                                ? "Clicks and the wheel are Millwright's, except where text is shown."
                                : "The mouse is the terminal's: it selects text."));
    }

    private static Next<Model> ask(Model model) {
        List<Line> lines = model.running() > 0
                ? List.of(Line.of(
                        Words.count((int) model.running(), "run") + " would stop where it is; the journal says where.",
                        Style.WARNING))
                : List.of(Line.of("Nothing is running."));
        return Next.of(model.withOverlay(
                new Model.Overlay.Leave(Dialog.confirm(Sign.INFO, "Leave Millwright?", lines, "leave"))));
    }

    @Override
    public void view(Model model, Surface surface) {
        int height = surface.height();
        Page page = model.page();
        new HeaderLine("millwright", page.crumbs(model), facts(model)).render(surface, 0);
        page.render(surface.rows(1, height - 3), model);
        model.toast().ifPresentOrElse(t -> toast(t, surface), () -> operation(model, surface, height - 2));
        Offers.footer(model).render(surface, height - 1);
        if (model.overlay() instanceof Model.Overlay.Leave(Dialog dialog)) {
            dialog.render(surface);
        } else if (model.overlay() instanceof Model.Overlay.Offered(Menu menu)) {
            menu.render(surface);
        } else if (model.overlay() instanceof Model.Overlay.Choose(Palette palette)) {
            palette.render(surface);
        }
    }

    /** Above the footer; a long one takes as many rows as it needs, since what stands against something must be read whole. */
    private static void toast(Toast toast, Surface surface) {
        List<String> lines = Text.wrap(toast.text(), surface.width() - 14);
        int count = Math.min(4, lines.size());
        int top = surface.height() - 1 - count;
        surface.rows(top, count).clear();
        if (count <= 1) {
            toast.render(surface, top);
            return;
        }
        surface.put(1, top, toast.sign());
        for (int i = 0; i < count; i++) {
            surface.put(3, top + i, lines.get(i), toast.sign().style());
        }
    }

    /** A run that goes on while its page isn't in sight. */
    private static void operation(Model model, Surface surface, int row) {
        if (model.page() instanceof RunPage) {
            return;
        }
        model.data().live().values().stream()
                .filter(LiveRun::isRunning)
                .findFirst()
                .ifPresent(run -> {
                    int col = surface.put(1, row, Sign.CHANGING) + 1;
                    surface.put(
                            col,
                            row,
                            "running: " + run.prepared().plan().title() + "  "
                                    + Words.clock(Duration.between(run.started(), model.now())) + "  (:operations)",
                            Style.CHANGING);
                });
    }

    private static List<Cell> facts(Model model) {
        List<Cell> facts = new ArrayList<>(model.page().facts(model));
        long waiting = model.data().runs().flatMap(Answer::value).orElse(List.of()).stream()
                .filter(PastRun::undecided)
                .count();
        if (waiting > 0) {
            facts.add(new Cell(Words.count((int) waiting, "run") + " to decide", Style.WARNING));
        }
        String mode = model.start().readOnly() ? "read-only" : "read-write";
        facts.add(new Cell(
                model.start().sandbox() ? "sandbox" + (model.start().readOnly() ? ", read-only" : "") : mode,
                model.start().readOnly() ? Style.WARNING : Style.MUTED));
        return facts;
    }
}
