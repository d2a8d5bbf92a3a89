package io.millwright.tui.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.tui.Frame;
import io.millwright.tui.Key;
import io.millwright.tui.Position;
import io.millwright.tui.Screens;
import io.millwright.tui.Style;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TableTest {
    private record Row(String name, String state, int age) {}

    private final AtomicInteger measured = new AtomicInteger();

    private final Table<Row> table = new Table<>(
            List.of(
                    Column.text("NAME", 8, 30, 0, row -> {
                        measured.incrementAndGet();
                        return Cell.of(row.name);
                    }),
                    Column.text("STATE", 5, 10, 2, row -> new Cell(row.state, Style.OK)),
                    Column.number("AGE", 6, 1, row -> Cell.of(row.age + " s"))),
            Row::name);

    private static List<Row> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Row("orders-" + i, "Steady", i))
                .toList();
    }

    private String draw(int width, int height, TableState state, List<Row> rows) {
        return Screens.draw(
                width, height, surface -> table.render(surface, state, rows, true, new Empty.NothingThere("clusters")));
    }

    private TableState press(TableState state, List<Row> rows, String... keys) {
        TableState now = state;
        for (String key : keys) {
            now = table.onKey(now, rows, Key.parse(key), 6).orElseThrow();
        }
        return now;
    }

    @Test
    void columns_are_as_wide_as_needed_and_numbers_are_on_the_right() {
        assertThat(draw(40, 4, TableState.START, rows(12))).isEqualTo("""
                         NAME       STATE    AGE
                         orders-0   Steady   0 s
                         orders-1   Steady   1 s
                         orders-2   Steady   2 s\
                        """);
    }

    @Test
    void the_least_important_column_goes_first_and_then_names_are_cut_in_the_middle() {
        assertThat(draw(18, 2, TableState.START, rows(1))).isEqualTo(" NAME      AGE\n orders-0  0 s");
        List<Row> longNames = List.of(new Row("orders-cluster-eu-1-primary", "Steady", 5));
        assertThat(draw(18, 2, TableState.START, longNames)).isEqualTo(" NAME          AGE\n orders…imary  5 s");
        assertThat(draw(9, 2, TableState.START, longNames)).isEqualTo(" NAME\n orde…ary");
    }

    @Test
    void a_name_gives_room_after_other_texts() {
        record Pod(String namespace, String name) {}
        Table<Pod> pods = new Table<>(
                List.of(
                        Column.text("NAMESPACE", 9, 30, 0, p -> Cell.of(p.namespace())),
                        Column.name("NAME", 12, 63, 0, p -> Cell.of(p.name()))),
                Pod::name);
        List<Pod> rows = List.of(new Pod("external-secrets", "cert-manager-cainjector-bl97j2n5mz-vndd2"));
        assertThat(Screens.draw(
                        40,
                        2,
                        surface -> pods.render(surface, TableState.START, rows, true, new Empty.NothingThere("pods"))))
                .isEqualTo(" NAMESPACE     NAME\n extern…crets  cert-manager-cainj…-vndd2");
    }

    @Test
    void a_sentence_is_cut_at_its_end() {
        Table<String> sentences = new Table<>(List.of(Column.sentence("WHAT", 8, 30, 0, Cell::of)), s -> s);
        assertThat(Screens.draw(
                        20,
                        3,
                        surface -> sentences.render(
                                surface,
                                TableState.START,
                                List.of("The disks of Elasticsearch are full."),
                                true,
                                new Empty.NothingThere("sentences"))))
                .isEqualTo(" WHAT\n The disks of Elast…");
    }

    @Test
    void the_selected_row_is_reversed_and_holds_the_cursor() {
        TableState state = press(TableState.START, rows(9), "down", "j");
        Frame frame = Screens.frame(
                30,
                6,
                Screens.PLAIN,
                surface -> table.render(surface, state, rows(9), true, new Empty.NothingThere("")));
        assertThat(frame.cursor()).contains(new Position(1, 3));
        assertThat(frame.row(3)).contains("orders-2");
        assertThat(frame.style(29, 3).reverse()).isTrue();
        assertThat(frame.style(1, 2).reverse()).isFalse();
    }

    @Test
    void neither_sorting_nor_a_refresh_moves_the_selection() {
        List<Row> rows = rows(100);
        TableState state = press(TableState.START, rows, "pgdn", "down");
        assertThat(table.selected(state, rows).orElseThrow().name).isEqualTo("orders-5");
        List<Row> sorted = new ArrayList<>(rows);
        Collections.reverse(sorted);
        assertThat(table.selected(state, sorted).orElseThrow().name).isEqualTo("orders-5");
        TableState settled = table.settle(state, sorted, 6);
        assertThat(settled.index()).isEqualTo(94);
        assertThat(draw(30, 6, state, sorted)).contains("orders-5 ");
    }

    @Test
    void when_the_selected_row_goes_its_place_is_kept() {
        List<Row> rows = new ArrayList<>(rows(10));
        TableState state = press(TableState.START, rows, "down", "down", "down");
        rows.remove(3);
        assertThat(table.selected(state, rows).orElseThrow().name).isEqualTo("orders-4");
        assertThat(table.selected(press(state, rows(10), "end"), rows).orElseThrow().name)
                .isEqualTo("orders-9");
    }

    @Test
    void movement_stops_at_the_ends_and_scrolls_what_is_in_sight() {
        List<Row> rows = rows(20);
        TableState end = press(TableState.START, rows, "G", "down");
        assertThat(end.index()).isEqualTo(19);
        assertThat(end.top()).isEqualTo(15);
        TableState start = press(end, rows, "home", "up");
        assertThat(start.index()).isZero();
        assertThat(start.top()).isZero();
        assertThat(table.onKey(start, rows, Key.of('x'), 6)).isEmpty();
    }

    @Test
    void marks_are_kept_by_key() {
        List<Row> rows = rows(5);
        TableState state = press(TableState.START, rows, "space", "down", "space");
        assertThat(state.marks()).containsExactlyInAnyOrder("orders-0", "orders-2");
        assertThat(draw(30, 6, state, rows))
                .contains("✓orders-0")
                .contains("✓orders-2")
                .doesNotContain("✓orders-1");
    }

    @Test
    void fifty_thousand_rows_cost_no_more_than_what_is_in_sight() {
        List<Row> rows = rows(50_000);
        TableState state = press(TableState.START, rows, "end");
        measured.set(0);
        draw(80, 24, state, rows);
        assertThat(measured).hasValueLessThan(150);
    }

    @Test
    void an_empty_list_says_why() {
        assertThat(draw(60, 3, TableState.START, List.of())).endsWith("There are no clusters.");
        assertThat(List.of(
                                new Empty.NothingThere("x"),
                                new Empty.Filtered(3),
                                new Empty.NotPermitted("list pods"),
                                new Empty.NotLoaded("2 s"),
                                new Empty.Unreachable("4 min", "connection refused"))
                        .stream()
                        .map(Empty::text))
                .doesNotHaveDuplicates();
    }

    /** The characters that are underlined, others as dots. */
    private static String underlined(Frame frame, int line) {
        StringBuilder out = new StringBuilder();
        for (int col = 0; col < frame.size().width(); col++) {
            Style style = frame.style(col, line);
            boolean stands = style.underline() && style.bold();
            out.append(stands ? frame.row(line).charAt(col) : '.');
        }
        return out.toString();
    }

    @Test
    void what_was_looked_for_is_underlined_also_in_the_selected_row_and_in_what_was_cut() {
        List<Row> rows = List.of(new Row("a-long-name-of-something", "Steady", 7), new Row("b-s", "Steady", 8));
        Table<Row> found = table.emphasising((_, _, text) -> {
            BitSet set = new BitSet();
            for (int i = 0; i < text.length(); i++) {
                set.set(i, "fgs".indexOf(text.charAt(i)) >= 0);
            }
            return set;
        });
        Frame frame = Screens.frame(
                34,
                3,
                Screens.PLAIN,
                s -> found.render(s, TableState.START, rows, true, new Empty.NothingThere("clusters")));
        assertThat(Screens.text(frame)).contains("a-long-nam…something  Steady  7 s");
        assertThat(underlined(frame, 1)).isEqualTo("......g....…s.......g............s");
        assertThat(underlined(frame, 2)).isEqualTo("...s.............................s");
        assertThat(frame.style(6, 1).reverse()).isTrue();
    }

    @Test
    void only_rows_in_sight_are_asked_what_stands_out() {
        AtomicInteger asked = new AtomicInteger();
        Table<Row> found = table.emphasising((_, _, _) -> {
            asked.incrementAndGet();
            return new BitSet();
        });
        Screens.draw(
                40, 6, s -> found.render(s, TableState.START, rows(100_000), true, new Empty.NothingThere("clusters")));
        assertThat(asked).hasValue(5 * 3);
    }
}
