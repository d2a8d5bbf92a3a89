package io.millwright.kube.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowStoreTest {
    private final RowStore store = new RowStore();

    private static Row row(String namespace, String name, String state) {
        return Row.of(new RowKey(namespace, name), Optional.of("u-" + name), Optional.empty(), List.of(name, state));
    }

    private void put(Row row) {
        store.apply(new TableEvent.Put(row, "1"));
    }

    private void gone(String namespace, String name) {
        store.apply(new TableEvent.Gone(new RowKey(namespace, name), "1"));
    }

    @Test
    void aThousandChangesOfOneRowAreOneRowToDraw() {
        store.replace(
                "db",
                IntStream.range(0, 50_000)
                        .mapToObj(i -> row("db", "p" + i, "Running"))
                        .toList());
        assertThat(store.take().put()).hasSize(50_000);

        IntStream.rangeClosed(1, 1_000).forEach(i -> put(row("db", "p7", "Restart " + i)));

        RowStore.Changes changes = store.take();
        assertThat(changes.put())
                .singleElement()
                .satisfies(r -> assertThat(r.cell(1)).isEqualTo("Restart 1000"));
        assertThat(changes.gone()).isEmpty();
        assertThat(store.size()).isEqualTo(50_000);
    }

    @Test
    void whatChangedBackOrCameAndWentIsNoChange() {
        put(row("db", "a", "Running"));
        store.take();

        put(row("db", "a", "Failed"));
        put(row("db", "a", "Running"));
        put(row("db", "b", "Pending"));
        gone("db", "b");
        gone("db", "never-there");

        assertThat(store.take().isEmpty()).isTrue();
    }

    @Test
    void aNewListTakesAwayOnlyWhatItsOwnNamespaceNoLongerHolds() {
        store.replace("db", List.of(row("db", "a", "Running"), row("db", "b", "Running")));
        store.replace("web", List.of(row("web", "a", "Running")));
        store.take();

        store.replace("db", List.of(row("db", "a", "Running")));

        RowStore.Changes changes = store.take();
        assertThat(changes.put()).isEmpty();
        assertThat(changes.gone()).containsExactly(new RowKey("db", "b"));
        assertThat(store.row(new RowKey("web", "a"))).isPresent();
    }

    @Test
    void aWatchThatFailsLeavesTheRows() {
        put(row("db", "a", "Running"));
        store.take();

        store.apply(new TableEvent.Failed(410, "too old"));

        assertThat(store.size()).isEqualTo(1);
        assertThat(store.take().isEmpty()).isTrue();
    }
}
