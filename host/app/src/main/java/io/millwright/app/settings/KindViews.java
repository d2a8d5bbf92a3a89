package io.millwright.app.settings;

import io.millwright.engine.Glob;
import io.millwright.engine.browse.Served;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How lists of objects are shown, by what was set for them: any word for a kind, in lower case, or one and the namespaces in which it holds,
 * {@code pods@shop-*}.
 *
 * @param all in the order of the settings
 */
public record KindViews(Map<String, KindView> all) {
    public static final KindViews NONE = new KindViews(Map.of());

    /**
     * What was set for that kind; what was set for the namespace comes first.
     *
     * @param namespaces that are listed, with commas between them; empty for all
     */
    public Optional<KindView> of(Served served, String namespaces) {
        Optional<KindView> everywhere = Optional.empty();
        for (Map.Entry<String, KindView> entry : all.entrySet()) {
            int at = entry.getKey().indexOf('@');
            if (at < 0 && everywhere.isEmpty() && served.is(entry.getKey())) {
                everywhere = Optional.of(entry.getValue());
            }
            if (at >= 0
                    && served.is(entry.getKey().substring(0, at))
                    && fits(entry.getKey().substring(at + 1), namespaces)) {
                return Optional.of(entry.getValue());
            }
        }
        return everywhere;
    }

    private static boolean fits(String pattern, String namespaces) {
        if (namespaces.isBlank()) {
            return false;
        }
        for (String namespace : namespaces.split(",")) {
            if (!Glob.matches(pattern, namespace.strip())) {
                return false;
            }
        }
        return true;
    }

    /** Whether something may have been set for the kind that a word means, before it is known which that is. */
    public boolean mayBeFor(String word) {
        String typed = plain(word.toLowerCase(Locale.ROOT));
        for (String key : all.keySet()) {
            String set = plain(key);
            if (set.startsWith(typed) || typed.startsWith(set)) {
                return true;
            }
        }
        return false;
    }

    /** Without group and namespaces. */
    private static String plain(String word) {
        return word.split("[.@]", 2)[0];
    }
}
