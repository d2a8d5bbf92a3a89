package io.millwright.app.cli;

import io.millwright.engine.json.Yaml;
import io.millwright.engine.preview.Roles;
import io.millwright.spi.Resource;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code plan}: what a runbook would do, with every value. Changes nothing. */
final class PlanCommand implements Command {
    @Override
    public String name() {
        return "plan";
    }

    @Override
    public CommandSpec spec() {
        return asking(Specs.command(
                        "Show what a runbook would do: steps, changes, risks, undo, equivalent commands. Changes"
                                + " nothing.",
                        "Ends with 75 when something stands against running it now, 77 when rights are missing."))
                .addOption(rehearse())
                .addOption(Specs.flag(
                        "Print the smallest roles it can be run with, and their bindings for the current user, as"
                                + " manifests.",
                        "--role"));
    }

    static OptionSpec rehearse() {
        return Specs.flag(
                "Run the plan on a copy of the instance in this process, Secrets' values replaced, and say how that"
                        + " goes; then stop.",
                "--rehearse");
    }

    /** The arguments that say what is asked. */
    static CommandSpec asking(CommandSpec spec) {
        return spec.addPositional(Specs.required(0, "TOOL", "The tool's id, see 'millwright tools'."))
                .addPositional(Specs.required(1, "RUNBOOK", "The runbook's id, see 'millwright guide TOOL'."))
                .addPositional(Specs.optional(
                        2,
                        "TARGET",
                        "The instance: NAME, NAMESPACE/NAME or NAMESPACE/NAME@CONTEXT. Of the tool 'objects':"
                                + " KIND/NAME, several names with commas."))
                .addOption(Specs.repeated("NAME=VALUE", "A parameter of the runbook; may be repeated.", "--set"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        Operations.Prepared prepared = session.services().operations().prepare(Asked.read(arguments, session));
        if (arguments.flag("--role")) {
            roles(session.services().operations().roles(prepared), session);
            return ExitCode.DONE;
        }
        if (arguments.flag("--rehearse")) {
            return rehearsed(prepared, session);
        }
        show(prepared, session);
        return standing(prepared.preview());
    }

    /** A document is the rehearsal's alone; a person reads the plan before it. */
    static int rehearsed(Operations.Prepared prepared, Session session) {
        if (session.options().format().forPeople()) {
            show(prepared, session);
        }
        return RehearsalText.show(session.services().operations().rehearse(prepared), session);
    }

    private static void roles(Roles.Generated roles, Session session) {
        Format format = session.options().format();
        if (format == Format.TABLE || format == Format.WIDE) {
            roles.objects().forEach(o -> {
                session.console().line("---");
                session.console().lines(Yaml.write(o.content()));
            });
        } else {
            session.write(new Document(
                    "RoleList",
                    Document.map(
                            "items",
                                    roles.objects().stream()
                                            .map(Resource::content)
                                            .toList(),
                            "unknown", roles.unknown()),
                    new Document.Table(List.of(), List.of(), ""),
                    roles.objects().stream().map(Resource::name).toList()));
        }
        roles.unknown().forEach(u -> session.console().remark("Not in these roles: " + u));
    }

    static void show(Operations.Prepared prepared, Session session) {
        Format format = session.options().format();
        if (format == Format.TABLE || format == Format.WIDE) {
            PlanText.write(prepared, session.console());
        } else {
            session.write(PlanText.document(prepared));
        }
    }

    /** The exit code that says whether it could run now. */
    static int standing(PreviewView preview) {
        List<String> rights = preview.missingRights();
        return !preview.blockers().isEmpty() ? ExitCode.BLOCKED : rights.isEmpty() ? ExitCode.DONE : ExitCode.DENIED;
    }
}
