package io.millwright.app.page;

import io.millwright.tui.Key;
import io.millwright.tui.action.ActionSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How one moves in every list and text. The arrows and page keys always work; the letters beside them can be changed. */
enum Move {
    UP("move.up", Key.Code.UP, "k"),
    DOWN("move.down", Key.Code.DOWN, "j"),
    LEFT("move.left", Key.Code.LEFT, "h"),
    RIGHT("move.right", Key.Code.RIGHT, "l"),
    PAGE_UP("move.page-up", Key.Code.PAGE_UP, "ctrl-b"),
    PAGE_DOWN("move.page-down", Key.Code.PAGE_DOWN, "ctrl-f"),
    FIRST("move.first", Key.Code.HOME, "g"),
    LAST("move.last", Key.Code.END, "G");

    private final String id;
    private final Key.Code code;
    private final String letters;

    Move(String id, Key.Code code, String letters) {
        this.id = id;
        this.code = code;
        this.letters = letters;
    }

    String id() {
        return id;
    }

    /** The key that always does it. */
    Key key() {
        return Key.of(code);
    }

    /** The keys that do it unless the user has others. */
    List<Key> letters() {
        return ActionSpec.keys(letters);
    }

    static Optional<Move> of(String id) {
        return Arrays.stream(values()).filter(m -> m.id.equals(id)).findFirst();
    }

    static Set<String> ids() {
        return Arrays.stream(values()).map(Move::id).collect(Collectors.toSet());
    }
}
