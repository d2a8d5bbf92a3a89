package io.millwright.app.cli;

import io.millwright.app.objects.ObjectsTool;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.RunbookInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * kubectl's word for something that is done with objects: {@code scale deploy/web --replicas 3} is {@code run objects scale deploy/web --set
 * replicas=3}, with the same plan and the same approval. Its options are the runbook's parameters.
 *
 * @param name the word
 * @param runbook the runbook's id
 * @param kind of which all its objects are, and which isn't typed; empty where it is
 */
record VerbCommand(String name, String runbook, Optional<String> kind) implements Command {
    /** What kubectl calls the parameters, where it has another name. */
    private static final Map<String, String> KUBECTLS =
            Map.of("propagation", "--cascade", "revision", "--to-revision", "unmanaged-pods", "--force");

    /** All of them but those of {@link Rollout}. */
    static List<Command> all() {
        return List.of(
                new VerbCommand("scale", "scale", Optional.empty()),
                new VerbCommand("delete", "delete", Optional.empty()),
                new VerbCommand("cordon", "cordon", Optional.of("node")),
                new VerbCommand("uncordon", "uncordon", Optional.of("node")),
                new VerbCommand("drain", "drain", Optional.of("node")),
                new Rollout());
    }

    /** {@code rollout}: what there is of it. */
    static final class Rollout implements Command {
        @Override
        public String name() {
            return "rollout";
        }

        @Override
        public CommandSpec spec() {
            return Specs.command(
                    "Restart a workload's pods one after the other, or give it a former pod template back: rollout restart, rollout undo.");
        }

        @Override
        public List<Command> subcommands() {
            return List.of(
                    new VerbCommand("restart", "restart", Optional.empty()),
                    new VerbCommand("undo", "undo-rollout", Optional.empty()));
        }

        @Override
        public int run(Arguments arguments, Session session) {
            throw new ProblemException(Problem.user(
                    "read the arguments",
                    "the command line",
                    "nothing says what is to be done",
                    "Write rollout restart deploy/web, or rollout undo deploy/web."));
        }
    }

    private RunbookInfo info() {
        return ObjectsTool.runbook(runbook).info();
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Specs.command(
                info().summary(),
                "Shows the plan and asks for approval: the same as 'millwright run objects " + runbook
                        + "'. Several objects of one kind are one plan.");
        if (kind.isPresent()) {
            spec.addPositional(Specs.required(0, "NODE", "The node's name."))
                    .addPositional(Specs.several(1, "NODE...", "More nodes."));
        } else {
            spec.addPositional(Specs.required(0, "KIND", "deploy, cm ...; or KIND/NAME: deploy/web."))
                    .addPositional(
                            Specs.several(1, "NAME...", "The objects' names; more of KIND/NAME after the first."));
        }
        info().parameters().forEach(p -> spec.addOption(option(p)));
        return RunCommand.approving(spec);
    }

    private static OptionSpec option(Parameter parameter) {
        String own = "--" + parameter.id();
        String[] names = Optional.ofNullable(KUBECTLS.get(parameter.id()))
                .map(theirs -> new String[] {theirs, own})
                .orElse(new String[] {own});
        String help = parameter.label() + ": " + parameter.help().replaceFirst("^true:? ", "");
        return yesNo(parameter) ? Specs.flag(help, names) : Specs.value(label(parameter), help, names);
    }

    private static String label(Parameter parameter) {
        return parameter.type() instanceof Parameter.Type.Choice(List<String> choices)
                ? String.join("|", choices)
                : "N";
    }

    private static boolean yesNo(Parameter parameter) {
        return parameter.type() instanceof Parameter.Type.YesNo;
    }

    @Override
    public int run(Arguments arguments, Session session) {
        Map<String, String> inputs = new LinkedHashMap<>();
        for (Parameter p : info().parameters()) {
            String option = "--" + p.id();
            if (yesNo(p)) {
                if (arguments.flag(option)) {
                    inputs.put(p.id(), "true");
                }
            } else {
                arguments.option(option).ifPresent(v -> inputs.put(p.id(), v));
            }
        }
        return RunCommand.run(
                Asked.objects(runbook, target(arguments.positionals()), inputs, session), arguments, session);
    }

    /** As {@code run objects} takes it. */
    private String target(List<String> typed) {
        List<String> words = new ArrayList<>(typed);
        if (kind.isPresent() && typed.stream().noneMatch(w -> w.contains("/"))) {
            words.addFirst(kind.get());
        }
        List<Target> targets = Target.of(words);
        if (targets.size() > 1 || targets.getFirst().names().isEmpty()) {
            throw new ProblemException(Problem.user(
                    name + " objects",
                    "the command line",
                    targets.size() > 1 ? "one plan is for objects of one kind" : "no object is named",
                    "Write " + name + " "
                            + kind.map(_ -> "NODE").orElse("deploy/web, or the kind and then the names: deploy web api")
                            + "."));
        }
        return targets.getFirst().word() + "/"
                + String.join(",", targets.getFirst().names());
    }
}
