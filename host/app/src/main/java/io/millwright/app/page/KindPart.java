package io.millwright.app.page;

import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.RowStore.Change;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one cluster has said to a page of objects.
 *
 * @param missing what of it couldn't be read
 * @param freshness empty until it is watched
 * @param failure why nothing could be read
 * @param complete whether it has been listed to the end, or won't be
 */
record KindPart(
        Optional<Served> served,
        List<Column> columns,
        List<Problem> missing,
        Optional<Freshness> freshness,
        Optional<Answer<Served>> failure,
        boolean complete) {
    static final KindPart NOTHING =
            new KindPart(Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty(), false);

    KindPart with(BrowseMsg.Listed msg) {
        RowStore.News news = msg.news();
        List<Problem> problems = new ArrayList<>(msg.anew() ? List.of() : missing);
        news.missing().stream().filter(p -> !problems.contains(p)).forEach(problems::add);
        return new KindPart(
                Optional.of(msg.served()),
                news.columns().isEmpty() ? columns : news.columns(),
                List.copyOf(problems),
                news.freshness().or(() -> freshness),
                Optional.empty(),
                complete);
    }

    /** The same when all of it has come. */
    KindPart completed() {
        return new KindPart(served, columns, missing, freshness.filter(f -> !isCached(f)), failure, true);
    }

    /** The same while nobody watches it. */
    KindPart unwatched() {
        return new KindPart(served, columns, missing, Optional.empty(), failure, false);
    }

    /** The same where it couldn't be read: rows that were cached stay, and what they are. */
    KindPart failed(Answer<Served> answer) {
        return new KindPart(served, columns, missing, freshness.filter(KindPart::isCached), Optional.of(answer), true);
    }

    /** Whether some of its rows may be those of before. */
    boolean isCached() {
        return freshness.filter(KindPart::isCached).isPresent();
    }

    private static boolean isCached(Freshness freshness) {
        return freshness instanceof Freshness.Cached;
    }

    /** The same changes with cells under the page's columns: clusters of other versions draw other ones. */
    static List<Change> fitted(List<Change> changes, List<Column> from, List<Column> to) {
        if (from.equals(to)) {
            return changes;
        }
        int[] places = to.stream().mapToInt(from::indexOf).toArray();
        return changes.stream()
                .map(c -> new Change(
                        c.before().map(r -> r.withCells(cells(r.cells(), places))),
                        c.after().map(r -> r.withCells(cells(r.cells(), places)))))
                .toList();
    }

    private static List<String> cells(List<String> cells, int[] places) {
        List<String> fitted = new ArrayList<>(places.length);
        for (int place : places) {
            fitted.add(place >= 0 && place < cells.size() ? cells.get(place) : "");
        }
        return fitted;
    }
}
