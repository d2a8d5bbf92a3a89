package io.millwright.app.cli;

import io.millwright.engine.browse.Served;
import io.millwright.spi.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a cluster that answered was looked in for what was wanted.
 *
 * @param scope one namespace, several with commas, or empty for all
 * @param found whether there was any such object
 */
record Looked(Wanted wanted, Served served, String scope, boolean found) {
    private static final int NAMED = 10;

    /** A problem for each name that none of the clusters has that answered; what only some have is remarked. */
    static List<Problem> notFound(List<Looked> all, Console console) {
        Map<String, List<Looked>> named = new LinkedHashMap<>();
        all.stream()
                .filter(l -> l.wanted().name().isPresent())
                .forEach(l ->
                        named.computeIfAbsent(l.what(), _ -> new ArrayList<>()).add(l));
        List<Problem> problems = new ArrayList<>();
        named.forEach((what, places) -> {
            List<Looked> without = places.stream().filter(l -> !l.found()).toList();
            if (without.size() == places.size()) {
                problems.add(problem(what, places));
            } else if (!without.isEmpty()) {
                console.remark(what + " is in "
                        + clusters(places.stream().filter(Looked::found).toList()) + ", not in " + clusters(without)
                        + ".");
            }
        });
        return problems;
    }

    private static Problem problem(String what, List<Looked> places) {
        Looked first = places.getFirst();
        boolean namespaced = first.served().kind().namespaced();
        String where = places.stream().map(Looked::scope).distinct().collect(Collectors.joining(" or "));
        return new Problem(
                Problem.Kind.USER,
                "get " + what,
                (places.size() > 1 ? "clusters " : "cluster ") + clusters(places),
                "there is no " + what
                        + (!namespaced ? "" : where.isEmpty() ? " in any namespace" : " in namespace " + where),
                "'millwright get " + first.wanted().word() + "' lists what there is"
                        + (namespaced && !where.isEmpty() ? "; -n and -A look in other namespaces." : "."),
                Optional.of("NotFound"));
    }

    private static String clusters(List<Looked> places) {
        List<String> names =
                places.stream().map(l -> l.wanted().cluster()).distinct().toList();
        return names.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }

    private String what() {
        return served.qualified() + " " + wanted.name().orElse("");
    }
}
