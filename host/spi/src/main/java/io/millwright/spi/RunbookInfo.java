package io.millwright.spi;

import java.util.List;
import java.util.Optional;

/**
 * What a runbook does.
 *
 * @param id stable lower-case words with dashes, unique within the tool: {@code backup-now}
 * @param title imperative: {@code Back up now}
 * @param intent what it is for
 * @param danger the most dangerous thing it can do
 * @param summary what will happen, in the tool's terms, one or two sentences
 * @param target the component it acts on, or empty when it makes something new
 * @param parameters what it asks, in order
 * @param hazards what can go wrong and has gone wrong, one sentence each
 * @param documentation upstream pages that it follows
 */
public record RunbookInfo(
        String id,
        String title,
        Intent intent,
        Danger danger,
        String summary,
        Optional<String> target,
        List<Parameter> parameters,
        List<String> hazards,
        List<String> documentation) {
    public RunbookInfo {
        parameters = List.copyOf(parameters);
        hazards = List.copyOf(hazards);
        documentation = List.copyOf(documentation);
    }
}
