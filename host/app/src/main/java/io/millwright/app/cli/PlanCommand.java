package io.millwright.app.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code plan}: what a runbook would do, with every value. Changes nothing. */
final class PlanCommand implements Command {
    @Override
    public String name() {
        return "plan";
    }

    @Override
    public CommandSpec spec() {
        return asking(Specs.command(
                "Show what a runbook would do: steps, changes, risks, undo, equivalent commands. Changes nothing.",
                "Ends with 75 when something stands against running it now, 77 when rights are missing."));
    }

    /** The arguments that say what is asked. */
    static CommandSpec asking(CommandSpec spec) {
        return spec.addPositional(Specs.required(0, "TOOL", "The tool's id, see 'millwright tools'."))
                .addPositional(Specs.required(1, "RUNBOOK", "The runbook's id, see 'millwright guide TOOL'."))
                .addPositional(
                        Specs.optional(2, "TARGET", "The instance: NAME, NAMESPACE/NAME or NAMESPACE/NAME@CONTEXT."))
                .addOption(Specs.repeated("NAME=VALUE", "A parameter of the runbook; may be repeated.", "--set"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        Operations.Prepared prepared = session.services().operations().prepare(Asked.read(arguments, session));
        show(prepared, session);
        return standing(prepared.preview());
    }

    static void show(Operations.Prepared prepared, Session session) {
        Format format = session.options().format();
        if (format == Format.TABLE || format == Format.WIDE) {
            PlanText.write(prepared.plan(), prepared.preview(), session.console());
        } else {
            session.write(PlanText.document(prepared.plan(), prepared.preview()));
        }
    }

    /** The exit code that says whether it could run now. */
    static int standing(PreviewView preview) {
        List<String> rights = preview.missingRights();
        return !preview.blockers().isEmpty() ? ExitCode.BLOCKED : rights.isEmpty() ? ExitCode.DONE : ExitCode.DENIED;
    }
}
