package io.millwright.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes what k9s was told of single contexts: {@code clusters/CLUSTER/CONTEXT/config.yaml} and so on. It has no views of theirs. */
final class K9sContexts {
    private final K9sTaken taken;
    private final List<String> contexts;
    private final K9sSkins skins;

    /** @param contexts the names of the contexts that there are */
    K9sContexts(K9sTaken taken, List<String> contexts, K9sSkins skins) {
        this.taken = taken;
        this.skins = skins;
        this.contexts = List.copyOf(contexts);
    }

    void read(Path clusters) {
        for (Path cluster : taken.inside(clusters, "clusters")) {
            String of = "clusters/" + cluster.getFileName();
            for (Path context : taken.inside(cluster, of)) {
                if (Files.isDirectory(context)) {
                    context(context, of + "/" + context.getFileName() + "/");
                }
            }
        }
    }

    private void context(Path folder, String shown) {
        String context = name(String.valueOf(folder.getFileName()));
        K9sTaken here = taken.on(context);
        here.file(
                folder.resolve("config.yaml"),
                shown + "config.yaml",
                root -> config(shown + "config.yaml", context, root, here));
        here.file(
                folder.resolve("aliases.yaml"),
                shown + "aliases.yaml",
                root -> K9sImport.aliases(shown + "aliases.yaml", root, here));
        here.file(
                folder.resolve("hotkeys.yaml"),
                shown + "hotkeys.yaml",
                root -> K9sImport.hotkeys(shown + "hotkeys.yaml", root, here));
        here.file(
                folder.resolve("plugins.yaml"),
                shown + "plugins.yaml",
                root -> new K9sPlugins(here).read(shown + "plugins.yaml", root));
    }

    /** The context whose name has become that of a folder: signs that a file's name can't have are a line there. */
    private String name(String folder) {
        return contexts.stream()
                .filter(c -> c.replaceAll("[:/\\\\]+", "-").equals(folder))
                .findFirst()
                .orElse(folder);
    }

    private void config(String file, String context, JsonNode root, K9sTaken here) {
        JsonNode k9s = root.path("k9s");
        if (k9s.path("readOnly").isBoolean()) {
            if (k9s.path("readOnly").asBoolean()) {
                here.take(file, "readOnly", ContextsReader.READ_ONLY, true);
            } else if (ContextLook.isProduction(context)) { // of others k9s writes it, and nothing hangs on it
                here.refuse(
                        file,
                        "readOnly: false",
                        "that production may be changed is said by yourself, under 'contexts' in config.yaml");
            }
        }
        List<String> favourites = new ArrayList<>();
        for (JsonNode favourite : k9s.path("namespace").path("favorites")) {
            if (!favourite.asText().equals("all")) { // which is on 0
                favourites.add(favourite.asText());
            }
        }
        if (!favourites.isEmpty()) {
            here.take(file, "namespace.favorites", "namespaces", favourites);
        }
        if (k9s.has("proxy")) {
            here.refuse(file, "proxy", "Millwright has no such setting");
        }
        if (k9s.hasNonNull("skin")) {
            String skin = k9s.path("skin").asText();
            skins.theme(skin).ifPresent(t -> here.take(file, "skin " + skin, ContextsReader.THEME, t));
        }
    }
}
