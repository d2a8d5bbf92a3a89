package io.millwright.app.page;

/** One object by the word for its kind, its namespace (empty where it has none) and its name. */
public record ObjectAsk(String context, String word, String namespace, String name) {}
