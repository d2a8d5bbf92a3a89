package io.millwright.tui.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.tui.Frame;
import io.millwright.tui.Key;
import io.millwright.tui.Paste;
import io.millwright.tui.Position;
import io.millwright.tui.Screens;
import io.millwright.tui.Sign;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EditingTest {
    private static final Form FORM = Form.of(List.of(
            Field.of(
                            "instances",
                            "Instances",
                            new Field.Kind.Number(Optional.of(BigDecimal.ONE), Optional.of(new BigDecimal(9))),
                            "3")
                    .asRequired()
                    .withRange("1 to 9")
                    .withOrigin("from the cluster")
                    .withHelp("How many PostgreSQL servers there will be."),
            Field.of("mode", "Mode", new Field.Kind.Choice(List.of("fast", "safe")), "safe")
                    .withOrigin("default"),
            Field.of("wait", "Wait", new Field.Kind.Bool(), "true"),
            Field.of("password", "Password", new Field.Kind.Secret(), "hunter2")));

    private static Form press(Form form, String... keys) {
        Form now = form;
        for (String key : keys) {
            now = now.on(Key.parse(key)).orElseThrow();
        }
        return now;
    }

    private static Input edit(Input input, String... keys) {
        Input now = input;
        for (String key : keys) {
            now = now.on(Key.parse(key)).orElseThrow();
        }
        return now;
    }

    @Test
    void a_form_shows_value_range_origin_help_and_no_secret() {
        assertThat(Screens.draw(80, 6, FORM::render)).isEqualTo("""
                         Instances*  3                                        1 to 9   from the cluster
                                     How many PostgreSQL servers there will be.
                         Mode        safe                                                       default
                         Wait        true
                         Password    *******\
                        """).doesNotContain("hunter2");
    }

    @Test
    void a_wrong_value_is_explained_below_it_while_it_is_typed() {
        Form typed = press(FORM, "backspace", "1", "2");
        assertThat(Screens.draw(80, 6, typed::render)).contains("! At most 9.").contains("you");
        assertThat(typed.isValid()).isFalse();
        assertThat(Screens.draw(80, 6, press(FORM, "x")::render)).contains("! '3x' is no number.");
        assertThat(Screens.draw(80, 6, press(FORM, "ctrl-u")::render)).contains("! A value is needed.");
        assertThat(press(typed, "down").focusError().focus()).isZero();
    }

    @Test
    void choices_go_round_and_are_taken_by_their_first_letter() {
        Form chosen = press(FORM, "down", "right", "down", "space");
        assertThat(chosen.values())
                .isEqualTo(Map.of("instances", "3", "mode", "fast", "wait", "false", "password", "hunter2"));
        assertThat(press(FORM, "tab", "f").values()).containsEntry("mode", "fast");
        assertThat(FORM.on(Key.ENTER)).isEmpty();
        assertThat(FORM.on(Key.ESC)).isEmpty();
    }

    @Test
    void what_the_page_found_is_shown_until_the_field_is_edited() {
        Form found = FORM.withProblems(Map.of("instances", "Only 2 nodes have room."));
        assertThat(Screens.draw(80, 7, found::render)).contains("! Only 2 nodes have room.");
        assertThat(press(found, "backspace", "2").isValid()).isTrue();
    }

    @Test
    void what_is_told_of_a_field_is_told_to_its_end_and_leaves_the_field_in_sight() {
        Form found = FORM.withProblems(Map.of("instances", "Only 2 nodes have room for what each of them would need."));
        assertThat(Screens.draw(40, 12, found::render).replaceAll("\\s+", " "))
                .contains("! Only 2 nodes have room for what each of them would need.")
                .contains("How many PostgreSQL servers there will be.");
        assertThat(Screens.draw(40, 2, found::render)).contains("Instances");
    }

    @Test
    void a_form_larger_than_its_place_shows_the_focused_field() {
        assertThat(Screens.draw(60, 2, press(FORM, "up")::render)).contains("Password");
    }

    @Test
    void a_line_is_edited_by_whole_characters_and_words() {
        assertThat(edit(Input.of("a👍"), "backspace").text()).isEqualTo("a");
        assertThat(edit(Input.of("one two"), "ctrl-w", "x")).isEqualTo(Input.of("one x"));
        assertThat(edit(Input.of("abc"), "home", "delete", "end", "d").text()).isEqualTo("bcd");
        assertThat(edit(Input.of("abc"), "left", "ctrl-u").text()).isEqualTo("c");
        assertThat(Input.EMPTY.on(new Paste("two\nlines\n")).orElseThrow().text())
                .isEqualTo("two lines");
        assertThat(Input.EMPTY.on(Key.parse("f5"))).isEmpty();
    }

    @Test
    void a_long_line_shows_the_part_around_the_cursor() {
        Frame frame = Screens.frame(
                8, 1, Screens.PLAIN, surface -> Input.of("0123456789").render(surface, 0, 0, 8, true, false));
        assertThat(frame.row(0)).isEqualTo("3456789 ");
        assertThat(frame.cursor()).contains(new Position(7, 0));
    }

    @Test
    void a_dialog_starts_on_no_and_escape_is_no() {
        Dialog dialog = Dialog.confirm(Sign.WARNING, "Restart orders", List.of(Line.of("One by one.")), "restart");
        assertThat(dialog.on(Key.ENTER).outcome()).isEqualTo(Dialog.Outcome.NO);
        assertThat(dialog.on(Key.TAB).on(Key.ENTER).outcome()).isEqualTo(Dialog.Outcome.YES);
        assertThat(dialog.on(Key.ESC).outcome()).isEqualTo(Dialog.Outcome.NO);
        assertThat(dialog.on(Key.of('x')).outcome()).isEqualTo(Dialog.Outcome.OPEN);
        assertThat(Screens.draw(60, 12, dialog::render))
                .contains("▲ Restart orders")
                .contains("[n no]  [y restart]");
    }

    @Test
    void a_phrase_must_be_typed_exactly() {
        Dialog dialog = Dialog.typePhrase(Sign.CRITICAL, "Delete", List.of(), "delete", "db/orders");
        Dialog typed = dialog.on(new Paste("db/order"));
        assertThat(typed.on(Key.ENTER).outcome()).isEqualTo(Dialog.Outcome.OPEN);
        assertThat(typed.on(Key.of('s')).on(Key.ENTER).outcome()).isEqualTo(Dialog.Outcome.YES);
        assertThat(dialog.on(Key.of('y')).outcome()).isEqualTo(Dialog.Outcome.OPEN);
        assertThat(dialog.on(Key.ESC).outcome()).isEqualTo(Dialog.Outcome.NO);
    }

    @Test
    void text_is_searched_forwards_backwards_and_round_the_end() {
        TextView view = TextView.ofText("alpha\nbeta\ngamma\nBeta again\nlast");
        for (String key : List.of("/", "b", "e", "t", "a", "enter")) {
            view = view.on(Key.parse(key), 3).orElseThrow();
        }
        assertThat(view.isTyping()).isFalse();
        assertThat(view.top()).isEqualTo(1);
        assertThat(view.matches()).isEqualTo(2);
        TextView next = view.on(Key.of('n'), 3).orElseThrow();
        assertThat(next.top()).isEqualTo(3);
        assertThat(next.on(Key.of('n'), 3).orElseThrow().top()).isEqualTo(1);
        assertThat(next.on(Key.of('N'), 3).orElseThrow().top()).isEqualTo(1);
        Frame frame = Screens.frame(20, 3, Screens.PLAIN, next::render);
        assertThat(frame.style(0, 0).reverse()).isTrue();
        assertThat(frame.style(5, 0).reverse()).isFalse();
    }

    @Test
    void long_lines_wrap_or_scroll_sideways() {
        TextView view = TextView.ofText("0123456789 abcdefghij\nsecond");
        assertThat(Screens.draw(12, 4, view::render)).isEqualTo("0123456789\nabcdefghij\nsecond");
        TextView unwrapped = view.on(Key.of('w'), 4).orElseThrow();
        assertThat(Screens.draw(12, 4, unwrapped::render)).isEqualTo("0123456789 …\nsecond");
        assertThat(Screens.draw(12, 4, unwrapped.on(Key.RIGHT, 4).orElseThrow()::render))
                .startsWith("89 abcdefgh…");
    }

    @Test
    void a_query_is_typed_below_and_escape_leaves_it() {
        TextView typing = TextView.ofText("one\ntwo\nthree").on(Key.of('/'), 3).orElseThrow();
        assertThat(Screens.draw(10, 3, typing.on(Key.of('x'), 3).orElseThrow()::render))
                .isEqualTo("one\ntwo\n/x");
        assertThat(typing.on(Key.ESC, 3).orElseThrow().isTyping()).isFalse();
    }
}
