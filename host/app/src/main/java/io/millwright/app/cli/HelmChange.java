package io.millwright.app.cli;

import io.millwright.app.objects.ObjectsTool;
import io.millwright.spi.Instance;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code helm rollback} and {@code helm uninstall}: runbooks of the tool {@code objects} under the names that Helm has for them. */
final class HelmChange implements Command {
    private static final String REVISION = "revision";

    private final String runbook;
    private final String name;

    HelmChange(String runbook, String name) {
        this.runbook = runbook;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    private boolean asksRevision() {
        return ObjectsTool.runbook(runbook).info().parameters().stream().anyMatch(p -> p.id().equals(REVISION));
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Specs.command(
                        ObjectsTool.runbook(runbook).info().summary(),
                        "Shows the plan and asks for approval, as 'millwright run' does.")
                .addPositional(Specs.required(0, "RELEASE", "The release's name; its namespace with -n."));
        return RunCommand.approving(
                asksRevision()
                        ? spec.addPositional(Specs.optional(
                                1, "REVISION", "Back to this revision; without it, to the one deployed before."))
                        : spec);
    }

    @Override
    public int run(Arguments arguments, Session session) {
        HelmCommand.Meant meant = HelmCommand.meant(arguments, session);
        Instance target = ObjectsTool.target(meant.context(), meant.revisions().getFirst());
        Map<String, String> inputs = arguments
                .positional(1)
                .map(r -> Map.of(REVISION, number(r, target)))
                .orElse(Map.of());
        return RunCommand.run(
                new Asked(
                        ObjectsTool.INSTANCE,
                        ObjectsTool.runbook(runbook),
                        Optional.of(target),
                        meant.context(),
                        target.id().namespace(),
                        inputs),
                arguments,
                session);
    }

    private String number(String typed, Instance target) {
        if (!typed.matches("\\d{1,9}")) {
            throw new ProblemException(Problem.user(
                    name + " the Helm release",
                    target.id().path(),
                    "'" + typed + "' is no number of a revision",
                    "'millwright helm history' lists them."));
        }
        return typed;
    }
}
