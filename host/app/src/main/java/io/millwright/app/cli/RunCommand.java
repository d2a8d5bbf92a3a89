package io.millwright.app.cli;

import io.millwright.app.cli.Operations.Prepared;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code run}: preview, approval, then every step as it happens, then the findings that are left. */
final class RunCommand implements Command {
    @Override
    public String name() {
        return "run";
    }

    @Override
    public CommandSpec spec() {
        return approving(PlanCommand.asking(Specs.command(
                "Run a runbook: shows the plan, asks for approval, runs it step by step, checks the health again.",
                "Where nobody can be asked, --confirm takes the approval; 'millwright plan' says what"
                        + " has to be typed.",
                "With --plan the approval holds for that one plan: when it would be another by now,"
                        + " nothing is run.")));
    }

    /** With the options by which a plan is tried beforehand, and approved where nobody can be asked. */
    static CommandSpec approving(CommandSpec spec) {
        return spec.addOption(Specs.flag(
                        "Stop after the plan; the API server is asked what it would do, nothing is changed.",
                        "--dry-run"))
                .addOption(Specs.value(
                        "TEXT", "The approval: what the plan says has to be typed, or NAME@CONTEXT.", "--confirm"))
                .addOption(Specs.value(
                        "DIGEST", "Run only the plan with this digest, as 'millwright plan' has printed it.", "--plan"))
                .addOption(ConsoleOperator.option())
                .addOption(PlanCommand.rehearse());
    }

    @Override
    public int run(Arguments arguments, Session session) {
        return run(Asked.read(arguments, session), arguments, session);
    }

    /** What was asked, approved as the options of {@link #approving} say. */
    static int run(Asked asked, Arguments arguments, Session session) {
        Outcome outcome = approved(asked, arguments, session);
        return outcome.run()
                .map(r -> ended(r, asked, session, session.options().format().forPeople()))
                .orElse(outcome.code());
    }

    /**
     * What became of what was asked.
     *
     * @param run empty where a plan was only tried
     * @param code how that ended
     */
    record Outcome(Prepared prepared, Optional<PastRun> run, int code) {}

    /** The same without what is told at the end of a run. */
    static Outcome approved(Asked asked, Arguments arguments, Session session) {
        if (arguments.flag("--rehearse")) {
            Prepared prepared = session.services().operations().prepare(asked);
            return new Outcome(prepared, Optional.empty(), PlanCommand.rehearsed(prepared, session));
        }
        boolean dryRun = arguments.flag("--dry-run");
        if (!dryRun) {
            session.refuseReadOnly("run " + asked.runbook().info().id(), asked.context());
        }
        Prepared prepared = session.services().operations().prepare(asked);
        boolean people = session.options().format().forPeople();
        if (people || dryRun) {
            PlanCommand.show(prepared, session);
        }
        int standing = PlanCommand.standing(prepared.preview());
        if (dryRun || standing != ExitCode.DONE) {
            return new Outcome(prepared, Optional.empty(), dryRun ? standing : refused(prepared));
        }
        arguments.option("--plan").ifPresent(digest -> refuseOther(digest, prepared, session));
        String phrase = approval(prepared, arguments.option("--confirm"), session);
        PastRun run = session.services()
                .operations()
                .run(prepared, phrase, ConsoleOperator.of(arguments, session), line -> {
                    if (people) {
                        session.console().line(progress(line));
                        session.console().out().flush();
                    }
                });
        return new Outcome(prepared, Optional.of(run), ExitCode.DONE);
    }

    private static int refused(Prepared prepared) {
        PreviewView preview = prepared.preview();
        boolean blocked = !preview.blockers().isEmpty();
        throw new ProblemException(new Problem(
                Problem.Kind.CLUSTER,
                "run " + prepared.plan().runbookId(),
                prepared.plan().target().instance().display(),
                blocked
                        ? String.join("; ", preview.blockers())
                        : "you may not " + String.join(", ", preview.missingRights()),
                blocked ? "Repeat when that is lifted." : "Ask for these rights.",
                Optional.of(blocked ? "blocked" : "denied")));
    }

