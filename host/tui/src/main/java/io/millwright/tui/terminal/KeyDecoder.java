package io.millwright.tui.terminal;

import io.millwright.tui.Key;
import io.millwright.tui.Mouse;
import io.millwright.tui.Msg;
import io.millwright.tui.Paste;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns characters from the terminal into keys: control characters, CSI and SS3 sequences, Alt as a leading escape,
 * bracketed paste, surrogate pairs, the mouse. Sequences that are neither (answers, focus) are dropped. One thread.
 */
final class KeyDecoder {
    private static final char ESCAPE = 0x1b;
    private static final String PASTE_START = "\u001b[200~";
    private static final String PASTE_END = "\u001b[201~";
    private static final int LONGEST_SEQUENCE = 64;

    private final StringBuilder waiting = new StringBuilder();
    private final StringBuilder paste = new StringBuilder();
    private boolean pasting;

    /** Whether more may follow within the time that tells a lone Esc from a sequence. */
    boolean isWaiting() {
        return !pasting && !waiting.isEmpty();
    }

    /** Takes one UTF-16 unit. */
    List<Msg> feed(char c) {
        if (pasting) {
            return feedPaste(c);
        }
        waiting.append(c);
        return drain(false);
    }

    /** Nothing followed in time: what waits is taken as it is, so that a lone escape is the Esc key. */
    List<Msg> timeout() {
        return pasting ? List.of() : drain(true);
    }

    private List<Msg> feedPaste(char c) {
        paste.append(c);
        if (c != '~' || paste.length() < PASTE_END.length()) {
            return List.of();
        }
        int start = paste.length() - PASTE_END.length();
        if (!paste.substring(start).equals(PASTE_END)) {
            return List.of();
        }
        String text = paste.substring(0, start).replace("\r\n", "\n").replace('\r', '\n');
        paste.setLength(0);
        pasting = false;
        return List.of(new Paste(text));
    }

    private List<Msg> drain(boolean last) {
        List<Msg> keys = new ArrayList<>();
        while (!waiting.isEmpty() && !pasting) {
            int used = take(keys, last);
            if (used == 0) {
                break;
            }
            waiting.delete(0, used);
        }
        return keys;
    }

    /** Decodes what stands first. Returns how many units it took, 0 when more are needed. */
    private int take(List<Msg> keys, boolean last) {
        char first = waiting.charAt(0);
        if (first == ESCAPE) {
            return takeEscape(keys, last);
        }
        int units = units(0);
        if (units == 0) {
            return last ? 1 : 0; // half a surrogate pair
        }
        keys.add(plain(waiting.codePointAt(0)));
        return units;
    }

    private int takeEscape(List<Msg> keys, boolean last) {
        if (waiting.length() == 1) {
            return lone(keys, last);
        }
        char second = waiting.charAt(1);
        if (second == ESCAPE) {
            keys.add(Key.ESC);
            return 1;
        }
        if (second == '[') {
            return takeCsi(keys, last);
        }
        if (second == 'O') {
            return takeSs3(keys, last);
        }
        int units = units(1);
        if (units == 0) {
            return lone(keys, last);
        }
        keys.add(plain(waiting.codePointAt(1)).withAlt());
        return 1 + units;
    }

    private static int lone(List<Msg> keys, boolean last) {
        if (last) {
            keys.add(Key.ESC);
        }
        return last ? 1 : 0;
    }

    private int takeSs3(List<Msg> keys, boolean last) {
        if (waiting.length() == 2) {
            if (last) {
                keys.add(Key.of('O').withAlt());
            }
            return last ? 2 : 0;
        }
        letter(waiting.charAt(2)).map(Key::of).ifPresent(keys::add);
        return 3;
    }

    private int takeCsi(List<Msg> keys, boolean last) {
        int at = 2;
        if (waiting.length() > 2 && waiting.charAt(2) == '[') { // the Linux console's F1 to F5: ESC [ [ A
            at = 3;
        }
        while (at < waiting.length() && (waiting.charAt(at) < 0x40 || waiting.charAt(at) > 0x7e)) {
            if (waiting.charAt(at) < 0x20 || at > LONGEST_SEQUENCE) {
                return at; // broken off
            }
            at++;
        }
        if (at >= waiting.length()) {
            if (last && waiting.length() == 2) {
                keys.add(Key.of('[').withAlt());
            }
            return last ? waiting.length() : 0;
        }
        if (at == 5 && waiting.substring(0, 6).equals(PASTE_START)) {
            pasting = true;
            return 6;
        }
        if (waiting.charAt(2) == '[') {
            console(waiting.charAt(at)).map(Key::of).ifPresent(keys::add);
        } else {
            String parameters = waiting.substring(2, at);
            char end = waiting.charAt(at);
            if (parameters.startsWith("<")) {
                mouse(parameters.substring(1), end).ifPresent(keys::add);
            } else {
                csi(parameters, end).ifPresent(keys::add);
            }
        }
        return at + 1;
    }

