package io.millwright.engine.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.browse.RowStore.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowStoreTest {
    private final RowStore store = new RowStore();

    private static Row row(String namespace, String name, String state) {
        return new Row("lab", namespace, name, List.of(name, state), "u-" + name, 0, 0);
    }

    @Test
    void aThousandChangesOfOneRowAreOneRowToDraw() {
        store.listed(
                "db",
                IntStream.range(0, 50_000)
                        .mapToObj(i -> row("db", "p" + i, "Running"))
                        .toList());
        assertThat(store.take().changes()).hasSize(50_000);

        IntStream.rangeClosed(1, 1_000).forEach(i -> store.put(row("db", "p7", "Restart " + i)));

        assertThat(store.take().changes())
                .containsExactly(new Change(
                        Optional.of(row("db", "p7", "Running")), Optional.of(row("db", "p7", "Restart 1000"))));
        assertThat(store.size()).isEqualTo(50_000);
    }

    @Test
    void aListIsTakenInItsOrder() {
        List<Row> rows = IntStream.range(100, 200)
                .mapToObj(i -> row("db", "p" + i, "Running"))
                .toList();
        store.listed("db", rows);

        assertThat(store.take().changes())
                .extracting(c -> c.after().orElseThrow())
                .containsExactlyElementsOf(rows);
    }

    @Test
    void whatChangedBackOrCameAndWentIsNoChange() {
        store.put(row("db", "a", "Running"));
        store.take();

        store.put(row("db", "a", "Failed"));
        store.put(row("db", "a", "Running"));
        store.put(row("db", "b", "Pending"));
        store.gone("db", "b");
        store.gone("db", "never-there");

        assertThat(store.take().changes()).isEmpty();
    }

    @Test
    void aNewListTakesAwayOnlyWhatItsOwnNamespaceNoLongerHolds() {
        store.listed("db", List.of(row("db", "a", "Running"), row("db", "b", "Running")));
        store.listed("web", List.of(row("web", "a", "Running")));
        store.take();

        store.listed("db", List.of(row("db", "a", "Running")));

        assertThat(store.take().changes())
                .containsExactly(new Change(Optional.of(row("db", "b", "Running")), Optional.empty()));
    }

    @Test
    void aListThatIsCompleteTakesAwayWhatWasInNamespacesThatAreGone() {
        store.listed("db", List.of(row("db", "a", "Running")));
        store.listed("web", List.of(row("web", "a", "Running")));
        store.take();

        store.listed("db", List.of(row("db", "a", "Running")));
        store.complete(Set.of("db"));

        assertThat(store.take().changes())
                .containsExactly(new Change(Optional.of(row("web", "a", "Running")), Optional.empty()));
    }

    @Test
    void staleRowsStayAndAreSaidToBe() {
        store.put(row("db", "a", "Running"));
        store.take();

        store.fresh(new Freshness.Polling(Duration.ofSeconds(10)));

        RowStore.News news = store.take();
        assertThat(news.changes()).isEmpty();
        assertThat(news.freshness()).contains(new Freshness.Polling(Duration.ofSeconds(10)));
        assertThat(store.take().freshness()).isEmpty();
    }

    private static final Freshness.Cached CACHED = new Freshness.Cached(Instant.parse("2026-11-24T10:00:00Z"), 0);

    private void cached(Row... rows) {
        store.columns(List.of(new ObjectTable.Column("Name", false)));
        store.cached(List.of(rows), CACHED);
    }

    @Test
    void rowsOfBeforeStandUntilTheirNamespaceIsTold() {
        cached(row("db", "a", "Running"), row("web", "a", "Running"));
        assertThat(store.take().freshness()).contains(CACHED);
        assertThat(store.isTold()).isFalse();

        store.listed("db", List.of(row("db", "a", "Running"), row("db", "b", "Running")));
        store.cached(List.of(row("db", "old", "Running"), row("web", "b", "Running")), CACHED);

        assertThat(store.isTold()).isTrue();
        assertThat(store.take().changes())
                .extracting(c -> c.after().map(Row::key))
                .containsExactly(Optional.of("lab/db/b"), Optional.of("lab/web/b"));

        store.complete(Set.of("db"));
        store.cached(List.of(row("web", "c", "Running")), CACHED);
        assertThat(store.rows()).extracting(Row::key).containsExactly("lab/db/a", "lab/db/b");
    }

    @Test
    void rowsOfBeforeGoWhereTheServerDrawsOtherColumns() {
        cached(row("db", "a", "Running"));
        store.take();

        store.columns(List.of(new ObjectTable.Column("Name", false), new ObjectTable.Column("Phase", false)));

        assertThat(store.take().changes())
                .containsExactly(new Change(Optional.of(row("db", "a", "Running")), Optional.empty()));
        assertThat(store.isTold()).isFalse();
    }
}
