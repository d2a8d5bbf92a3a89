package io.millwright.app.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the user has been: each place is the pages from the root to the one in sight, as they were left, so that cursor
 * and filter are still there.
 *
 * @param back the nearest place last
 * @param forward those that were left by going back, the nearest last
 */
record Trail(List<List<Page>> back, List<List<Page>> forward) {
    static final Trail NOWHERE = new Trail(List.of(), List.of());

    /** Pages of objects keep their rows, so old places are forgotten. */
    private static final int LONGEST = 20;

    Trail {
        back = List.copyOf(back);
        forward = List.copyOf(forward);
    }

    /** The user has gone on from those pages; what would have come next from there is forgotten. */
    Trail leaving(List<Page> pages) {
        return isPlace(pages) ? new Trail(with(back, pages), List.of()) : this;
    }

    /** The trail after a step back from those pages to the last place of {@link #back}. */
    Trail steppedBack(List<Page> pages) {
        return new Trail(back.subList(0, back.size() - 1), isPlace(pages) ? with(forward, pages) : forward);
    }

    /** The trail after a step forward from those pages to the last place of {@link #forward}. */
    Trail steppedForward(List<Page> pages) {
        return new Trail(isPlace(pages) ? with(back, pages) : back, forward.subList(0, forward.size() - 1));
    }

    /** The trail after those pages and the last place of {@link #back} have changed places. */
    Trail swapped(List<Page> pages) {
        List<List<Page>> others = back.subList(0, back.size() - 1);
        return new Trail(isPlace(pages) ? with(others, pages) : others, forward);
    }

    Optional<List<Page>> before() {
        return back.isEmpty() ? Optional.empty() : Optional.of(back.getLast());
    }

    Optional<List<Page>> after() {
        return forward.isEmpty() ? Optional.empty() : Optional.of(forward.getLast());
    }

    /** Whether both show the same thing, in whatever state. */
    static boolean isSame(List<Page> some, List<Page> others, Model model) {
        return some.size() == others.size()
                && some.getLast().getClass().equals(others.getLast().getClass())
                && some.getLast().crumbs(model).equals(others.getLast().crumbs(model));
    }

    private static boolean isPlace(List<Page> pages) {
        return pages.getLast().isPlace();
    }

    private static List<List<Page>> with(List<List<Page>> places, List<Page> more) {
        List<List<Page>> all = new ArrayList<>(places);
        all.add(more);
        return all.subList(Math.max(0, all.size() - LONGEST), all.size());
    }
}
