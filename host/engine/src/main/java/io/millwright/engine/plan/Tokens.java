package io.millwright.engine.plan;

import java.security.SecureRandom;
import java.util.function.Supplier;

/** Names of plans and runs: six characters that can't be mistaken for each other, fit for the name of a Kubernetes object. */
public final class Tokens implements Supplier<String> {
    private static final String LETTERS = "bcdfghjkmnpqrstvwxz23456789";

    /** Made for the first name: the first random number of a process loads the providers of security, for which no picture should wait. */
    private static final class Source {
        private static final SecureRandom RANDOM = new SecureRandom();
    }

    @Override
    public String get() {
        StringBuilder token = new StringBuilder("r");
        for (int i = 0; i < 6; i++) {
            token.append(LETTERS.charAt(Source.RANDOM.nextInt(LETTERS.length())));
        }
        return token.toString();
    }
}
