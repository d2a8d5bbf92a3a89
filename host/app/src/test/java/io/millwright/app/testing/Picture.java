package io.millwright.app.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pictures of a page in several sizes, as one text. */
public final class Picture {
    /** The size whose picture has its styles beside it, and none of its lines left out. */
    public static final String STYLED = "80x24";

    private static final String STYLES = "-- styles\n";

    private final StringBuilder text = new StringBuilder();

    /** Adds the picture of one size. Lines that are like the one above are counted, so that they don't fill the file. */
    public Picture add(String size, String screen) {
        text.append("== ").append(size).append('\n').append(size.equals(STYLED) ? screen : shortened(screen));
        if (!screen.endsWith("\n")) {
            text.append('\n');
        }
        return this;
    }

    /** Compares it with the file of that name. */
    public void matches(String name) {
        Golden.matches("screen/" + name + ".txt", text.toString());
    }

    /** The 80×24 picture of a page, without its styles. */
    public static String plain(String name) throws IOException {
        String all = Files.readString(Path.of("src/test/resources/golden/screen", name + ".txt"));
        return all.split("== " + STYLED + "\n", 2)[1].split(STYLES, 2)[0].stripTrailing();
    }

    private static String shortened(String screen) {
        List<String> lines = new ArrayList<>();
        int same = 0;
        for (String line : screen.lines().toList()) {
            if (!lines.isEmpty() && lines.getLast().equals(line)) {
                same++;
            } else {
                close(lines, same);
                lines.add(line);
                same = 0;
            }
        }
        close(lines, same);
        return String.join("\n", lines) + "\n";
    }

    private static void close(List<String> lines, int same) {
        if (same > 3) {
            lines.add("(" + same + " more lines like it)");
        } else {
            for (int i = 0; i < same; i++) {
                lines.add(lines.getLast());
            }
        }
    }
}
