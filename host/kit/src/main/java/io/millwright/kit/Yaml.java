package io.millwright.kit;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML and JSON, which is a part of YAML, into trees. */
public final class Yaml {
    private Yaml() {}

    private static Load loader(String label) {
        // A release manifest has two million characters, well above the parser's own limit.
        return new Load(LoadSettings.builder()
                .setLabel(label)
                .setCodePointLimit(64 * 1024 * 1024)
                .setMaxAliasesForCollections(50)
                .build());
    }

    /**
     * The documents that are maps, in order; empty documents are left out.
     *
     * @throws ProblemException of kind USER when it isn't YAML or a document is no map
     */
    @SuppressWarnings("unchecked")
    public static List<Resource> documents(String text, String label) {
        List<Resource> documents = new ArrayList<>();
        try {
            for (Object document : loader(label).loadAllFromString(text)) {
                if (document instanceof Map<?, ?> map) {
                    documents.add(new Resource((Map<String, Object>) map));
                } else if (document != null) {
                    throw refused(label, "a document of it is not an object but: " + brief(document.toString()));
                }
            }
        } catch (YamlEngineException e) {
            throw refused(label, brief(String.valueOf(e.getMessage())));
        }
        return documents;
    }

    /** The only document of a text that must have exactly one. */
    public static Resource document(String text, String label) {
        List<Resource> documents = documents(text, label);
        if (documents.size() != 1) {
            throw refused(label, "it has " + documents.size() + " documents, not one");
        }
        return documents.getFirst();
    }

    /** The only document of a file that ships beside that class. */
    public static Resource resource(Class<?> beside, String name) {
        return document(text(beside, name), name);
    }

    /** The documents of a file that ships beside that class. */
    public static List<Resource> resources(Class<?> beside, String name) {
        return documents(text(beside, name), name);
    }

    /** A text that ships beside that class. */
    public static String text(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the plugin's jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the plugin's jar can't be read at " + name, e);
        }
    }

    private static ProblemException refused(String label, String why) {
        return new ProblemException(Problem.user(
                "read YAML",
                label,
                why,
                "Give a YAML file whose documents are Kubernetes objects, such as a release's manifest."));
    }

    private static String brief(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
}
