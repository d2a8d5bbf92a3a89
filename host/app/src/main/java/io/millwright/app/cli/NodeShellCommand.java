package io.millwright.app.cli;

import io.millwright.app.objects.NodeShell;
import io.millwright.app.objects.ObjectsTool;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.port.ProgramAsk;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code node-shell}: a plan that makes a pod on a node, a shell in it that is root on the node, and the pod's removal. */
final class NodeShellCommand implements Command {
    /** Into the processes, files and network of the node's first process; bash where there is one. */
    private static final List<String> ENTER = List.of("nsenter", "-t", "1", "-m", "-u", "-i", "-n", "-p", "--");

    private static final List<String> SHELL =
            List.of("sh", "-c", "command -v bash > /dev/null && exec bash -l || exec sh -l");

    @Override
    public String name() {
        return "node-shell";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Specs.command(
                        "Open a shell on a node, or run a program there: node-shell NODE -- PROGRAM ARGUMENTS.",
                        "Makes a privileged pod, by a plan that is shown and approved, and removes it at the end. -n says in which namespace.",
                        "Whoever is in that shell is root on the node.")
                .addPositional(Specs.required(0, "NODE", "The node's name."))
                .addPositional(
                        Specs.several(1, "PROGRAM", "A program and its arguments, behind --, instead of a shell."))
                .addOption(Specs.value("IMAGE", "What the pod is made of; it must have nsenter.", "--image"))
                .addOption(Specs.value("N", "How long the pod lives at most, in minutes.", "--minutes"))
                .addOption(Specs.flag("After a failure wait for Enter: for callers that clear the screen.", "--hold"));
        return RunCommand.approving(spec);
    }

    @Override
    public int run(Arguments arguments, Session session) {
        return ProgramCommand.held(arguments, session, () -> opened(arguments, session));
    }

    private int opened(Arguments arguments, Session session) {
        String name = arguments.positional(0).orElse("").replaceFirst("^nodes?/", "");
        String attempted = "open a shell on node " + name;
        PodCommands.Place place = PodCommands.place(attempted, session);
        session.refuseReadOnly(attempted, place.context());
        Resource node = place.cluster()
                .view()
                .get(ObjectRef.of(Kind.NODE, "", name))
                .orElseThrow(() -> new ProblemException(Problem.user(
                        attempted,
                        "cluster " + place.context(),
                        "there is no such node",
                        "'millwright get nodes' lists them.")));
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put(NodeShell.NAMESPACE, place.namespace());
        arguments.option("--image").ifPresent(i -> inputs.put(NodeShell.IMAGE, i));
        arguments.option("--minutes").ifPresent(m -> inputs.put(NodeShell.MINUTES, m));
        tellLeft(name, place, session);
        Asked asked = new Asked(
                ObjectsTool.INSTANCE,
                ObjectsTool.runbook(NodeShell.ID),
                Optional.of(ObjectsTool.target(place.context(), Kind.NODE, node)),
                place.context(),
                "",
                inputs);
        RunCommand.Outcome outcome = RunCommand.approved(asked, arguments, session);
        if (outcome.run().isEmpty()) {
            return outcome.code();
        }
        PastRun run = outcome.run().get();
        try {
            return run.succeeded()
                    ? shell(NodeShell.pod(outcome.prepared().plan()), arguments, place, session)
                    : RunCommand.ended(
                            run, asked, session, session.options().format().forPeople());
        } finally {
            remove(run, arguments, session);
        }
    }

    private static void tellLeft(String node, PodCommands.Place place, Session session) {
        for (ObjectRef pod :
                NodeShell.left(node, place.namespace(), place.cluster().view())) {
            session.console()
                    .remark("A former shell has left " + pod.display()
                            + " behind, or somebody is in it. To remove it: millwright run "
                            + ObjectsTool.ID + " delete pod/" + pod.name() + " -n " + pod.namespace() + " --context "
                            + ShellWords.quoted(place.context())
                            + session.options().leading());
        }
    }

    private static int shell(ObjectRef pod, Arguments arguments, PodCommands.Place place, Session session) {
        List<String> typed = arguments.positionals().stream().skip(1).toList();
        List<String> command = new java.util.ArrayList<>(ENTER);
        command.addAll(typed.isEmpty() ? SHELL : typed);
        boolean terminal = typed.isEmpty();
        ProgramAsk ask = new ProgramAsk(pod, NodeShell.CONTAINER, command, true, terminal);
        PodWork work = new PodWork(PodWork.Way.EXEC, pod, NodeShell.CONTAINER, command);
        try (PodSessions.Open record =
                session.services().operations().inPod(place.context(), work, ConsoleOperator.of(arguments, session))) {
            return ProgramCommand.talk(record, place, ask, session);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandCancelled();
        }
    }

    /** Whatever has happened in between: a cancelled command removes its pod, too. */
    private static void remove(PastRun run, Arguments arguments, Session session) {
        boolean cancelled = Thread.interrupted();
        try {
            PastRun undone = session.services()
                    .operations()
                    .undo(run.id(), ConsoleOperator.of(arguments, session), OperationsCommand.progress(session));
            session.console().remark(undone.state() + ": " + run.title() + "; run " + run.id());
        } catch (ProblemException e) {
            throw new ProblemException(
                    new Problem(
                            e.problem().kind(),
                            "remove the pod of the shell",
                            e.problem().on(),
                            e.problem().why(),
                            "Repeat it with 'millwright operations undo " + run.id()
                                    + "'; when its time is over the node ends the pod by itself.",
                            e.problem().code()),
                    e);
        } finally {
            if (cancelled) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
