package io.millwright.tui.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.tui.Frame;
import io.millwright.tui.Key;
import io.millwright.tui.Role;
import io.millwright.tui.Screens;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class WidgetsTest {
    private static final HeaderLine HEADER = new HeaderLine(
            "millwright",
            List.of("eu-1", "postgres", "db/orders"),
            List.of(Cell.muted("live"), new Cell("▲ Warning", Style.WARNING), Cell.of("read-write")));

    private static final KeyBar KEYS = new KeyBar(
            List.of(
                    new KeyBar.Hint("enter", "open", true, "row.open"),
                    new KeyBar.Hint("s", "scale", false, "scale"),
                    new KeyBar.Hint("r", "runbooks", true, "runbooks")),
            List.of(new KeyBar.Hint("?", "help", true, "help")));

    private static final ProgressList RUN = new ProgressList(List.of(
            new ProgressList.Step(Sign.OK, "room on 2 more nodes", "0.4 s"),
            new ProgressList.Step(
                    Sign.CHANGING, "5 of 5 ready", "4/5  3:38 of 20:00", List.of(Line.of("orders-4 ready"))),
            new ProgressList.Step(Sign.UNKNOWN, "write through orders-rw", "")));

    private static final Tree TREE = Tree.of(List.of(new Tree.Node(
            "cluster",
            Line.of("Cluster orders"),
            List.of(
                    new Tree.Node("pod", Line.of("Pod orders-1"), List.of()),
                    new Tree.Node("pvc", Line.of("PVC orders-1"), List.of())))));

    private static final Palette PALETTE = Palette.of(List.of(
            new Palette.Entry("1", "postgres orders", "instance", "", "", ""),
            new Palette.Entry("2", "back up now", "runbook", "b", "minor", ""),
            new Palette.Entry("3", "delete orders", "runbook", "", "destructive", "needs delete on clusters"),
            new Palette.Entry("4", "billing reorder", "instance", "", "", "")));

    @Test
    void the_header_gives_up_facts_from_the_left_and_keeps_the_place() {
        assertThat(Screens.draw(80, 1, surface -> HEADER.render(surface, 0)))
                .isEqualTo(" millwright   eu-1 › postgres › db/orders         live   ▲ Warning   read-write");
        assertThat(Screens.draw(60, 1, surface -> HEADER.render(surface, 0)))
                .isEqualTo(" millwright   eu-1 › postgres › db/orders        read-write");
    }

    @Test
    void the_footer_leaves_out_what_does_not_fit_but_not_the_last() {
        assertThat(Screens.draw(60, 1, surface -> KEYS.render(surface, 0)))
                .isEqualTo(" enter open   s scale   r runbooks   ? help");
        assertThat(Screens.draw(24, 1, surface -> KEYS.render(surface, 0))).isEqualTo(" enter open   ? help");
        Frame frame = Screens.frame(60, 1, Screens.PLAIN, surface -> KEYS.render(surface, 0));
        assertThat(frame.style(14, 0).strike()).isTrue();
        assertThat(frame.style(1, 0).strike()).isFalse();
    }

    @Test
    void tabs_go_round_and_show_the_selected_one_without_colour() {
        Tabs tabs = Tabs.of("Overview", "Health 2", "Logs");
        Tabs last = tabs.onKey(Key.parse("shift-tab")).orElseThrow();
        assertThat(last.selected()).isEqualTo(2);
        assertThat(last.onKey(Key.TAB).orElseThrow().selected()).isZero();
        assertThat(Screens.draw(40, 1, surface -> tabs.render(surface, 0))).isEqualTo(" [Overview]  Health 2   Logs");
    }

    @Test
    void steps_have_sign_number_title_and_a_word_or_a_time() {
        assertThat(Screens.draw(50, 5, surface -> RUN.render(surface, 0))).isEqualTo("""
                         ●   1  room on 2 more nodes                0.4 s
                         ⟳   2  5 of 5 ready           4/5  3:38 of 20:00
                                orders-4 ready
                         ◌   3  write through orders-rw           to come\
                        """);
        List<ProgressList.Step> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(new ProgressList.Step(i < 20 ? Sign.OK : i == 20 ? Sign.CHANGING : Sign.UNKNOWN, "step " + i, ""));
        }
        assertThat(Screens.draw(50, 6, surface -> new ProgressList(many).render(surface, 0)))
                .contains("step 20")
                .contains("step 21");
    }

    @Test
    void what_is_below_and_unread_is_asked_for_by_the_keys_that_open() {
        Tree tree = Tree.of(List.of(new Tree.Node("pv", Line.of("Volume"), List.of(), true)));
        assertThat(Screens.draw(30, 2, surface -> tree.render(surface, true))).isEqualTo(" ▸ Volume");
        assertThat(tree.wanted(Key.RIGHT).orElseThrow().key()).isEqualTo("pv");
        assertThat(tree.wanted(Key.DOWN)).isEmpty();
        assertThat(TREE.wanted(Key.RIGHT)).isEmpty();
    }

    @Test
    void a_tree_opens_closes_and_keeps_its_selection() {
        assertThat(Screens.draw(30, 4, surface -> TREE.render(surface, true)))
                .isEqualTo(" ▾ Cluster orders\n     Pod orders-1\n     PVC orders-1");
        Tree closed = TREE.onKey(Key.DOWN, 4)
                .orElseThrow()
                .onKey(Key.LEFT, 4)
                .orElseThrow()
                .onKey(Key.LEFT, 4)
                .orElseThrow();
        assertThat(closed.selectedNode().orElseThrow().key()).isEqualTo("cluster");
        assertThat(Screens.draw(40, 4, surface -> closed.render(surface, true)))
                .isEqualTo(" ▸ Cluster orders (2 below)");
        assertThat(closed.onKey(Key.RIGHT, 4).orElseThrow().closed()).isEmpty();
    }

    @Test
    void the_palette_finds_by_start_word_and_letters_in_order() {
        assertThat(typed("order").matches()).extracting(Palette.Entry::id).containsExactly("1", "3", "4");
        assertThat(typed("back").chosen().orElseThrow().id()).isEqualTo("2");
        assertThat(typed("bun").matches()).extracting(Palette.Entry::id).containsExactly("2");
        assertThat(typed("zzz").chosen()).isEmpty();
        assertThat(typed("run del").chosen().orElseThrow().id()).isEqualTo("3");
        Palette second = PALETTE.on(Key.DOWN).orElseThrow();
        assertThat(second.chosen().orElseThrow().id()).isEqualTo("2");
        assertThat(second.on(Key.ENTER)).isEmpty();
    }

    @Test
    void the_palette_shows_key_danger_and_why_something_cannot_be_chosen() {
        assertThat(Screens.draw(80, 24, PALETTE::render))
                .contains("runbook    back up now                                       minor         b")
                .contains("delete orders: needs delete on clusters")
                .contains("can't");
    }

    private static Palette typed(String text) {
        Palette palette = PALETTE;
        for (char c : text.toCharArray()) {
            palette = palette.on(Key.of(c)).orElseThrow();
        }
        return palette;
    }

    @Test
    void a_toast_has_sign_word_and_an_end() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Toast toast = Toast.of(Sign.CRITICAL, "the run has failed");
        assertThat(toast.isOver(now.plusSeconds(600)))
                .as("nobody has seen it yet")
                .isFalse();
        toast = toast.seen(now).seen(now.plusSeconds(3));
        Toast shown = toast;
        assertThat(Screens.draw(50, 1, surface -> shown.render(surface, 0)))
                .isEqualTo(" ✖ Critical  the run has failed");
        assertThat(toast.isOver(now.plusSeconds(3))).isFalse();
        assertThat(toast.isOver(now.plusSeconds(4))).isTrue();
    }

    @Test
    void no_widget_minds_how_small_its_place_is() {
        Table<String> table = new Table<>(List.of(Column.text("NAME", 4, 9, 0, Cell::of)), name -> name);
        List<Consumer<Surface>> widgets = List.of(
                surface -> HEADER.render(surface, 0),
                surface -> KEYS.render(surface, 0),
                surface -> RUN.render(surface, 3),
                surface -> TREE.render(surface, true),
                PALETTE::render,
                surface -> table.render(surface, TableState.START, List.of("a", "b"), true, new Empty.NotLoaded("1 s")),
                surface -> TextView.ofText("some words here\nand there").render(surface),
                surface -> DiffView.between(List.of("a"), List.of("b"), 1).render(surface),
                surface -> Form.of(List.of(Field.of("n", "number", new Field.Kind.Bool(), "x")))
                        .render(surface),
                surface -> Dialog.confirm(Sign.WARNING, "t", List.of(Line.of("words")), "do")
                        .render(surface),
                surface -> Dialog.typePhrase(Sign.WARNING, "t", List.of(Line.of("words")), "do", "orders")
                        .render(surface),
                surface -> Tabs.of("a", "b").render(surface, 0));
        for (Consumer<Surface> widget : widgets) {
            for (int width = 0; width < 12; width++) {
                for (int height = 0; height < 6; height++) {
                    assertThat(Screens.frame(width, height, Screens.ASCII, widget))
                            .isNotNull();
                }
            }
        }
    }

    @Test
    void what_is_broken_off_a_line_stands_below_its_text() {
        TextView view = TextView.of(List.of(Line.of("  state  waiting for a node")));
        assertThat(Screens.draw(18, 3, view::render)).isEqualTo("  state  waiting\n  for a node");
    }

    @Test
    void a_line_that_does_not_fit_says_so_in_its_last_cell() {
        Line line = Line.of("a longer line");
        assertThat(Screens.draw(10, 1, surface -> line.renderCut(surface, 1, 0)))
                .isEqualTo(" a longer…");
        assertThat(Screens.draw(14, 1, surface -> line.renderCut(surface, 1, 0)))
                .isEqualTo(" a longer line");
    }

    @Test
    void added_and_removed_are_told_by_signs_and_in_words() {
        DiffView diff = DiffView.between(
                List.of("spec:", "  instances: 3", "  name: a", "  b", "  c"),
                List.of("spec:", "  instances: 5", "  name: a", "  b", "  c"),
                1);
        assertThat(Screens.draw(40, 6, diff::render))
                .isEqualTo("   spec:\n -   instances: 3\n +   instances: 5\n     name: a\n   (2 unchanged)");
        assertThat(diff.summary()).isEqualTo("1 line added, 1 removed");
        assertThat(Screens.text(Screens.frame(40, 6, Screens.PLAIN.withScreenReader(true), diff::render)))
                .contains("removed:   instances: 3");
        assertThat(diff.isAtEnd(5)).isTrue();
        assertThat(diff.isAtEnd(3)).isFalse();
        assertThat(diff.onKey(Key.parse("end"), 3).orElseThrow().isAtEnd(3)).isTrue();
        Frame frame = Screens.frame(40, 6, Screens.PLAIN, diff::render);
        assertThat(frame.style(1, 1).role()).isEqualTo(Role.REMOVED);
    }

    @Test
    void a_difference_finds_what_stays_between_two_changes() {
        DiffView diff = DiffView.between(List.of("a", "b", "c", "d"), List.of("x", "b", "c", "y", "z"), 9);
        assertThat(diff.entries())
                .extracting(entry -> entry.change() + " " + entry.text())
                .containsExactly("REMOVED a", "ADDED x", "SAME b", "SAME c", "REMOVED d", "ADDED y", "ADDED z");
    }
}
