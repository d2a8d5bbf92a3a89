package io.millwright.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows stay sorted and filtered whatever changes, at a cost of what changed. */
class SheetTest {
    private static final Order STATUS = new Order(1, "Status", false);
    private static final Predicate<Row> NOT_DONE = r -> !r.cell(1).equals("Done");

    static Row row(String name, String status) {
        return new Row("lab", "db", name, List.of(name, status), "", 0, 0);
    }

    private static Change come(Row row) {
        return new Change(Optional.empty(), Optional.of(row));
    }

    @Test
    void aThousandRandomChangesGiveTheSameAsSortingAndFilteringAnew() {
        Random random = new Random(7);
        Map<String, Row> rows = new HashMap<>();
        Sheet sheet = Sheet.of(STATUS, NOT_DONE);
        for (int turn = 0; turn < 200; turn++) {
            Map<String, Change> changes = new HashMap<>();
            for (int i = 0; i < 5; i++) {
                String name = "p" + random.nextInt(60);
                Optional<Row> before = Optional.ofNullable(rows.get(name));
                Optional<Row> after = random.nextInt(3) == 0
                        ? Optional.empty()
                        : Optional.of(
                                row(name, List.of("Running", "Done", "7", "12").get(random.nextInt(4))));
                if (!changes.containsKey(name)) {
                    changes.put(name, new Change(before, after));
                    rows.remove(name);
                    after.ifPresent(r -> rows.put(name, r));
                }
            }
            sheet = sheet.with(List.copyOf(changes.values()));
            assertThat(sheet.rows())
                    .isEqualTo(rows.values().stream()
                            .filter(NOT_DONE)
                            .sorted(STATUS)
                            .toList());
            assertThat(sheet.size()).isEqualTo(rows.size());
        }
    }

    @Test
    void aChangeAmongTenThousandRowsTouchesFewOfThem() {
        AtomicInteger touched = new AtomicInteger();
        Comparator<Row> counted = (a, b) -> {
            touched.incrementAndGet();
            return Order.PLACE.compare(a, b);
        };
        Sheet sheet = Sheet.of(counted, r -> touched.incrementAndGet() > 0)
                .with(IntStream.range(0, 10_000)
                        .mapToObj(i -> come(row("p" + i, "Running")))
                        .toList());
        touched.set(0);

        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            changes.add(new Change(Optional.of(row("p" + i, "Running")), Optional.of(row("p" + i, "Failed"))));
        }
        sheet = sheet.with(changes);

        // Ten rows are sorted, and each is looked for by halves in two lists, once to go and once to come.
        assertThat(touched.get()).isLessThan(10 * 4 * 15 + 100);
        assertThat(sheet.rows()).hasSize(10_000).contains(row("p7", "Failed")).doesNotContain(row("p7", "Running"));
    }

    @Test
    void aListThatComesTwiceShowsEachRowOnce() {
        List<Change> list = List.of(come(row("a", "1")), come(row("b", "2")));
        assertThat(Sheet.of(Order.PLACE, _ -> true).with(list).with(list).rows())
                .hasSize(2);
    }

    @Test
    void numbersComeBeforeWordsByTheirAmount() {
        Sheet sheet = Sheet.of(STATUS, _ -> true)
                .with(List.of(
                        come(row("a", "12")),
                        come(row("b", "9 (5m ago)")),
                        come(row("c", "Running")),
                        come(row("d", "2Ki"))));
        assertThat(sheet.rows()).extracting(Row::name).containsExactly("b", "a", "d", "c");
        assertThat(sheet.sorted(STATUS.turned()).rows()).extracting(Row::name).containsExactly("c", "d", "a", "b");
        assertThat(sheet.index(row("d", "2Ki"))).isEqualTo(2);
        assertThat(sheet.without("lab", "").rows()).isEmpty();
    }

    @Test
    void theYoungestComesFirstByAgeWhetherTheServerToldItsTimeOrOnlyItsAge() {
        Order age = new Order(1, "Age", false);
        Row told = new Row("lab", "db", "told", List.of("told", "5m"), "u", 10_000, 10_300);
        Row old = new Row("lab", "db", "old", List.of("old", "2d"), "", 0, 10_300);
        Row young = new Row("lab", "db", "young", List.of("young", "4s"), "", 0, 10_300);
        assertThat(Sheet.of(age, _ -> true)
                        .with(List.of(come(told), come(old), come(young)))
                        .rows())
                .extracting(Row::name)
                .containsExactly("young", "told", "old");
    }
}
