package io.millwright.app.settings;

import io.millwright.engine.browse.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text with paths in braces, for each of which stands what an object has there: {@code app={.metadata.labels.app}}. Immutable.
 */
public final class PathTemplate {
    /** Nothing. */
    public static final PathTemplate EMPTY = new PathTemplate("", List.of(""), List.of());

    private final String text;
    private final List<String> between;
    private final List<FieldPath> paths;

    private PathTemplate(String text, List<String> between, List<FieldPath> paths) {
        this.text = text;
        this.between = List.copyOf(between);
        this.paths = List.copyOf(paths);
    }

    /**
     * Understands a text.
     *
     * @throws IllegalArgumentException when a path in it is none; its message says why, in words for a user
     */
    public static PathTemplate parse(String text) {
        List<String> between = new ArrayList<>();
        List<FieldPath> paths = new ArrayList<>();
        int at = 0;
        int open = text.indexOf('{');
        while (open >= 0) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("a '}' is missing in '" + text + "'");
            }
            between.add(text.substring(at, open));
            paths.add(FieldPath.parse(text.substring(open + 1, close)));
            at = close + 1;
            open = text.indexOf('{', at);
        }
        between.add(text.substring(at));
        return new PathTemplate(text, between, paths);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** The first path at whose end there isn't exactly one value; empty when the text can be filled. */
    public Optional<FieldPath> unfit(Object tree) {
        return paths.stream().filter(p -> p.values(tree).size() != 1).findFirst();
    }

    /** The text for that object. */
    public String filled(Object tree) {
        StringBuilder all = new StringBuilder(between.getFirst());
        for (int i = 0; i < paths.size(); i++) {
            all.append(paths.get(i).cell(tree, Integer.MAX_VALUE)).append(between.get(i + 1));
        }
        return all.toString();
    }

    /** Each text for that object, where it is one path alone, which may have several values; else the one text. */
    public List<String> each(Object tree) {
        return paths.size() == 1 && between.stream().allMatch(String::isEmpty)
                ? paths.getFirst().values(tree).stream()
                        .map(Object::toString)
                        .distinct()
                        .toList()
                : unfit(tree).isPresent() ? List.of() : List.of(filled(tree));
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof PathTemplate template && template.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
