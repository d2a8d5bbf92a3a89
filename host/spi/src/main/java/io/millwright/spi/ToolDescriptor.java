package io.millwright.spi;

import java.net.URI;
import java.util.List;

/**
 * What a tool is.
 *
 * @param id lower-case word, stable for ever: {@code postgres}
 * @param name as its makers write it: {@code PostgreSQL}
 * @param category what it is to a platform: {@code databases}, {@code metrics}
 * @param summary one sentence
 * @param components the parts that a release names: {@code operator}, {@code postgresql}
 * @param documentation where upstream explains it
 * @param releases the release catalogue, newest first within a component
 * @param watchedKinds the kinds whose changes can change this tool's instances or their health
 */
public record ToolDescriptor(
        String id,
        String name,
        String category,
        String summary,
        List<String> components,
        URI documentation,
        List<Release> releases,
        List<Kind> watchedKinds) {
    public ToolDescriptor {
        components = List.copyOf(components);
        releases = List.copyOf(releases);
        watchedKinds = List.copyOf(watchedKinds);
    }
}
