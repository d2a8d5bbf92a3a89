package io.millwright.engine.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.browse.RowStore.Change;
import java.time.Duration;
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
}
