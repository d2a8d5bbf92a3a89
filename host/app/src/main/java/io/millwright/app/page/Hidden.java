package io.millwright.app.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Values of a Secret on their way to the screen. They appear nowhere else: no text of a state, a message or a failure contains them. */
public final class Hidden {
    private final Map<String, String> values;

    public Hidden(Map<String, String> values) {
        this.values = new LinkedHashMap<>(values);
    }

    /** The value of a key, where it is among them. */
    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** These and those. */
    Hidden and(Hidden others) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(others.values);
        return new Hidden(all);
    }

    @Override
    public String toString() {
        return values.size() + " hidden values";
    }
}
