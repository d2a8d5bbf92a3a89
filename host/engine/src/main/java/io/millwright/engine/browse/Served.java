package io.millwright.engine.browse;

import io.millwright.spi.Kind;
import java.util.List;
import java.util.Locale;

/**
 * A kind that a cluster serves, and what it is called.
 *
 * @param singular {@code pod}
 * @param shortNames {@code po}
 */
public record Served(Kind kind, String singular, List<String> shortNames) {
    public Served {
        shortNames = List.copyOf(shortNames);
    }

    /** {@code pod}, {@code deployment.apps}: what kubectl puts before a name that stands beside those of other kinds. */
    public String qualified() {
        String word = kind.kind().toLowerCase(Locale.ROOT);
        return kind.group().isEmpty() ? word : word + "." + kind.group();
    }

    /** Whether that word, in lower case, means this kind: plural, singular, short name, kind, or one of these and the group. */
    public boolean is(String word) {
        return word.equals(kind.plural())
                || word.equals(singular)
                || shortNames.contains(word)
                || word.equalsIgnoreCase(kind.kind())
                || word.equals(kind.resourceName())
                || word.equalsIgnoreCase(kind.kind() + "." + kind.group());
    }
}
