package io.millwright.app.e2e;

import io.millwright.engine.run.Operator;
import io.millwright.spi.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Somebody at the screen who writes down the keys that Vault shows once, and answers with them. */
final class KeyHolder implements Operator {
    private static final Pattern SHARES = Pattern.compile("(?m)^Unseal key ([0-9]+): (\\S+)$");
    private static final Pattern TOKEN = Pattern.compile("(?m)^Root token: (\\S+)$");
    private final Map<String, String> paper = new HashMap<>();
    private int times;

    /** What is on the paper: keys and token. */
    List<String> secrets() {
        return List.copyOf(paper.values());
    }

    String token() {
        return paper.getOrDefault("token", "");
    }

    /** How often something was shown. */
    int times() {
        return times;
    }

    @Override
    public Optional<String> confirm(String question, String phrase) {
        return Optional.of(phrase);
    }

    @Override
    public Optional<String> ask(Parameter parameter) {
        return Optional.ofNullable(paper.get(parameter.id()));
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public void show(String what, String text) {
        times++;
        SHARES.matcher(text).results().forEach(m -> paper.put("share-" + m.group(1), m.group(2)));
        TOKEN.matcher(text).results().forEach(m -> paper.put("token", m.group(1)));
    }
}
