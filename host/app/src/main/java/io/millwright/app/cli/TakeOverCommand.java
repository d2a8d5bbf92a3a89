package io.millwright.app.cli;

import io.millwright.app.cli.Operations.FromElsewhere;
import io.millwright.spi.Danger;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Step;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code operations take-over}: makes an interrupted run of another machine one of this machine. */
final class TakeOverCommand implements Command {
    @Override
    public String name() {
        return "take-over";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "Take over a run that another machine has begun, from its copy in the cluster; then it is resumed, undone or abandoned here.",
                        "Its plan is shown and approved anew: whoever may write ConfigMaps there could have written it. Changes nothing in the cluster.")
                .addPositional(Specs.required(0, "ID", "The run's id, or the beginning of it."))
                .addOption(Specs.value(
                        "TEXT", "The approval: what the plan's danger takes, or NAME@CONTEXT.", "--confirm"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        PastRun found = OtherMachines.one(arguments.positional(0).orElse(""), session);
        FromElsewhere run = session.services().operations().fromElsewhere(found.cluster(), found.id());
        boolean people = session.options().format().forPeople();
        if (people) {
            show(run, session.console());
        }
        String phrase = approval(run, arguments.option("--confirm"), session);
        PastRun taken = session.services().operations().takeOver(run, phrase);
        if (people) {
            session.console()
                    .line("It is a run of this machine now: 'millwright operations resume " + taken.id()
                            + "' goes on with it, 'undo' takes back what it changed, 'abandon' leaves it as it is.");
        } else {
            session.write(OperationsCommand.document(taken, Map.of()));
        }
        return ExitCode.DONE;
    }

    private static void show(FromElsewhere run, Console console) {
        Plan plan = run.plan();
        console.painted(console.bold(plan.title()));
        console.line("  danger     " + plan.danger().word());
        console.line("  cluster    " + run.run().cluster());
        console.line("  begun by   " + run.run().origin());
        console.line("  state      " + run.run().state());
        console.line("  digest     " + run.digest());
        console.line("");
        for (Step step : plan.steps()) {
            console.line("  - " + step.title());
        }
    }

    private static String approval(FromElsewhere run, Optional<String> confirm, Session session) {
        String full = run.plan().target().instance().confirmation();
        Danger danger = run.plan().danger();
        boolean typed = danger == Danger.DESTRUCTIVE || danger == Danger.DATA_LOSS;
        String said = confirm.or(() -> session.console()
                        .ask(danger.word() + ". Type " + (typed ? run.phrase() : "y") + " to take it over:"))
                .orElseThrow(() -> notApproved(
                        run,
                        "nobody can be asked here",
                        "Give --confirm " + ShellWords.quoted(run.phrase()) + " after reading its plan."));
        boolean yes = typed
                ? said.equals(run.phrase()) || said.equals(full)
                : said.equals(full) || said.toLowerCase(Locale.ROOT).matches("y|yes");
        if (!yes) {
            throw notApproved(run, "it was not approved", "Nothing was changed.");
        }
        return said.equals(full) ? full : run.phrase();
    }

    private static ProblemException notApproved(FromElsewhere run, String why, String next) {
        return new ProblemException(Problem.user("take over the run", run.run().id(), why, next));
    }
}
