package io.millwright.app.screen;

import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.Inspection;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Background;
import io.millwright.tui.EffectRunner;
import io.millwright.tui.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A screen whose pages of objects ask nobody: the test says what the clusters answer. */
final class Told {
    static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    final List<BrowseEffect> asked = new CopyOnWriteArrayList<>();
    private final MillDesk desk;

    Told() {
        this(new MillDesk(Danger.REVERSIBLE));
    }

    /** Beside that desk. */
    Told(MillDesk desk) {
        this.desk = desk;
    }

    /** Opens that line, as if it was typed behind {@code :}. */
    Pilot<Model> start(int width, int height, String line) {
        EffectRunner rest = desk.runner();
        return Pilot.start(
                new ScreenApp(new Model.Start(false, false, Optional.of(line), NOW)),
                (effect, sink, cancellation) -> {
                    if (effect instanceof BrowseEffect e) {
                        asked.add(e);
                    } else if (!(effect instanceof Background)) {
                        rest.run(effect, sink, cancellation);
                    }
                },
                new Size(width, height),
                Pilot.CAPABILITIES);
    }

    /** What was asked last in that way. */
    <E extends BrowseEffect> E last(Class<E> type) {
        return asked.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((_, last) -> last)
                .orElseThrow();
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
