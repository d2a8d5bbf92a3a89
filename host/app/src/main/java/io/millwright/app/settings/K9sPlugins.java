package io.millwright.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes k9s' plugins, which are programs of the user's own here. */
final class K9sPlugins {
    private final K9sTaken taken;

    K9sPlugins(K9sTaken taken) {
        this.taken = taken;
    }

    /**
     * Those of a file, in any of the forms that k9s reads: a map {@code plugins}, the same map without that word, or one plugin that is called as
     * the file.
     */
    void read(String file, JsonNode root) {
        if (root.has("command") || root.has("shortCut")) {
            String name = file.substring(file.lastIndexOf('/') + 1);
            plugin(file, name.substring(0, name.lastIndexOf('.')), root);
            return;
        }
        JsonNode all = root.has("plugins") ? root.path("plugins") : root;
        all.properties().forEach(f -> plugin(file, f.getKey(), f.getValue()));
    }

    /** A program that is started as it is, after a question; whether one is harmless only its user can say, in the settings. */
    private void plugin(String file, String name, JsonNode plugin) {
        List<String> run = new ArrayList<>(List.of(plugin.path("command").asText("")));
        plugin.path("args").forEach(a -> run.add(a.asText()));
        List<String> kinds = new ArrayList<>();
        plugin.path("scopes").forEach(s -> kinds.add(K9sWords.line(s.asText())));
        String shortCut = plugin.path("shortCut").asText("");
        Optional<String> key = K9sWords.key(shortCut);
        List<String> pipes = new ArrayList<>();
        plugin.path("pipes").forEach(p -> pipes.add(p.asText()));
        boolean background = plugin.path("background").asBoolean(false);
        List<ProgramInput> inputs = K9sInputs.read(plugin.path("inputs"));
        String says = plugin.path("description").asText(name);
        UserProgram program = new UserProgram(name, key.orElse(""), says, kinds, run, false, pipes, inputs, background);
        Optional<String> fault =
                inputs.stream().flatMap(i -> i.fault().stream()).findFirst();
        Optional<String> against = Optional.empty();
        if (run.getFirst().isBlank()) {
            against = Optional.of("it names no command");
        } else if (key.isEmpty()) {
            against = Optional.of("there is no key '" + shortCut + "' here");
        } else if (fault.isPresent()) {
            against = fault;
        } else if (kinds.isEmpty()) {
            against = Optional.of("programs are started from lists of objects only");
        } else if (!program.unknown().isEmpty()) {
            against = Optional.of("nothing is known here for " + String.join(", ", program.unknown()));
        }
        if (against.isPresent()) {
            taken.refuse(file, name, against.get());
            return;
        }
        Map<String, Object> taking = new LinkedHashMap<>();
        taking.put("key", program.key());
        taking.put("says", program.says());
        taking.put("kinds", program.kinds());
        taking.put("run", program.run());
        if (!pipes.isEmpty()) {
            taking.put("pipes", pipes);
        }
        if (!inputs.isEmpty()) {
            taking.put("inputs", K9sInputs.written(inputs));
        }
        if (background) {
            taking.put("background", true);
        }
        taken.into("programs", name, taking);
        taken.accept(file, name, program.key() + " starts " + run.getFirst() + ", after a question");
    }
}
