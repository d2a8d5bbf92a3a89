package io.millwright.app.browse;

import io.millwright.app.browse.Rights.Who;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who is named in the bindings of roles. An API server keeps no list of users and groups: whoever is in none of these bindings may do what a
 * group of theirs may.
 */
public final class Subjects {
    private static final String ACCOUNT = "system:serviceaccount:";

    private Subjects() {}

    /** Which of them are asked for. */
    public enum Kind {
        USERS("User"),
        GROUPS("Group"),
        ACCOUNTS("ServiceAccount"),
        ALL("");

        private final String kind;

        Kind(String kind) {
            this.kind = kind;
        }

        /** As it is typed: {@code users}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** By that word; empty when it is none. */
        public static Optional<Kind> of(String word) {
            for (Kind k : values()) {
                if (k.word().equals(word)) {
                    return Optional.of(k);
                }
            }
            return Optional.empty();
        }

        private boolean has(Who who) {
            return kind.isEmpty() || kind.equals(who.kind());
        }
    }

    /**
     * Somebody who is named.
     *
     * @param everywhere in how many bindings of the whole cluster
     * @param inNamespaces in how many bindings of single namespaces
     * @param namespaces of these, sorted
     */
    public record Subject(Who who, int everywhere, int inNamespaces, List<String> namespaces) {
        public Subject {
            namespaces = List.copyOf(namespaces);
        }

        /** {@code user}, {@code group}, {@code service account}. */
        public String kind() {
            return switch (who.kind()) {
                case "User" -> "user";
                case "Group" -> "group";
                default -> "service account";
            };
        }

        /** {@code ci/deployer} of a service account. */
        public String name() {
            return who.namespace().isEmpty() ? who.name() : who.namespace() + "/" + who.name();
        }

        /** As {@link Who#parse} understands it. */
        public String asked() {
            return switch (who.kind()) {
                        case "User" -> "u:";
                        case "Group" -> "g:";
                        default -> "s:";
                    }
                    + name();
        }

        /** Where to ask what it may do: a namespace in which it is named, where it is named nowhere else. */
        public Optional<String> place() {
            return everywhere > 0 ? Optional.empty() : namespaces.stream().findFirst();
        }
    }

    /**
     * Those that were found.
     *
     * @param missing why there may be more: bindings that can't be listed
     */
    public record Found(List<Subject> subjects, List<Problem> missing) {
        public Found {
            subjects = List.copyOf(subjects);
            missing = List.copyOf(missing);
        }
    }

    /**
     * Those of that kind, by kind and name.
     *
     * @param namespaces empty for bindings of all of them; those of the whole cluster are always read
     * @throws ProblemException when no bindings can be listed
     */
    public static Found of(ClusterConnection cluster, Kind kind, List<String> namespaces) {
        List<Problem> missing = new ArrayList<>();
        List<Resource> bindings = new ArrayList<>();
        List<Selector> selectors = namespaces.isEmpty()
                ? List.of(Selector.ALL)
                : namespaces.stream().map(Selector::in).toList();
        boolean any = read(cluster, Rights.CLUSTER_ROLE_BINDING, Selector.ALL, bindings, missing);
        for (Selector selector : selectors) {
            any |= read(cluster, Rights.ROLE_BINDING, selector, bindings, missing);
        }
        if (!any) {
            throw new ProblemException(missing.getFirst());
        }
        Map<Who, Named> named = new HashMap<>();
        for (Resource binding : bindings) {
            for (Resource subject : binding.items("subjects")) {
                named.computeIfAbsent(who(subject), _ -> new Named()).in(binding.namespace());
            }
        }
        return new Found(
                named.entrySet().stream()
                        .filter(e -> kind.has(e.getKey()))
                        .map(e -> e.getValue().of(e.getKey()))
                        .sorted(Comparator.comparing((Subject s) -> s.who().kind(), Comparator.reverseOrder())
                                .thenComparing(Subject::name))
                        .toList(),
                missing);
    }

    /** Whether they could be listed. */
    private static boolean read(
            ClusterConnection cluster,
            io.millwright.spi.Kind kind,
            Selector selector,
            List<Resource> bindings,
            List<Problem> missing) {
        try {
            bindings.addAll(cluster.view().list(kind, selector));
            return true;
        } catch (ProblemException e) {
            missing.add(e.problem());
            return false;
        }
    }

    /** A service account may also be written as the user that it is to the API server. */
    private static Who who(Resource subject) {
        String name = subject.text("name").orElse("");
        String account = name.startsWith(ACCOUNT) ? name.substring(ACCOUNT.length()) : "";
        int colon = account.indexOf(':');
        if (subject.kind().equals("User") && colon > 0) {
            return new Who("ServiceAccount", account.substring(0, colon), account.substring(colon + 1));
        }
        boolean one = subject.kind().equals("ServiceAccount");
        return new Who(subject.kind(), one ? subject.text("namespace").orElse("") : "", name);
    }

    /** In which bindings somebody is named. */
    private static final class Named {
        private int everywhere;
        private int inNamespaces;
        private final TreeSet<String> namespaces = new TreeSet<>();

        void in(String namespace) {
            if (namespace.isEmpty()) {
                everywhere++;
            } else {
                inNamespaces++;
                namespaces.add(namespace);
            }
        }

        Subject of(Who who) {
            return new Subject(who, everywhere, inNamespaces, List.copyOf(namespaces));
        }
    }
}
