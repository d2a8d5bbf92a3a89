package io.millwright.app.page;

import io.millwright.tui.CancelScope;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Scoped;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import java.util.Optional;

/** How the detail beside a list follows the cursor, and what can be done with it. */
final class SideFlow {
    private static final String SCOPE = "detail";
    private static final String APART = "detail-apart";
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
            "tab beside",
            "Turns the detail of an object: description, YAML, events, log, tree.",
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
                                    d instanceof Detail.OfObject, "only objects of a cluster have more than this"))
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
            case "detail.turn" ->
                Optional.of(model.withSide(side.turned(side.tab().next())));
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
        Optional<Detail> shown = SidePanel.shown(model);
        int last = lines(model) - 1;
        boolean up = shown.filter(d -> SidePanel.isLog(d, model)).isPresent();
        return model.withSide(model.side().scrolled(Math.min(last, model.side().top() + (up ? -by : by))));
    }

    private static int lines(Model model) {
        return SidePanel.shown(model)
                .map(d -> SideText.lines(d, SidePanel.textWidth(model), model).size())
                .orElse(1);
    }

    /** A click on a tab of the detail; empty for any other message. */
    static Optional<Next<Model>> pointed(Msg msg, Model model) {
        return msg instanceof SidePanel.TabPointed at
                ? Optional.of(Next.of(model.withSide(model.side().turned(at.tab()))))
                : Optional.empty();
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
        Side turned = model.side().of(shown.map(Detail::key).orElse("")).with(after);
        ReadApart apart = turned.apart();
        Optional<ReadApart.What> wanted = shown.isPresent()
                        && shown.get() instanceof Detail.OfObject object
                        && turned.tab().isReadApart()
                ? Optional.of(new ReadApart.What(object.ask(), turned.tab()))
                : Optional.empty();
        Side side = turned.with(apart.wanting(wanted));
        // The same one means that nothing has changed. It isn't compared: a record's comparison makes classes at its
        // first use, which the first picture need not wait for.
        if (side == model.side()) {
            return next;
        }
        Next<Model> followed = new Next<>(model.withSide(side), next.effects());
        if (before.pending().isPresent() && after.pending().isEmpty()) {
            followed = followed.and(new CancelScope(SCOPE));
        }
        return apart.isUnderWay() && side.apart() != apart ? followed.and(new CancelScope(APART)) : followed;
    }

    static boolean isBusy(Model model) {
        Side side = model.side();
        return side.reading().isBusy(model.now()) || due(model).isPresent();
    }

    private static Optional<BrowseEffect> due(Model model) {
        Side side = model.side();
        return side.apart().what().isEmpty()
                ? Optional.empty()
                : side.apart().due(model.nextRun(), side.reading().seen().flatMap(Answer::value), model.now());
    }

    /** Time has passed; asks for what is to be read when the cursor has rested. */
    static Next<Model> beat(Model model) {
        Reading reading = model.side().reading();
        if (reading.wanted().isEmpty()) {
            return Next.of(model);
        }
        Reading later = reading.beat();
        Model waited = model.withSide(model.side().with(later));
        Next<Model> read = later.next(model.now())
                .map(what -> {
                    long number = waited.nextRun();
                    Model asking = waited.withNextRun(number + 1)
                            .withSide(waited.side().with(later.asking(number, what)));
                    return Next.of(asking, new Scoped(SCOPE, new BrowseEffect.Look(number, what.ask())));
                })
                .orElse(Next.of(waited));
        return later.hasRested() ? apart(read) : read;
    }

    /** What the tab reads by itself is asked for beside the object. */
    private static Next<Model> apart(Next<Model> next) {
        Model model = next.state();
        return due(model)
                .map(effect -> new Next<>(
                                model.withNextRun(model.nextRun() + 1)
                                        .withSide(model.side()
                                                .with(model.side().apart().asking(model.nextRun(), model.now()))),
                                next.effects())
                        .and(new Scoped(APART, effect)))
                .orElse(next);
    }

    /** An object was read for it, or what a tab shows of one; empty when that was for somebody else. */
    static Optional<Next<Model>> heard(BrowseMsg msg, Model model) {
        Reading reading = model.side().reading();
        if (msg instanceof BrowseMsg.Looked looked) {
            return reading.pending()
                    .filter(p -> p.number() == looked.page())
                    .map(p -> Next.of(model.withSide(model.side().with(reading.answered(p, looked.answer())))));
        }
        return model.side().apart().heard(msg).map(apart -> {
            Model told = model.withSide(model.side().with(apart));
            // Whoever has scrolled up reads: what comes then must not push it away.
            int more = model.side().top() > 0 ? lines(told) - lines(model) : 0;
            Model still = told.withSide(told.side().scrolled(model.side().top() + Math.max(0, more)));
            return msg instanceof BrowseMsg.LogsOpened opened
                    ? opened.answer()
                            .value()
                            .flatMap(read -> reading.seen()
                                    .flatMap(Answer::value)
                                    .flatMap(i -> apart.what().flatMap(w -> ReadApart.logs(w.ask(), i)))
                                    .map(ask -> new BrowseEffect.FollowLogs(opened.page(), ask, read)))
                            .map(follow -> Next.of(still, new Scoped(APART, follow)))
                            .orElse(Next.of(still))
                    : Next.of(still);
        });
    }
}