    private static Optional<Key> csi(String parameters, char end) {
        String[] parts = parameters.split(";", -1);
        int first = number(parts[0]);
        int modifiers = Math.max(0, (parts.length > 1 ? number(parts[1]) : 1) - 1);
        Optional<Key> key = switch (end) {
            case '~' -> tilde(first).map(Key::of);
            case 'Z' -> Optional.of(Key.TAB.withShift());
            case 'u' -> first > 0 ? Optional.of(plain(first)) : Optional.empty();
            default ->
                parameters.startsWith("?") ? Optional.empty() : letter(end).map(Key::of);
        };
        return key.map(found -> modified(found, modifiers));
    }

    /** {@code button;column;row} with M for a press: the left button and the wheel; releases and other buttons say nothing. */
    private static Optional<Mouse> mouse(String parameters, char end) {
        String[] parts = parameters.split(";", -1);
        if (end != 'M' || parts.length != 3) {
            return Optional.empty();
        }
        Optional<Mouse.Act> act = switch (parts[0]) {
            case "0" -> Optional.of(Mouse.Act.PRESS);
            case "64" -> Optional.of(Mouse.Act.WHEEL_UP);
            case "65" -> Optional.of(Mouse.Act.WHEEL_DOWN);
            default -> Optional.empty();
        };
        return act.map(a -> new Mouse(a, number(parts[1]) - 1, number(parts[2]) - 1));
    }

    private static Key modified(Key key, int modifiers) {
        boolean shift = (modifiers & 1) != 0 && key.code() != Key.Code.CHAR;
        return new Key(
                key.code(),
                key.character(),
                key.ctrl() || (modifiers & 4) != 0,
                (modifiers & 2) != 0,
                key.shift() || shift);
    }

    private static int number(String digits) {
        int colon = digits.indexOf(':');
        String plain = colon < 0 ? digits : digits.substring(0, colon);
        if (plain.isEmpty() || plain.length() > 6 || !plain.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return Integer.parseInt(plain);
    }

    private static Optional<Key.Code> letter(char end) {
        return switch (end) {
            case 'A' -> Optional.of(Key.Code.UP);
            case 'B' -> Optional.of(Key.Code.DOWN);
            case 'C' -> Optional.of(Key.Code.RIGHT);
            case 'D' -> Optional.of(Key.Code.LEFT);
            case 'H' -> Optional.of(Key.Code.HOME);
            case 'F' -> Optional.of(Key.Code.END);
            case 'M' -> Optional.of(Key.Code.ENTER);
            case 'P' -> Optional.of(Key.Code.F1);
            case 'Q' -> Optional.of(Key.Code.F2);
            case 'R' -> Optional.of(Key.Code.F3);
            case 'S' -> Optional.of(Key.Code.F4);
            default -> Optional.empty();
        };
    }

    private static Optional<Key.Code> console(char end) {
        return end >= 'A' && end <= 'E'
                ? Optional.of(Key.Code.values()[Key.Code.F1.ordinal() + end - 'A'])
                : Optional.empty();
    }

    private static Optional<Key.Code> tilde(int number) {
        return switch (number) {
            case 1, 7 -> Optional.of(Key.Code.HOME);
            case 2 -> Optional.of(Key.Code.INSERT);
            case 3 -> Optional.of(Key.Code.DELETE);
            case 4, 8 -> Optional.of(Key.Code.END);
            case 5 -> Optional.of(Key.Code.PAGE_UP);
            case 6 -> Optional.of(Key.Code.PAGE_DOWN);
            case 11, 12, 13, 14, 15 -> function(number - 11);
            case 17, 18, 19, 20, 21 -> function(number - 12);
            case 23, 24 -> function(number - 13);
            default -> Optional.empty();
        };
    }

    private static Optional<Key.Code> function(int fromF1) {
        return Optional.of(Key.Code.values()[Key.Code.F1.ordinal() + fromF1]);
    }

    private static Key plain(int codePoint) {
        return switch (codePoint) {
            case '\r', '\n' -> Key.ENTER;
            case '\t' -> Key.TAB;
            case ESCAPE -> Key.ESC;
            case 0x7f, '\b' -> Key.of(Key.Code.BACKSPACE);
            case 0 -> Key.ctrl(' ');
            default -> codePoint >= ' ' ? Key.of(codePoint) : control(codePoint);
        };
    }

    private static Key control(int codePoint) {
        return Key.ctrl(codePoint <= 26 ? 'a' + codePoint - 1 : '@' + codePoint);
    }

    /** Units of the code point at an index: 0 when its second half is still to come. */
    private int units(int at) {
        if (!Character.isHighSurrogate(waiting.charAt(at))) {
            return 1;
        }
        return at + 1 < waiting.length() ? Character.charCount(waiting.codePointAt(at)) : 0;
    }
}
