package io.millwright.app.page;

import io.millwright.app.objects.Several;
import io.millwright.engine.browse.Row;
import io.millwright.tui.Next;
import io.millwright.tui.Scoped;
import io.millwright.tui.Sign;
import io.millwright.tui.widget.TableState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is done with the marks of a page of objects. */
final class KindMarking {
    private KindMarking() {}

    /** The page's rows with their marks. */
    static Rows drawn(KindPage page) {
        TableState state = page.rows().table();
        return page.rows()
                .at(new TableState(
                        state.selected(),
                        state.index(),
                        state.top(),
                        page.marks().rows().keySet()));
    }

    /** From the row that was marked last to the selected one. */
    static List<Row> range(KindPage page, Model model) {
        int to = page.selected().map(page.sheet()::index).orElse(0);
        int from = page.marks()
                .last()
                .flatMap(k -> Optional.ofNullable(page.marks().rows().get(k)))
                .filter(page.sheet()::shows)
                .map(page.sheet()::index)
                .orElse(to);
        List<Row> shown = page.sheet().rows();
        return shown.isEmpty() ? List.of() : shown.subList(Math.min(from, to), Math.max(from, to) + 1);
    }

    /** What is done to all that is marked begins with reading it. */
    static Next<Model> gathering(KindPage page, String action, Model model) {
        List<Row> all = List.copyOf(page.marks().rows().values());
        List<String> contexts = all.stream().map(Row::cluster).distinct().toList();
        if (contexts.size() > 1) {
            return Next.of(model.say(
                    Sign.INFO,
                    "A plan is for one cluster, and the marks are in " + String.join(", ", contexts)
                            + ": Esc clears them."));
        }
        if (all.stream().map(Row::kind).distinct().count() > 1) {
            return Next.of(model.say(
                    Sign.INFO,
                    "A plan is for one kind, and the marks are on "
                            + all.stream()
                                    .map(r -> page.object(r).word())
                                    .distinct()
                                    .collect(Collectors.joining(", ")) + ": Esc clears them."));
        }
        if (all.size() > Several.AT_MOST) {
            return Next.of(model.say(
                    Sign.INFO,
                    all.size() + " are marked, and one plan changes at most " + Several.AT_MOST + ": mark fewer."));
        }
        String word = page.object(all.getFirst()).word();
        return Next.of(
                model.say(Sign.CHANGING, "reading " + Words.count(all.size(), "object") + " …"),
                new Scoped(
                        KindPage.scope(page.number()),
                        new BrowseEffect.Gather(page.number(), contexts.getFirst(), word, action, all)));
    }

    /** Opens the plan's form, or says why it can't be. */
    static Next<Model> gathered(BrowseMsg.Gathered gathered, Model model) {
        Answer<BrowseMsg.Chosen> answer = gathered.answer();
        return answer.value()
                .map(c -> ObjectActions.planSeveral(gathered.action(), c, model.quiet()))
                .orElseGet(() -> Next.of(answer.problem().map(model::say).orElse(model)));
    }
}
