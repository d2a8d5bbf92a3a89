package io.millwright.app.browse.describe;

import io.millwright.app.browse.Ages;
import io.millwright.app.browse.describe.Description.Line;
import io.millwright.app.browse.describe.Description.Tone;
import io.millwright.spi.LabelSelector;
import io.millwright.spi.Resource;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Lines as they are written, one under the other. What has no value has no line; long values and long lists are cut, and say so. */
final class Lines {
    /** Entries of one list that are shown. */
    static final int MANY = 100;

    private static final int LONGEST = 200;
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern BREAK = Pattern.compile("[\\r\\n\\t]+");

    private final List<Line> lines = new ArrayList<>();
    private final Instant now;

    Lines(Instant now) {
        this.now = now;
    }

    List<Line> all() {
        return List.copyOf(lines);
    }

    Instant now() {
        return now;
    }

    void head(String text) {
        if (!lines.isEmpty()) {
            lines.add(new Line("", Tone.PLAIN));
        }
        lines.add(new Line(text, Tone.HEAD));
    }

    /** What was written apart, under a head; nothing where that is nothing. */
    void under(String head, Lines apart) {
        if (!apart.lines.isEmpty()) {
            head(head);
            lines.addAll(apart.lines);
        }
    }

    void plain(String text) {
        lines.add(new Line(text, Tone.PLAIN));
    }

    void line(String text, boolean bad) {
        lines.add(new Line(text, bad ? Tone.BAD : Tone.PLAIN));
    }

    void field(String name, String value) {
        field(name, value, false);
    }

    void field(String name, Optional<String> value) {
        field(name, value.orElse(""), false);
    }

    void field(String name, String value, boolean bad) {
        String shown = cut(value);
        if (!shown.isEmpty()) {
            line("  %-14s %s".formatted(name, shown), bad);
        }
    }

    /** Those of an object's fields that are there, under names of their own. */
    void fields(Resource object, String[][] namedPaths) {
        for (String[] named : namedPaths) {
            String[] path = new String[named.length - 1];
            System.arraycopy(named, 1, path, 0, path.length);
            field(named[0], object.text(path));
        }
    }

    /** One below the other, the name before the first. */
    void list(String name, List<String> values) {
        String lead = name;
        for (String value : values.subList(0, Math.min(MANY, values.size()))) {
            field(lead, value);
            lead = "";
        }
        more(values.size());
    }

    /** One below the other under a head of their own; nothing where there are none. */
    void section(String head, List<String> values) {
        if (values.isEmpty()) {
            return;
        }
        head(head);
        values.subList(0, Math.min(MANY, values.size()))
                .forEach(v -> plain("  " + shortened(BREAK.matcher(v).replaceAll(" "))));
        more(values.size());
    }

    private void more(int size) {
        if (size > MANY) {
            plain("  … " + (size - MANY) + " more");
        }
    }

    void map(String name, Map<String, String> entries) {
        list(
                name,
                entries.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList());
    }

    /** All of it in one line. */
    void inline(String name, Map<String, String> entries) {
        field(name, inline(entries));
    }

    static String inline(Map<String, String> entries) {
        return String.join(
                ", ",
                entries.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList());
    }

    void selector(String name, Resource object, String... path) {
        if (object.at(path).isPresent()) {
            LabelSelector selector = LabelSelector.of(object, path);
            field(name, selector.isEmpty() ? "everything" : selector.text());
        }
    }

    /** A moment and how long ago it was. */
    void moment(String name, Resource object, String... path) {
        object.text(path).ifPresent(t -> field(name, t + ago(t)));
    }

    /** How long ago that moment was, in brackets; nothing where it is no moment. */
    String ago(String time) {
        try {
            return " (" + Ages.text(Duration.between(Instant.parse(time), now)) + " ago)";
        } catch (DateTimeException notATime) {
            // Whatever it is, it stands there already.
            return "";
        }
    }

    /** In one line, and not endless. */
    static String cut(String value) {
        // A text of a megabyte isn't gone through for the few words of it that are shown.
        boolean endless = value.length() > 10 * LONGEST;
        String begin = endless ? value.substring(0, 10 * LONGEST) : value;
        String one = SPACES.matcher(begin.strip()).replaceAll(" ");
        return endless && one.length() <= LONGEST ? one + " …" : shortened(one);
    }

    private static String shortened(String one) {
        return one.length() > LONGEST ? one.substring(0, LONGEST) + " …" : one;
    }
}
