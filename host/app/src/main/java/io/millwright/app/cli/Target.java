package io.millwright.app.cli;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kind and which of its objects are meant, as they were typed.
 *
 * @param word the kind's name, short name or alias
 * @param names none for all
 */
record Target(String word, List<String> names) {
    Target {
        names = List.copyOf(names);
    }

    /**
     * As kubectl reads them: {@code KIND[,KIND] [NAME]...}, or {@code KIND/NAME} each.
     *
     * @throws ProblemException when both are mixed, or a half is missing
     */
    static List<Target> of(List<String> words) {
        return words.stream().anyMatch(w -> w.contains("/")) ? pairs(words) : kinds(words);
    }

    private static List<Target> kinds(List<String> words) {
        List<String> names = words.stream().skip(1).distinct().toList();
        List<String> kinds = Stream.of(words.getFirst().split(","))
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .distinct()
                .toList();
        return (kinds.isEmpty() ? words.subList(0, 1) : kinds)
                .stream().map(k -> new Target(k, names)).toList();
    }

    private static List<Target> pairs(List<String> words) {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        for (String word : words) {
            int slash = word.indexOf('/');
            if (slash < 1 || slash == word.length() - 1 || word.indexOf('/', slash + 1) > 0) {
                throw new ProblemException(Problem.user(
                        "read the arguments",
                        "the command line",
                        "'" + word + "' is no KIND/NAME, and the others are",
                        "Write deploy/web svc/web, or a kind and then its objects' names: deploy web api."));
            }
            names.computeIfAbsent(word.substring(0, slash), _ -> new LinkedHashSet<>())
                    .add(word.substring(slash + 1));
        }
        List<Target> targets = new ArrayList<>();
        names.forEach((kind, its) -> targets.add(new Target(kind, List.copyOf(its))));
        return targets;
    }
}
