package io.millwright.app.page;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lists of several kinds: the workloads, those that the user has set, and kinds that are typed with commas between them. */
final class Mixes {
    static final String WORKLOADS = "workloads";

    /** What k9s shows as workloads, and what starts such by itself. */
    private static final Map<String, List<String>> USUAL = Map.of(
            WORKLOADS,
            List.of(
                    "deployments",
                    "statefulsets",
                    "daemonsets",
                    "replicasets",
                    "pods",
                    "jobs",
                    "cronjobs",
                    "services"));

    private Mixes() {}

    /** The same with the kinds that its word means. */
    static KindAsk resolved(KindAsk ask, Model model) {
        return named(ask.word(), model)
                .or(() -> ask.word().contains(",") ? Optional.of(parts(ask.word(), model)) : Optional.empty())
                .map(ask::of)
                .orElse(ask);
    }

    private static List<String> parts(String word, Model model) {
        Set<String> kinds = new LinkedHashSet<>();
        Arrays.stream(word.split(","))
                .filter(part -> !part.isBlank())
                .forEach(part -> kinds.addAll(named(part, model).orElse(List.of(part))));
        return List.copyOf(kinds);
    }

    /** Whether a word means several kinds. */
    static boolean is(String word, Model model) {
        return word.contains(",") || named(word, model).isPresent();
    }

    private static Optional<List<String>> named(String word, Model model) {
        return Optional.ofNullable(model.prefs().screen().mixes().get(word))
                .filter(kinds -> !kinds.isEmpty())
                .or(() -> Optional.ofNullable(USUAL.get(word)));
    }
}
