package io.millwright.engine.plan;

import java.security.SecureRandom;
import java.util.function.Supplier;

/** Names of plans and runs: six characters that can't be mistaken for each other, fit for the name of a Kubernetes object. */
public final class Tokens implements Supplier<String> {
    private static final String LETTERS = "bcdfghjkmnpqrstvwxz23456789";
    private final SecureRandom random = new SecureRandom();

    @Override
    public String get() {
        StringBuilder token = new StringBuilder("r");
        for (int i = 0; i < 6; i++) {
            token.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return token.toString();
    }
}
