package io.millwright.tui.widget;

import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import java.util.List;

/**
 * The first line: where am I, how fresh is it, what may I do.
 *
 * @param crumbs from the widest to the narrowest place
 * @param accent of the program's name, by which places are told apart; never the only sign of that
 * @param facts at the right, the most important one last; they give way from the left when space is short, and the last
 *     one never
 */
public record HeaderLine(String program, Style accent, List<String> crumbs, List<Cell> facts) {
    private static final int GAP = 3;

    public HeaderLine {
        crumbs = List.copyOf(crumbs);
        facts = List.copyOf(facts);
    }

    /** In the usual colour. */
    public HeaderLine(String program, List<String> crumbs, List<Cell> facts) {
        this(program, Style.ACCENT.asBold(), crumbs, facts);
    }

    public void render(Surface surface, int row) {
        String separator = " " + surface.glyphs().separator() + " ";
        String path = String.join(separator, crumbs);
        int start = 1 + Text.width(program) + GAP;
        int end = surface.width() - 1;
        int needed = Math.min(Text.width(path), Math.max(12, (surface.width() - start) / 2));
        for (int i = facts.size() - 1; i >= 0; i--) {
            int col = end - Text.width(facts.get(i).text());
            if (i < facts.size() - 1 && col - GAP < start + needed) {
                break;
            }
            surface.put(col, row, facts.get(i).text(), facts.get(i).style());
            end = col - GAP;
        }
        surface.title(path);
        surface.put(1, row, program, accent);
        surface.put(start, row, Text.truncateMiddle(path, Math.max(0, end - start), surface.glyphs()), Style.TITLE);
    }
}
