package io.millwright.app.page;

import io.millwright.tui.CancelScope;
import io.millwright.tui.Next;
import io.millwright.tui.Scoped;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import java.util.Optional;

/** How the detail beside a list follows the cursor, and what can be done with it. */
final class SideFlow {
    private static final String SCOPE = "detail";
    private static final int LINES = 5;

    private static final ActionSpec MORE = ActionSpec.reading(
            "detail.more",
            "+",
            "more detail",
            "Gives the detail of the selected row more room: beside or below the list, half of it, all of it.",
            "");
    private static final ActionSpec LESS =
            ActionSpec.reading("detail.less", "_", "less detail", "Gives the room back to the list, step by step.", "");
    private static final ActionSpec DOWN =
            ActionSpec.reading("detail.down", "}", "detail down", "Scrolls the detail beside the list down.", "");
    private static final ActionSpec UP =
            ActionSpec.reading("detail.up", "{", "detail up", "Scrolls the detail beside the list up.", "");
    private static final ActionSpec TURN = ActionSpec.reading(
            "detail.turn",
            "v",
            "YAML beside",
            "Changes the detail of an object between its description and its YAML.",
            "");

    /** What every page with a detail beside its list offers. */
    static final ActionRegistry<Model> ACTIONS = ActionRegistry.<Model>builder()
            .add(
                    MORE,
                    m -> m.page().detail(m).isEmpty()
                            ? Availability.disabled("there is nothing to tell of this row")
                            : Availability.when(SidePanel.zoom(m) != Zoom.FULL, "it has all the room"))
            .add(LESS, SideFlow::inSight)
            .add(DOWN, SideFlow::inSight)
            .add(UP, SideFlow::inSight)
            .add(
                    TURN,
                    m -> SidePanel.shown(m)
                            .map(d -> Availability.when(
                                    d instanceof Detail.OfObject, "only objects of a cluster have YAML"))
                            .orElseGet(() -> inSight(m)))
            .build();

    private SideFlow() {}

    private static Availability inSight(Model model) {
        return Availability.when(SidePanel.shown(model).isPresent(), "no detail is in sight: + shows it");
    }

    /** Does one of the actions; empty for any other. */
    static Optional<Model> perform(String action, Model model) {
        Side side = model.side();
        return switch (action) {
            case "detail.more" ->
                Optional.of(model.withSide(side.zoomed(SidePanel.zoom(model).more())));
            case "detail.less" ->
                Optional.of(model.withSide(side.zoomed(SidePanel.zoom(model).less())));
            case "detail.down" -> Optional.of(scrolled(LINES, model));
            case "detail.up" -> Optional.of(scrolled(-LINES, model));
            case "detail.turn" -> Optional.of(model.withSide(side.turned()));
            default -> Optional.empty();
        };
    }

    /** Another amount of room is remembered for the next start; all of it isn't, being a moment's look. */
    static Next<Model> remembered(Model before, Model after) {
        return after.side()
                .chosen()
                .filter(z -> z != Zoom.FULL && !before.side().chosen().equals(Optional.of(z)))
                .map(z -> Next.of(after, new DeskEffect.RememberDetail(z.word())))
                .orElse(Next.of(after));
    }

    private static Model scrolled(int by, Model model) {
        int last = SidePanel.shown(model)
                .map(d -> SidePanel.lines(d, SidePanel.textWidth(model), model).size() - 1)
                .orElse(0);
        return model.withSide(model.side().scrolled(Math.min(last, model.side().top() + by)));
    }

    /** Whether the detail has all the room, which Esc gives back before it does anything else. */
    static boolean isAlone(Model model) {
        return SidePanel.zoom(model) == Zoom.FULL && SidePanel.shown(model).isPresent();
    }

    /** What was read for a row that nobody looks at any more is forgotten, and what is being read for it is ended. */
    static Next<Model> follow(Next<Model> next) {
        Model model = next.state();
        Optional<Detail> shown = SidePanel.shown(model);
        Reading before = model.side().reading();
        Reading after = shown.isPresent() && shown.get() instanceof Detail.OfObject object
                ? before.wanting(object)
                : Reading.NOTHING;
        Side side = model.side().of(shown.map(Detail::key).orElse("")).with(after);
        // The same one means that nothing has changed. It isn't compared: a record's comparison makes classes at its
        // first use, which the first picture need not wait for.
        if (side == model.side()) {
            return next;
        }
        Next<Model> followed = new Next<>(model.withSide(side), next.effects());
        return before.pending().isPresent() && after.pending().isEmpty()
                ? followed.and(new CancelScope(SCOPE))
                : followed;
    }

    static boolean isBusy(Model model) {
        return model.side().reading().isBusy(model.now());
    }

    /** Time has passed; asks for what is to be read when the cursor has rested. */
    static Next<Model> beat(Model model) {
        Reading reading = model.side().reading();
        if (reading.wanted().isEmpty()) {
            return Next.of(model);
        }
        Reading later = reading.beat();
        Model waited = model.withSide(model.side().with(later));
        return later.next(model.now())
                .map(what -> {
                    long number = waited.nextRun();
                    Model asking = waited.withNextRun(number + 1)
                            .withSide(waited.side().with(later.asking(number, what)));
                    return Next.of(asking, new Scoped(SCOPE, new BrowseEffect.Look(number, what.ask())));
                })
                .orElse(Next.of(waited));
    }

    /** An object was read for it; empty when that was for somebody else. */
    static Optional<Next<Model>> heard(BrowseMsg msg, Model model) {
        Reading reading = model.side().reading();
        return msg instanceof BrowseMsg.Looked looked
                ? reading.pending()
                        .filter(p -> p.number() == looked.page())
                        .map(p -> Next.of(model.withSide(model.side().with(reading.answered(p, looked.answer())))))
                : Optional.empty();
    }
}
