package io.millwright.app.page;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.tui.App;
import io.millwright.tui.CancelScope;
import io.millwright.tui.Copy;
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
import io.millwright.tui.Tick;
import io.millwright.tui.action.ActionRegistry.Offer;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Dialog;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.Menu;
import io.millwright.tui.widget.Palette;
import io.millwright.tui.widget.Pointed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The screen: routes messages to the page in sight and draws header, page, footer and what lies over them. */
public final class ScreenApp implements App<Model> {
    private static final Duration REFRESH = Duration.ofSeconds(15);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int LINES_OF_A_NOTCH = 3;

    /** What terminals commonly take into their clipboard, in characters. */
    private static final int CLIPBOARD = 50_000;

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
                Trail.NOWHERE,
                Side.START,
                Optional.of(start.now()));
        Next<Model> clusters = Next.of(model, new DeskEffect.LoadClusters());
        Next<Model> opened = start.page()
                .filter(p -> !p.equals("fleet"))
                .map(p -> Places.open(p, model))
                .orElse(Next.of(model));
        Next<Model> first = then(clusters, opened);
        Next<Model> all = opened.state().page().comesFirst()
                ? first
                : then(first, Next.of(opened.state(), Answers.FLEET.toArray(Effect[]::new)));
        Next<Model> set = all.and(new DeskEffect.LoadSettings(), new DeskEffect.LoadViews());
        Next<Model> watched = set.and(new DeskEffect.WatchSettings());
        return opened.state().page() instanceof FleetPage ? watched.and(new DeskEffect.LoadTour()) : watched;
    }

    private static Next<Model> then(Next<Model> first, Next<Model> second) {
        List<Effect> all = new ArrayList<>(first.effects());
        all.addAll(second.effects());
        return new Next<>(second.state(), all);
    }

    @Override
    public Optional<Duration> tickEvery(Model model) {
        if (SideFlow.isBusy(model)) {
            return Optional.of(Reading.BEAT);
        }
        // Only then does it say that it loads; each picture before the rows takes time from them.
        return Optional.of(model.reading().compareTo(Tables.WORTH_A_WORD) < 0 ? Tables.WORTH_A_WORD : SECOND);
    }

    @Override
    public Next<Model> update(Model model, Msg msg) {
        Next<Model> next = SideFlow.follow(copiable(silenced(model, remembered(model, updated(model, msg)))));
        return Answers.fleetIsDue(model, next.state()) ? next.and(Answers.laterFleet()) : next;
    }

    @Override
    public boolean wantsMouse(Model model) {
        return model.prefs().screen().mouse() && !model.page().isText();
    }

    /** A place that is left is remembered, unless it was left along the trail. */
    private static Next<Model> remembered(Model model, Next<Model> next) {
        Model now = next.state();
        boolean stayed = now.pages() == model.pages()
                || model.page().isPassing()
                || !now.trail().equals(model.trail())
                || Trail.isSame(model.pages(), now.pages(), now);
        return stayed ? next : new Next<>(now.withTrail(model.trail().leaving(model.pages())), next.effects());
    }

    /** What no terminal takes isn't said to be copied. */
    private static Next<Model> copiable(Next<Model> next) {
        if (next.effects().stream().noneMatch(Copy.class::isInstance)) {
            return next;
        }
        List<Effect> sure = new ArrayList<>();
        List<Effect> others = new ArrayList<>();
        boolean tooLong = false;
        for (Effect effect : next.effects()) {
            if (effect instanceof Copy copy) {
                tooLong |= copy.text().length() > CLIPBOARD;
                sure.add(new DeskEffect.CopyText(
                        copy.text(), next.state().prefs().screen().copy()));
            } else {
                others.add(effect);
            }
        }
        if (!tooLong) {
            return next.and(sure.toArray(Effect[]::new));
        }
        return new Next<>(
                next.state()
                        .say(
                                Sign.WARNING,
                                "Not copied: this is more than terminals take. Narrow it with a filter, or use the"
                                        + " command, whose output can go to a file."),
                others);
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
            case BrowseMsg m -> SideFlow.heard(m, model).orElseGet(() -> Answers.heard(m, model));
            case EffectFailed f ->
                Next.of(model.say(
                        f.cause() instanceof ProblemException told
                                ? told.problem()
                                : Problem.internal("do that", "the screen", f.cause())));
            case Key key -> input(model.quiet(), key);
            case Mouse mouse -> wheel(model, mouse);
            case Pointed at -> input(model.quiet(), at);
            default -> input(model, msg);
        };
    }

    private static Next<Model> tick(Model before) {
        List<Page> pages = before.pages().stream().map(p -> p.ticked(before)).toList();
        Model ticked = pages.equals(before.pages()) ? before : before.knowing(pages);
        Next<Model> asked = Answers.besideAList(ticked);
        return then(asked, refreshed(asked.state()));
    }

    private static Next<Model> refreshed(Model model) {
        if (Duration.between(model.refreshed(), model.now()).compareTo(REFRESH) < 0) {
            return Next.of(model);
        }
        Model refreshed = model.withRefreshed(model.now());
        return then(Answers.discoverIfDue(refreshed), refreshed.page().again(refreshed));
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
            case Model.Overlay.Asking(Dialog dialog, Effect agreed) -> asked(model, dialog.on(msg), agreed);
            case Model.Overlay.Choose(Palette palette) -> choosing(model, palette, msg);
            case Model.Overlay.Offered(Menu menu) -> offered(model, menu, msg);
            case Model.Overlay.Picking(Palette fields) -> Fields.on(fields, msg, model);
            case Model.Overlay.Touring(int step) ->
                Tour.on(step, msg, model).orElseGet(() -> Tour.tried(model, closed -> onPage(closed, msg)));
            case Model.Overlay.None _ -> onPage(model, msg);
        };
    }

    private static Next<Model> asked(Model model, Dialog dialog, Effect agreed) {
        return switch (dialog.outcome()) {
            case OPEN -> Next.of(model.withOverlay(new Model.Overlay.Asking(dialog, agreed)));
            case NO -> Next.of(model.withOverlay(new Model.Overlay.None()));
            case YES -> Next.of(model.withOverlay(new Model.Overlay.None()), agreed);
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
            return palette.chosen().map(e -> chosen(e, closed)).orElse(Next.of(closed));
        }
        return Next.of(palette.on(msg)
                .map(p -> model.withOverlay(new Model.Overlay.Choose(p)))
                .orElse(model));
    }

    private static Next<Model> chosen(Palette.Entry entry, Model model) {
        if (!entry.disabled().isEmpty()) {
            return Next.of(model.say(Sign.INFO, entry.label() + ": " + entry.disabled()));
        }
        Next<Model> next = Places.choose(entry.id(), model);
        return Places.isRemembered(entry.id()) ? next.and(new DeskEffect.RememberUse(entry.id())) : next;
    }

    private static Next<Model> onPage(Model model, Msg msg) {
        if (msg instanceof Pointed.Row row && row.again()) {
            return model.page()
                    .actions()
                    .forKey(Key.ENTER, model)
                    .map(o -> perform(o, model))
                    .orElse(Next.of(model));
        }
        if (msg instanceof Key key && key.is(Key.Code.ESC) && SideFlow.isAlone(model)) {
            return Next.of(model.withSide(model.side().zoomed(Zoom.NORMAL)));
        }
        Optional<Next<Model>> taken =
                SideFlow.pointed(msg, model).or(() -> model.page().capture(msg, model));
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
        Optional<Next<Model>> ended = key.equals(Key.ctrl('c')) ? model.page().interrupt(model) : Optional.empty();
        if (ended.isPresent()) {
            return ended.get();
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
            case "palette" -> Places.palette(model);
            case "help" -> model.page() instanceof HelpPage ? Next.of(model) : model.open(HelpPage.of(model));
            case "page.back" -> model.pages().size() > 1 ? model.back() : ask(model);
            case "refresh" -> then(Answers.discover(model), model.page().load(model));
            case "leave" -> ask(model);
            case "menu" -> Next.of(model.withOverlay(new Model.Overlay.Offered(Offers.menu(model))));
            case "settings", "calls" -> Places.open(action, model);
            case "run.pending" -> Pending.open(model);
            case "mouse" -> mouse(model);
            case "breadcrumbs" -> Next.of(Margins.turned(model));
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
            default ->
                SideFlow.perform(action, model)
                        .map(m -> SideFlow.remembered(model, m))
                        .or(() -> Own.perform(action, model))
                        .orElseGet(() -> model.page().perform(action, model));
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
                new Model.Overlay.Asking(Dialog.confirm(Sign.INFO, "Leave Millwright?", lines, "leave"), new Quit())));
    }

    @Override
    public void view(Model model, Surface surface) {
        int height = surface.height();
        Page page = model.page();
        Margins.header(model, surface);
        page.render(surface.rows(1, height - 3), model);
        Margins.note(model, surface);
        Offers.footer(model).render(surface, height - 1);
        if (model.overlay() instanceof Model.Overlay.Asking(Dialog dialog, Effect _)) {
            dialog.render(surface);
        } else if (model.overlay() instanceof Model.Overlay.Offered(Menu menu)) {
            menu.render(surface);
        } else if (model.overlay() instanceof Model.Overlay.Choose(Palette palette)) {
            palette.render(surface);
        } else if (model.overlay() instanceof Model.Overlay.Picking(Palette fields)) {
            fields.render(surface);
        } else if (model.overlay() instanceof Model.Overlay.Touring(int step)) {
            Tour.render(step, surface, model);
        }
    }
}
