package io.millwright.kit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A version as upstream writes it.
 *
 * @param text {@code 1.30.0}, {@code 18.4}, {@code 19beta1}
 */
public record Version(String text) implements Comparable<Version> {
    private static final Pattern LEADING =
            Pattern.compile("v?(\\d+(?:\\.\\d+)*(?:(?:-)?(?:alpha|beta|rc)\\.?\\d+)?)(?:[-_+].*)?");

    public static Version of(String text) {
        return new Version(text);
    }

    /** The version at the start of an image's tag: {@code ghcr.io/x/postgresql:18.4-system-trixie@sha256:…} gives {@code 18.4}. */
    public static Optional<Version> ofImage(String image) {
        String withoutDigest = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        int colon = withoutDigest.indexOf(':', withoutDigest.lastIndexOf('/') + 1);
        if (colon < 0) {
            return Optional.empty();
        }
        Matcher tag = LEADING.matcher(withoutDigest.substring(colon + 1));
        return tag.matches() ? Optional.of(new Version(tag.group(1))) : Optional.empty();
    }

    private List<Integer> numbers() {
        return Stream.of(text.split("\\D+", -1))
                .filter(s -> !s.isEmpty())
                .map(s -> s.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(s))
                .toList();
    }

    /** The first number, which is the major of PostgreSQL: {@code 18}. */
    public String major() {
        List<Integer> numbers = numbers();
        return numbers.isEmpty() ? "" : numbers.getFirst().toString();
    }

    /** The first two numbers, which are the operator's branch: {@code 1.30}. */
    public String branch() {
        List<Integer> numbers = numbers();
        return numbers.size() < 2 ? text : numbers.get(0) + "." + numbers.get(1);
    }

    private boolean isPreview() {
        return text.contains("alpha") || text.contains("beta") || text.contains("rc");
    }

    @Override
    public int compareTo(Version other) {
        List<Integer> mine = numbers();
        List<Integer> theirs = other.numbers();
        for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
            int order = Integer.compare(mine.get(i), theirs.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Comparator.comparing(Version::isPreview)
                .reversed()
                .thenComparing(v -> v.numbers().size())
                .thenComparing(Version::text)
                .compare(this, other);
    }

    public boolean olderThan(Version other) {
        return compareTo(other) < 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
