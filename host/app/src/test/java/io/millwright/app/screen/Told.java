package io.millwright.app.screen;

import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.DeskEffect;
import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.Inspection;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.Asked;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.App;
import io.millwright.tui.Background;
import io.millwright.tui.Capabilities;
import io.millwright.tui.Effect;
import io.millwright.tui.EffectRunner;
import io.millwright.tui.Size;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A screen whose pages of objects ask nobody: the test says what the clusters answer. */
final class Told {
    static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final Asked asked = new Asked();
    private final Set<Class<? extends DeskEffect>> own = new HashSet<>();
    private final MillDesk desk;

    Told() {
        this(new MillDesk(Danger.REVERSIBLE));
    }

    /** Beside that desk. */
    Told(MillDesk desk) {
        this.desk = desk;
    }

    /** The test says what is answered to these too, not the desk. */
    Told instead(Class<? extends DeskEffect> type) {
        own.add(type);
        return this;
    }

    /** Opens that line, as if it was typed behind {@code :}. */
    Pilot<Model> start(int width, int height, String line) {
        return start(
                new Model.Start(false, false, Optional.of(line), NOW), new Size(width, height), Pilot.CAPABILITIES);
    }

    Pilot<Model> start(Model.Start start, Size size, Capabilities capabilities) {
        return start(new ScreenApp(start), size, capabilities);
    }

    /** A start with that line, told line by line where the terminal is. */
    static Model.Start start(String line, Capabilities capabilities) {
        return new Model.Start(
                false,
                false,
                Optional.of(line),
                capabilities.screenReader(),
                NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Opens the list of that kind, in which one object stands. */
    Pilot<Model> listOf(Kind kind, String name) {
        return rows(start(200, 30, kind.plural()), kind, name);
    }

    /** Answers the list that was asked for last. */
    Pilot<Model> rows(Pilot<Model> pilot, Kind kind, String name) {
        RowStore store = new RowStore();
        store.columns(List.of(new ObjectTable.Column("Name", false)));
        store.put(new Row("eu-1", kind.namespaced() ? "shop" : "", name, List.of(name), "u", 0, 0));
        long page = last(BrowseEffect.Open.class).page();
        Served served = new Served(kind, kind.kind().toLowerCase(java.util.Locale.ROOT), List.of());
        return pilot.send(new BrowseMsg.Listed(page, "eu-1", served, store.take(), true));
    }

    /** With that screen, in which the test may look for more. */
    Pilot<Model> start(App<Model> screen, Size size, Capabilities capabilities) {
        EffectRunner rest = desk.runner();
        return Pilot.start(
                asked.by(screen),
                (effect, sink, cancellation) -> {
                    if (!(effect instanceof BrowseEffect
                            || effect instanceof Background
                            || own.contains(effect.getClass()))) {
                        rest.run(effect, sink, cancellation);
                    }
                },
                size,
                capabilities);
    }

    /** What pages of objects have asked for, in that order; see {@link Asked}. */
    List<BrowseEffect> asked() {
        return asked(BrowseEffect.class);
    }

    <E extends Effect> List<E> asked(Class<E> type) {
        return asked.all(type);
    }

    /** What was asked last in that way. */
    <E extends Effect> E last(Class<E> type) {
        return asked.last(type);
    }

    void forget() {
        asked.forget();
    }

    /** An object as a cluster shows it, without events. */
    static Inspection seen(Kind kind, Resource object) {
        Served served = new Served(kind, kind.kind().toLowerCase(java.util.Locale.ROOT), List.of());
        Served events = new Served(Kind.EVENT, "event", List.of());
        return new Inspection(
                "eu-1",
                served,
                Inspection.shown(object),
                new ObjectTable(events, List.of(), List.of(), List.of()),
                Optional.empty());
    }
}
