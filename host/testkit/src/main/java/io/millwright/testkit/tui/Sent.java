package io.millwright.testkit.tui;

import io.millwright.tui.Size;
import io.millwright.tui.Text;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal makes of the bytes that it is sent, as far as this program uses it.
 *
 * @param text all rows, each with a line feed; blanks at their ends taken away
 * @param colours the colours that were asked for, as the numbers of their sequences
 */
public record Sent(String text, Set<String> colours) {
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[([?0-9;]*)([A-Za-z])");
    private static final Pattern COLOUR = Pattern.compile("(3[0-9]|4[0-9]|9[0-7]|10[0-7])(;.*)?");

    /** Of a terminal of that size, in which nothing stood. */
    public static Sent of(byte[] bytes, Size size) {
        String stream = new String(bytes, StandardCharsets.UTF_8);
        String[][] cells = new String[size.height()][size.width()];
        for (String[] row : cells) {
            Arrays.fill(row, " ");
        }
        Set<String> colours = new TreeSet<>();
        int row = 0;
        int col = 0;
        int at = 0;
        Matcher sequence = SEQUENCE.matcher(stream);
        while (at < stream.length()) {
            if (sequence.region(at, stream.length()).lookingAt()) {
                if (sequence.group(2).equals("H")) {
                    String[] place = sequence.group(1).split(";", -1);
                    row = place[0].isEmpty() ? 0 : Integer.parseInt(place[0]) - 1;
                    col = place.length < 2 ? 0 : Integer.parseInt(place[1]) - 1;
                } else if (sequence.group(2).equals("m")
                        && COLOUR.matcher(sequence.group(1)).matches()) {
                    colours.add(sequence.group(1));
                }
                at = sequence.end();
            } else {
                String one = stream.substring(at, stream.offsetByCodePoints(at, 1));
                int width = Text.width(one);
                if (width == 0) {
                    cells[row][col - 1] += one;
                } else {
                    cells[row][col] = one;
                    if (width == 2) {
                        cells[row][col + 1] = "";
                    }
                    col += width;
                }
                at += one.length();
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] line : cells) {
            text.append(String.join("", line).stripTrailing()).append('\n');
        }
        return new Sent(text.toString(), colours);
    }
}
