package io.millwright.app.page;

/** What a run asks its operator. */
public sealed interface Question {
    /** One sentence. */
    String text();

    /** To type a phrase. */
    record Confirm(String text, String phrase) implements Question {}

    /** For a value; a secret one is not shown while it is typed. */
    record Value(String text, boolean secret) implements Question {}

    /** Nothing: something secret is shown, once, until the operator has read it. Its text is kept by nobody else. */
    record Secret(String text, String content) implements Question {
        /** Without the content. */
        @Override
        public String toString() {
            return text;
        }
    }
}