    /** An approval that was given for another plan isn't one for this. */
    private static void refuseOther(String digest, Prepared prepared, Session session) {
        if (digest.equals(prepared.digest())) {
            return;
        }
        List<String> changes = session.services().operations().changes(digest, prepared);
        throw new ProblemException(new Problem(
                Problem.Kind.USER,
                "run " + prepared.plan().runbookId(),
                prepared.plan().target().instance().display(),
                changes.isEmpty()
                        ? "the plan has digest " + prepared.digest() + ", not the one that was approved"
                        : "the plan has changed since it was approved: " + String.join("; ", changes),
                "Nothing was changed. Read the plan as it is now, then approve it with --plan " + prepared.digest()
                        + ".",
                Optional.of("blocked")));
    }

    /** What was typed to approve the plan. The phrase itself is judged by the engine, the same for screen and command line. */
    private static String approval(Prepared prepared, Optional<String> confirm, Session session) {
        String phrase = prepared.preview().phrase();
        if (confirm.isPresent()) {
            String full = prepared.plan().target().instance().confirmation();
            if (!confirm.get().equals(phrase) && !confirm.get().equals(full)) {
                throw notApproved(
                        prepared,
                        "--confirm says '" + confirm.get() + "'",
                        "Give --confirm " + ShellWords.quoted(phrase) + ".");
            }
            return confirm.get();
        }
        Danger danger = prepared.plan().danger();
        boolean typed = danger == Danger.DESTRUCTIVE || danger == Danger.DATA_LOSS;
        Optional<String> answer =
                session.console().ask(danger.word() + ". Type " + (typed ? phrase + " to run it:" : "y to run it:"));
        if (answer.isEmpty()) {
            throw notApproved(
                    prepared,
                    "nobody can be asked here",
                    "Give --confirm " + ShellWords.quoted(phrase) + " after reading the plan.");
        }
        String said = answer.get();
        boolean yes =
                typed ? said.equals(phrase) : said.toLowerCase(Locale.ROOT).matches("y|yes");
        if (!yes) {
            throw notApproved(prepared, "it was not approved", "Nothing was changed.");
        }
        return phrase;
    }

    private static ProblemException notApproved(Prepared prepared, String why, String next) {
        return new ProblemException(Problem.user(
                "run " + prepared.plan().runbookId(),
                prepared.plan().target().instance().display(),
                why,
                next));
    }

    static String progress(PastRun.StepLine line) {
        Instant second = line.at().truncatedTo(ChronoUnit.SECONDS);
        return second + "  " + line.state() + "  " + line.title()
                + (line.detail().isEmpty() ? "" : "  (" + line.detail() + ")");
    }

    /** Tells how a run has ended, and what is left to be found. */
    static int ended(PastRun run, Asked asked, Session session, boolean people) {
        List<Checked> after = asked.target().map(t -> again(t, asked, session)).orElse(List.of());
        Document document = OperationsCommand.document(
                run,
                Map.of(
                        "findings",
                        after.stream()
                                .flatMap(c -> c.findings().stream()
                                        .map(f -> HealthCommand.content(
                                                f,
                                                c.instance(),
                                                session.options().leading())))
                                .toList()));
        if (people) {
            session.console().line(run.state() + ": " + run.title());
            session.console()
                    .line("run " + run.id() + "; 'millwright operations show " + run.id() + "' tells it again");
            if (run.undecided()) {
                session.console()
                        .line("it waits for a decision: 'millwright operations resume " + run.id()
                                + "' goes on with it, 'millwright operations undo " + run.id()
                                + "' takes back what was done, 'millwright operations abandon " + run.id()
                                + " --reason TEXT' leaves it as it is");
            }
            after.forEach(c -> HealthText.write(c, session.options().leading(), session.console()));
        } else {
            session.write(document);
        }
        return run.succeeded() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** The findings of the target as it is now; empty when it is gone. */
    private static List<Checked> again(Instance target, Asked asked, Session session) {
        List<Instance> now = asked
                .tool()
                .discover(session.services().clusters().open(asked.context()).view())
                .stream()
                .filter(i -> i.id().equals(target.id()))
                .toList();
        return session.services().operations().health(now, session.options().timeout());
    }
}
