package io.millwright.postgres.cnpg;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lines of {@code pg_hba.conf} that are a cluster's own. The operator puts its own rules, for itself and for standbys, before them, and one that lets
 * everybody in by password after them; the first that fits a connection decides.
 */
public final class HbaRules {
    private static final String SEPARATOR = ";";
    private static final Set<String> TYPES =
            Set.of("local", "host", "hostssl", "hostnossl", "hostgssenc", "hostnogssenc");
    private static final Set<String> METHODS = Set.of(
            "trust",
            "reject",
            "scram-sha-256",
            "md5",
            "password",
            "gss",
            "sspi",
            "ident",
            "peer",
            "ldap",
            "radius",
            "cert",
            "pam",
            "bsd",
            "oauth");
    private static final Pattern ADDRESS = Pattern.compile(
            "all|samehost|samenet|\\d{1,3}(\\.\\d{1,3}){3}(/\\d{1,2})?|[0-9a-fA-F]*:[0-9a-fA-F:.]*(/\\d{1,3})?|\\.?[a-zA-Z][-a-zA-Z0-9.]*");
    private static final Pattern PLAIN = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

    private HbaRules() {}

    /**
     * Reads rules with semicolons between them; spaces in a rule count once.
     *
     * @throws ProblemException of kind USER when PostgreSQL wouldn't take one of them: it would go on with its former rules, and say so in its
     *     log alone
     */
    public static List<String> parse(String text) {
        List<String> rules = Stream.of(text.split(SEPARATOR))
                .map(r -> r.strip().replaceAll("\\s+", " "))
                .filter(r -> !r.isEmpty())
                .toList();
        rules.forEach(HbaRules::check);
        return rules;
    }

    /** As {@link #parse} reads them. */
    public static String text(List<String> rules) {
        return String.join(SEPARATOR + " ", rules);
    }

    /** Whether a rule lets somebody in without any proof. */
    public static boolean trusts(String rule) {
        return method(rule).equals("trust");
    }

    /** Whether a rule turns everybody away from every database, so that none after it counts. */
    public static boolean shutsEverybodyOut(String rule) {
        List<String> words = words(rule);
        return method(rule).equals("reject")
                && words.get(0).equals("host")
                && words.get(1).equals("all")
                && words.get(2).equals("all")
                && (words.get(3).equals("all") || words.get(3).equals("0.0.0.0/0"));
    }

    private static List<String> words(String rule) {
        return Arrays.asList(rule.split(" "));
    }

    private static String method(String rule) {
        List<String> words = words(rule);
        return words.get(methodAt(words));
    }

    private static int methodAt(List<String> words) {
        if (words.getFirst().equals("local")) {
            return 3;
        }
        boolean mask = words.size() > 5
                && PLAIN.matcher(words.get(3)).matches()
                && PLAIN.matcher(words.get(4)).matches();
        return mask ? 5 : 4;
    }

    private static void check(String rule) {
        List<String> words = words(rule);
        List<String> wrong = new ArrayList<>();
        if (!TYPES.contains(words.getFirst())) {
            wrong.add("'" + words.getFirst() + "' is no type of connection");
        } else if (words.size() <= methodAt(words)) {
            wrong.add("a field is missing");
        } else {
            if (!words.getFirst().equals("local")
                    && !ADDRESS.matcher(words.get(3)).matches()) {
                wrong.add("'" + words.get(3) + "' is no address");
            }
            String method = words.get(methodAt(words));
            if (!METHODS.contains(method)) {
                wrong.add("'" + method + "' is no method");
            }
            words.subList(methodAt(words) + 1, words.size()).stream()
                    .filter(o -> !o.contains("="))
                    .forEach(o -> wrong.add("option '" + o + "' is not name=value"));
        }
        if (!wrong.isEmpty()) {
            throw new ProblemException(Problem.user(
                    "read the rules of pg_hba.conf",
                    "rule '" + rule + "'",
                    String.join(", ", wrong),
                    "Write TYPE DATABASE USER ADDRESS METHOD, such as hostssl all app 10.0.0.0/8 scram-sha-256."));
        }
    }
}
