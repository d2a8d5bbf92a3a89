package io.millwright.app.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A program of the user's own that a key starts for the selected row of a list of objects. It is started as it is, never through a shell: what
 * stands for a variable is one argument, whatever is in it. Where it has pipes, a shell connects the programs and sees none of their arguments.
 *
 * @param name what it is called in the settings
 * @param key the name of its key
 * @param says what it does, in a few words
 * @param kinds words for the kinds that it is for; {@code all} for all
 * @param run the program and its arguments; {@code $NAME}, {@code $NAMESPACE}, {@code $CONTEXT} and so on stand for the selected row
 * @param harmless whether its user says that it changes nothing: it is started without a question, also in read-only contexts
 * @param pipes lines of further programs, each of which gets what the one before it says
 * @param inputs what is asked before it is started; {@code $INPUT_NAME} stands for the answer
 * @param background whether it is started without the terminal, which the screen keeps
 */
public record UserProgram(
        String name,
        String key,
        String says,
        List<String> kinds,
        List<String> run,
        boolean harmless,
        List<String> pipes,
        List<ProgramInput> inputs,
        boolean background) {
    /** What is known of a row besides its columns. */
    static final Set<String> VARIABLES = Set.of(
            "NAME",
            "NAMESPACE",
            "CONTEXT",
            "RESOURCE_NAME",
            "RESOURCE_GROUP",
            "RESOURCE_VERSION",
            "POD",
            "CONTAINER",
            "FILTER",
            "KUBECONFIG",
            "CLUSTER",
            "USER",
            "GROUPS");

    public UserProgram {
        kinds = List.copyOf(kinds);
        run = List.copyOf(run);
        pipes = List.copyOf(pipes);
        inputs = List.copyOf(inputs);
    }

    /** One that asks nothing, gets the terminal, and whose output goes nowhere else. */
    public UserProgram(String name, String key, String says, List<String> kinds, List<String> run, boolean harmless) {
        this(name, key, says, kinds, run, harmless, List.of(), List.of(), false);
    }

    private List<ProgramStage> stages() {
        return Stream.concat(Stream.of(new ProgramStage(run)), pipes.stream().map(ProgramStage::of))
                .toList();
    }

    /** Whether it says that variable, in an argument, a pipe or a script. */
    public boolean names(String variable) {
        return Stream.concat(run.stream(), pipes.stream())
                .anyMatch(w -> w.contains("$" + variable) || w.contains("${" + variable + "}"));
    }

    /** The variables in it that nothing here can stand for, sorted. */
    public List<String> unknown() {
        Set<String> known = new HashSet<>(VARIABLES);
        inputs.forEach(i -> known.add(i.variable()));
        Set<String> unknown = new TreeSet<>();
        stages().forEach(s -> s.unknown(known, unknown));
        return List.copyOf(unknown);
    }

    /**
     * The programs with their arguments for those values, each with what the one before it says; empty when a variable that they name isn't among
     * them. The script of a shell stays as it is: its variables are in the environment that it gets, where a value is data and no part of the script.
     *
     * @param values by name of variable, columns as {@code COL-AGE}
     */
    public Optional<List<List<String>>> programs(Map<String, String> values) {
        List<List<String>> programs = new ArrayList<>();
        for (ProgramStage stage : stages()) {
            Optional<List<String>> filled = stage.filled(values);
            if (filled.isEmpty()) {
                return Optional.empty();
            }
            programs.add(filled.get());
        }
        return Optional.of(programs);
    }

    /** One command that starts all of them, connected: the words are arguments of a shell's script, which doesn't look into them. */
    public static List<String> connected(List<List<String>> programs) {
        if (programs.size() == 1) {
            return programs.getFirst();
        }
        StringBuilder script = new StringBuilder();
        List<String> words = new ArrayList<>();
        for (List<String> program : programs) {
            script.append(script.isEmpty() ? "" : " |");
            for (String word : program) {
                words.add(word);
                script.append(script.isEmpty() ? "" : " ")
                        .append("\"${")
                        .append(words.size())
                        .append("}\"");
            }
        }
        List<String> command = new ArrayList<>(List.of("sh", "-c", script.toString(), "sh"));
        command.addAll(words);
        return List.copyOf(command);
    }
}
