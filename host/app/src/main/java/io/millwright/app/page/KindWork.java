package io.millwright.app.page;

import io.millwright.app.browse.Order;
import io.millwright.engine.browse.Row;
import io.millwright.spi.Kind;
import io.millwright.tui.Copy;
import io.millwright.tui.HandTty;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Sign;
import io.millwright.tui.TtyReturned;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.widget.TableState;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Does what can be done on a page of objects. */
final class KindWork {
    private KindWork() {}

    static Next<Model> perform(KindPage page, String action, Model model) {
        Optional<String> favourite = Favourites.of(action, model);
        if (favourite.isPresent()) {
            return instead(page.ask().in(favourite), model);
        }
        KindLook look = page.look();
        return switch (action) {
            case "objects.faults" ->
                Next.of(model.with(page.with(look.withFaults()).refiltered(model)));
            case "objects.wide" -> Next.of(model.with(page.with(look.withWide())));
            case "objects.sort-name" ->
                sorted(page, Order.PLACE.equals(look.order()) ? look.order().turned() : Order.PLACE, model);
            case "objects.sort-age" -> sorted(page, look.orderBy("age"), model);
            case "objects.sort-status" -> sorted(page, look.orderBy("status"), model);
            case "objects.sort-left" -> sorted(page, look.orderBeside(-1), model);
            case "objects.sort-right" -> sorted(page, look.orderBeside(1), model);
            case "objects.sort-turn" -> sorted(page, look.order().turned(), model);
            case "objects.everywhere" -> instead(page.ask().in(Optional.of("")), model);
            case "objects.namespace" ->
                selected(page, model, r -> instead(page.ask().in(Optional.of(r.namespace())), model));
            case "row.open" -> selected(page, model, r -> opened(page, r, model));
            case "objects.describe" -> selected(page, model, r -> ObjectPage.open(page.object(r), false, model));
            case "tree", "used-by" ->
                selected(page, model, r -> TreePage.open(page.object(r), action.equals("used-by"), model));
            case "objects.pods" -> selected(page, model, r -> pods(page, r, model));
            case "objects.owner" -> selected(page, model, r -> passing(page, r, Onward.OWNER, model));
            case "objects.reveal" -> selected(page, model, r -> passing(page, r, Onward.REVEAL, model));
            case "objects.yaml" -> selected(page, model, r -> ObjectPage.open(page.object(r), true, model));
            case "objects.logs" ->
                selected(
                        page,
                        model,
                        r -> page.isOf(Kind.POD)
                                ? LogsPage.open(LogsAsk.pod(r.cluster(), r.namespace(), r.name()), model)
                                : passing(page, r, Onward.LOGS, model));
            case "objects.copy" ->
                selected(page, model, r -> Next.of(model.say(Sign.INFO, "Copied: " + r.name()), new Copy(r.name())));
            case "objects.shell", "objects.attach" ->
                selected(
                        page,
                        model,
                        r -> Next.of(
                                model,
                                new BrowseEffect.TalkTo(
                                        page.number(), page.object(r), "", action.equals("objects.attach"))));
            case "objects.files" -> selected(page, model, r -> CopyPage.open(page.object(r), "", model));
            case "objects.forward" -> selected(page, model, r -> ForwardPage.open(page.object(r), model));
            case "objects.mark" ->
                selected(page, model, r -> page.with(page.marks().turned(r)).key(Key.of(Key.Code.DOWN), model));
            case "objects.mark-range" ->
                Next.of(model.with(page.with(page.marks().with(KindMarking.range(page, model)))));
            case "objects.mark-all" ->
                Next.of(model.with(page.with(page.marks().with(page.sheet().rows()))));
            case "objects.unmark" -> Next.of(model.with(page.with(Marks.NONE)));
            case "objects.fields" -> selected(page, model, r -> Fields.open(r, page.columns(), model));
            default ->
                ObjectActions.isChange(action) && !page.marks().isEmpty()
                        ? KindMarking.gathering(page, action, model)
                        : selected(page, model, r -> ObjectPage.open(page.object(r), action, model));
        };
    }

    /**
     * What an object stands for: a pod for its containers, what selects pods for these, a node and a namespace for the pods in it, a definition
     * for the objects it defines, any other for itself.
     */
    private static Next<Model> opened(KindPage page, Row row, Model model) {
        if (page.isOf(Kind.POD)) {
            return ContainersPage.open(page.object(row), model);
        }
        if (page.isOf(Kind.NAMESPACE)) {
            return KindPage.open(KindAsk.podsIn(row.cluster(), row.name()), model);
        }
        if (page.isOf(Kind.CUSTOM_RESOURCE_DEFINITION)) {
            return KindPage.open(KindAsk.allOf(row.cluster(), row.name()), model);
        }
        return KindActions.hasPods(page) ? pods(page, row, model) : ObjectPage.open(page.object(row), false, model);
    }

    private static Next<Model> pods(KindPage page, Row row, Model model) {
        return page.isOf(Kind.NODE)
                ? KindPage.open(KindAsk.podsOf(row.cluster(), row.name()), model)
                : passing(page, row, Onward.PODS, model);
    }

    /** Where an object leads is known when it is read. */
    private static Next<Model> passing(KindPage page, Row row, ActionSpec to, Model model) {
        return ObjectPage.open(page.object(row), to.id(), model);
    }

    private static Next<Model> selected(KindPage page, Model model, Function<Row, Next<Model>> work) {
        return page.selected().map(work).orElse(Next.of(model));
    }

    /** The same with another question, in the page's place. */
    static Next<Model> instead(KindAsk other, Model model) {
        long next = model.nextRun();
        KindLook look = KindLook.START.among(KindSettings.views(other, model));
        return model.withNextRun(next + 1).instead(KindPage.of(next, other).with(look));
    }

    /** The same rows in another order, from the top. */
    static Next<Model> sorted(KindPage page, Order order, Model model) {
        KindPage sorted = page.with(page.look().with(order)).with(page.sheet().sorted(order));
        return InSight.following(sorted.with(sorted.rows().at(TableState.START)), model);
    }

    /** Gives the terminal to a program in a container. */
    static Next<Model> talk(BrowseMsg.TalkReady ready, Model model) {
        return ready.command()
                .value()
                .map(c -> Next.of(model, new HandTty(c, Map.of())))
                .orElseGet(
                        () -> Next.of(ready.command().problem().map(model::say).orElse(model)));
    }

    /** The terminal is back from such a program. */
    static Optional<Next<Model>> returned(Msg msg, Model model) {
        return msg instanceof TtyReturned back
                ? Optional.of(Next.of(back.failure()
                        .map(why -> model.say(Sign.WARNING, "The program could not be started: " + why))
                        .orElseGet(() -> back.exitStatus() == 0
                                ? model
                                : model.say(Sign.INFO, "It ended with status " + back.exitStatus() + "."))))
                : Optional.empty();
    }
}
