package io.millwright.app.page;

import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of objects that there are, by the words for them. */
final class Kinds {
    /** So many clusters are asked, where no single one is in question: most serve much the same. */
    private static final int CLUSTERS = 3;

    /** So long an answer is good enough to choose from; what is opened is asked for anew in any case. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** What people type who come from k9s and kubectl. */
    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry("po", "pods"),
            Map.entry("dp", "deployments"),
            Map.entry("deploy", "deployments"),
            Map.entry("sts", "statefulsets"),
            Map.entry("ds", "daemonsets"),
            Map.entry("rs", "replicasets"),
            Map.entry("svc", "services"),
            Map.entry("ing", "ingresses"),
            Map.entry("cm", "configmaps"),
            Map.entry("sec", "secrets"),
            Map.entry("sa", "serviceaccounts"),
            Map.entry("ns", "namespaces"),
            Map.entry("no", "nodes"),
            Map.entry("ev", "events"),
            Map.entry("pv", "persistentvolumes"),
            Map.entry("pvc", "persistentvolumeclaims"),
            Map.entry("cj", "cronjobs"),
            Map.entry("jo", "jobs"),
            Map.entry("np", "networkpolicies"),
            Map.entry("pdb", "poddisruptionbudgets"),
            Map.entry("hpa", "horizontalpodautoscalers"),
            Map.entry("crd", "customresourcedefinitions"),
            Map.entry("ro", "roles"),
            Map.entry("rb", "rolebindings"),
            Map.entry("cr", "clusterroles"),
            Map.entry("crb", "clusterrolebindings"),
            Map.entry("wk", Mixes.WORKLOADS),
            Map.entry("workload", Mixes.WORKLOADS));

    private Kinds() {}

    /** The plural for which people type that word. */
    static Optional<String> usual(String word) {
        return Optional.ofNullable(USUAL.get(word));
    }

    /**
     * Whether a word, in lower case, is known to name a kind.
     *
     * @param more whether more words follow, as those of a namespace: then nothing else is meant. Alone, a kind's singular or short name may
     *     just as well be the beginning of a tool's name, as {@code kafka} is
     */
    static boolean isNamed(String word, boolean more, Model model) {
        return USUAL.containsValue(word)
                || USUAL.containsValue(word + "s")
                || served(model)
                        .anyMatch(s -> more
                                ? s.is(word)
                                : word.equals(s.kind().plural())
                                        || word.equals(s.kind().resourceName()));
    }

    /** What to type for each kind that a cluster in question has lists of; as far as that is known. */
    static Stream<String> words(Model model) {
        return served(model).map(Served::kind).map(Kinds::word).distinct();
    }

    /** The groups that come with Kubernetes and have no domain need no naming. */
    private static String word(Kind kind) {
        return kind.group().contains(".") ? kind.resourceName() : kind.plural();
    }

    private static Stream<Served> served(Model model) {
        Map<String, Answer<List<Served>>> known = model.data().kinds();
        return inQuestion(model)
                .flatMap(c -> Optional.ofNullable(known.get(c)).flatMap(Answer::value).stream())
                .flatMap(List::stream);
    }

    private static Stream<String> inQuestion(Model model) {
        List<String> usable = model.data().usable();
        return model.context()
                .filter(usable::contains)
                .map(Stream::of)
                .orElseGet(() -> usable.stream().limit(CLUSTERS));
    }

    /** The clusters of which it has to be asked. */
    static Stream<DeskEffect> asked(Model model) {
        return inQuestion(model)
                .filter(c -> Optional.ofNullable(model.data().kinds().get(c))
                        .filter(a -> Duration.between(a.at(), model.now()).compareTo(FRESH) < 0)
                        .isEmpty())
                .map(DeskEffect.LoadKinds::new);
    }
}
