package io.millwright.app.e2e;

import io.millwright.engine.run.Operator;
import io.millwright.spi.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody at the screen who writes down the keys that Vault shows once, and answers with them. */
final class KeyHolder implements Operator {
    private static final Pattern SHARES = Pattern.compile("\"keys_base64\":\\[([^]]*)]");
    private static final Pattern TOKEN = Pattern.compile("\"root_token\":\"([^\"]+)\"");
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
        String compact = text.replaceAll("\\s", "");
        Matcher shares = SHARES.matcher(compact);
        if (shares.find()) {
            List<String> keys =
                    new ArrayList<>(List.of(shares.group(1).replace("\"", "").split(",")));
            for (int i = 0; i < keys.size(); i++) {
                paper.put("share-" + (i + 1), keys.get(i));
            }
        }
        Matcher token = TOKEN.matcher(compact);
        if (token.find()) {
            paper.put("token", token.group(1));
        }
    }
}
