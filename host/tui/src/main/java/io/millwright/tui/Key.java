package io.millwright.tui;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key press. Letters carry their case in the character, not in {@code shift}; terminals don't tell otherwise.
 *
 * @param character the code point when {@code code} is {@link Code#CHAR}, else 0
 */
public record Key(Code code, int character, boolean ctrl, boolean alt, boolean shift) implements Msg {
    /** Which key; {@link #CHAR} for all that give a character. */
    public enum Code {
        CHAR,
        ENTER,
        ESC,
        TAB,
        BACKSPACE,
        DELETE,
        INSERT,
        UP,
        DOWN,
        LEFT,
        RIGHT,
        HOME,
        END,
        PAGE_UP,
        PAGE_DOWN,
        F1,
        F2,
        F3,
        F4,
        F5,
        F6,
        F7,
        F8,
        F9,
        F10,
        F11,
        F12
    }

    private static final Map<String, Code> OTHER_NAMES = Map.of(
            "pgup", Code.PAGE_UP,
            "pgdn", Code.PAGE_DOWN,
            "escape", Code.ESC,
            "return", Code.ENTER,
            "del", Code.DELETE,
            "ins", Code.INSERT);

    public static final Key ENTER = of(Code.ENTER);
    public static final Key ESC = of(Code.ESC);
    public static final Key TAB = of(Code.TAB);
    public static final Key UP = of(Code.UP);
    public static final Key DOWN = of(Code.DOWN);
    public static final Key LEFT = of(Code.LEFT);
    public static final Key RIGHT = of(Code.RIGHT);

    public static Key of(Code code) {
        return new Key(code, 0, false, false, false);
    }

    /** A character without modifiers. */
    public static Key of(int character) {
        return new Key(Code.CHAR, character, false, false, false);
    }

    /** A character with the control key; letters are lower case. */
    public static Key ctrl(int letter) {
        return new Key(Code.CHAR, Character.toLowerCase(letter), true, false, false);
    }

    public Key withAlt() {
        return new Key(code, character, ctrl, true, shift);
    }

    public Key withShift() {
        return new Key(code, character, ctrl, alt, true);
    }

    public Key withCtrl() {
        return new Key(code, character, true, alt, shift);
    }

    /**
     * Reads a name such as {@code x}, {@code ctrl-r}, {@code C-r}, {@code shift-tab}, {@code enter}, {@code space},
     * {@code pgdn}, {@code f5}; the counterpart of {@link #toString}.
     *
     * @throws IllegalArgumentException when there is no such key
     */
    public static Key parse(String name) {
        return tryParse(name).orElseThrow(() -> new IllegalArgumentException("no key is named '" + name + "'"));
    }

    /** {@link #parse} that answers with nothing instead of an exception. */
    public static Optional<Key> tryParse(String name) {
        boolean ctrl = false;
        boolean alt = false;
        boolean shift = false;
        String rest = name;
        while (rest.codePointCount(0, rest.length()) > 1) {
            int dash = rest.indexOf('-', 1);
            if (dash < 0 || dash == rest.length() - 1 && !rest.endsWith("--")) {
                break;
            }
            switch (rest.substring(0, dash).toLowerCase(Locale.ROOT)) {
                case "ctrl", "c" -> ctrl = true;
                case "alt", "m", "a" -> alt = true;
                case "shift", "s" -> shift = true;
                default -> {
                    return Optional.empty();
                }
            }
            rest = rest.substring(dash + 1);
        }
        Optional<Key> plain = plain(rest);
        boolean withCtrl = ctrl;
        boolean withAlt = alt;
        boolean withShift = shift;
        return plain.map(key -> key.modified(withCtrl, withAlt, withShift));
    }

    /** Whether it types something: a character without control or alt. */
    public boolean isText() {
        return code == Code.CHAR && !ctrl && !alt;
    }

    /** Whether it is this character, without control or alt. */
    public boolean is(char c) {
        return isText() && character == c;
    }

    public boolean is(Code other) {
        return code == other && !ctrl && !alt && !shift;
    }

    /** The character as text; empty for other keys. */
    public String text() {
        return code == Code.CHAR ? Character.toString(character) : "";
    }

    /** The name that {@link #parse} reads and the footer shows. */
    @Override
    public String toString() {
        return (ctrl ? "ctrl-" : "") + (alt ? "alt-" : "") + (shift ? "shift-" : "") + plainName();
    }

    private String plainName() {
        return switch (code) {
            case CHAR -> character == ' ' ? "space" : Character.toString(character);
            case PAGE_UP -> "pgup";
            case PAGE_DOWN -> "pgdn";
            default -> code.name().toLowerCase(Locale.ROOT);
        };
    }

    private Key modified(boolean withCtrl, boolean withAlt, boolean withShift) {
        int c = character;
        boolean shifted = withShift;
        if (code == Code.CHAR && withShift) {
            c = Character.toUpperCase(c);
            shifted = false;
        }
        if (code == Code.CHAR && withCtrl) {
            c = Character.toLowerCase(c);
        }
        return new Key(code, c, withCtrl, withAlt, shifted);
    }

    private static Optional<Key> plain(String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (name.codePointCount(0, name.length()) == 1) {
            return Optional.of(of(name.codePointAt(0)));
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("space")) {
            return Optional.of(of(' '));
        }
        if (OTHER_NAMES.containsKey(lower)) {
            return Optional.ofNullable(OTHER_NAMES.get(lower)).map(Key::of);
        }
        for (Code code : Code.values()) {
            if (code != Code.CHAR && code.name().toLowerCase(Locale.ROOT).equals(lower)) {
                return Optional.of(of(code));
            }
        }
        return Optional.empty();
    }

    // Written out: the ones that records bring are made at run time, at the first use, and the first rows would wait
    // for that.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key key
                && code == key.code
                && character == key.character
                && ctrl == key.ctrl
                && alt == key.alt
                && shift == key.shift;
    }

    @Override
    public int hashCode() {
        int modifiers = (ctrl ? 1 : 0) + (alt ? 2 : 0) + (shift ? 4 : 0);
        return (character * 64 + code.ordinal()) * 8 + modifiers;
    }
}
