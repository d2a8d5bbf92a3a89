package io.millwright.app.cli;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Why each option is one and no default can do in its place. An option about which nobody can say that isn't made: the reference of commands
 * has these reasons, and isn't written where one is missing.
 */
final class OptionReasons {
    /** By name of option; where it means something else at one command, by that command and its name. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry(
                    "--command",
                    "Which page somebody works on can't be known; a shell's alias or a desktop's starter says it."),
            Map.entry("--kubeconfig", "There may be several files, and the usual one may be another program's."),
            Map.entry(
                    "--context",
                    "Only its user knows which cluster is meant; the current context is one guess of several."),
            Map.entry("--all-contexts", "All clusters of a file are a lot of logins and calls that nobody may want."),
            Map.entry("--as", "Acting as somebody else is an intention that no state of the machine shows."),
            Map.entry("--as-group", "The groups of whom one acts as are known to the cluster's login alone."),
            Map.entry("--cluster", "A context names one cluster; the same login may hold for another."),
            Map.entry("--user", "A context names one user; the same cluster may be used as another."),
            Map.entry("--token", "A token that somebody was handed for one call stands in no file."),
            Map.entry(
                    "--namespace",
                    "Rights often hold for some namespaces only, and which ones can't be listed without rights."),
            Map.entry(
                    "--all-namespaces",
                    "Scripts written for kubectl say it, and it shows that no namespace was forgotten."),
            Map.entry(
                    "--output",
                    "People and programs read the same answer, and a pipe doesn't tell which of them follows."),
            Map.entry("--read-only", "Only its user knows that they want to look and not to touch."),
            Map.entry(
                    "--write",
                    "That production is to be changed now is an intention that no state of the machine shows."),
            Map.entry("--sandbox", "Whether one wants to practise or to work no state of the machine shows."),
            Map.entry("--state", "A sandbox that is to be there tomorrow, or beside another one, needs a name."),
            Map.entry(
                    "--color",
                    "The environment describes terminals wrongly often enough, and a pipe may end in something that shows colours."),
            Map.entry("--timeout", "How long is too long depends on the way to the cluster and on who waits."),
            Map.entry("--no-input", "A terminal doesn't prove that somebody sits in front of it."),
            Map.entry("--ascii", "A locale may promise what the font doesn't have."),
            Map.entry("--screen-reader", "A terminal doesn't tell whether somebody listens to it."),
            Map.entry("--no-animations", "Movement hurts some people, and sends bytes over lines that are dear."),
            Map.entry("--help", "It asks for something else than the command does."),
            Map.entry("--version", "It asks for something else than the command does."),
            Map.entry("--selector", "Which objects belong together is said by labels of the user's own."),
            Map.entry(
                    "--field-selector",
                    "Which states are of interest is the question itself; the server sorts out, so that the rest isn't sent."),
            Map.entry(
                    "--sort-by",
                    "The order by name finds what is known; what stands out is found by the column it stands out in."),
            Map.entry("--show-labels", "Labels are long, and most questions are about something else."),
            Map.entry("--no-headers", "People need the titles, and what reads lines stumbles over them."),
            Map.entry("--watch", "A look ends, a watch doesn't: a script would hang on the wrong one."),
            Map.entry("--sort", "What is too high depends on what one looks for."),
            Map.entry("--used-by", "Looking up and looking down are two questions about one object."),
            Map.entry(
                    "--elsewhere",
                    "It reads all namespaces, which takes rights and time that most questions aren't worth."),
            Map.entry(
                    "--container",
                    "Where a pod has several, only its user knows which is meant; the default is the pod's own."),
            Map.entry(
                    "millwright logs --container",
                    "All containers are shown without it, init containers included, and most of it may be another one's."),
            Map.entry("--tail", "A log may have millions of lines; how far back the cause lies nobody knows before."),
            Map.entry("--since", "When it began is known to who was called at night, not to the log."),
            Map.entry(
                    "--since-time",
                    "An incident is known by the clock, and what is counted back from now moves on while one reads."),
            Map.entry("--grep", "What one looks for can't be known; filtered here, the lines needn't be held."),
            Map.entry("--previous", "The present log and the one before the crash are two questions."),
            Map.entry("--follow", "A look ends, a watch doesn't: a script would hang on the wrong one."),
            Map.entry("--stdin", "What is on standard input may be meant for the next command of a script."),
            Map.entry("--tty", "A program behaves otherwise in a terminal, and what is piped must stay as it is."),
            Map.entry(
                    "--answer", "What is asked on the way is known only when it comes; scripts have to answer before."),
            Map.entry("--hold", "Only the caller knows that it clears the screen as soon as the program ends."),
            Map.entry("--image", "Clusters without a way to the public registries have their own."),
            Map.entry(
                    "--minutes",
                    "How long the work takes is known to who does it; a forgotten root pod must end by itself."),
            Map.entry("--dry-run", "Whether one wants to know or to act is the user's to say."),
            Map.entry(
                    "millwright operations undo --dry-run",
                    "Without it undoing asks on a terminal; a script wants the answer and no question."),
            Map.entry(
                    "millwright import k9s --dry-run", "What is taken over is worth a look before a file is written."),
            Map.entry("--confirm", "Approval is a person's act; no default may give it."),
            Map.entry("--plan", "Only who has read a plan knows which one it was; a cluster may have changed since."),
            Map.entry(
                    "--rehearse",
                    "It copies an instance into memory and takes as long as the run; a small change isn't worth that."),
            Map.entry("--role", "It answers another question, to who gives rights rather than to who has them."),
            Map.entry("--replicas", "How many pods a load needs is its user's to judge."),
            Map.entry("--propagation", "Whether what an object owns is wanted any longer, the object doesn't say."),
            Map.entry(
                    "--force", "Not to wait for a node risks two of a kind; only who knows that the node is dead may."),
            Map.entry(
                    "--unmanaged-pods", "Nothing makes these pods anew; whether they may go is their owner's to say."),
            Map.entry(
                    "--delete-emptydir-data",
                    "The data is lost with the pod; whether it may be is its owner's to say."),
            Map.entry("--wait-minutes", "How long a budget may hold up a drain depends on how urgent it is."),
            Map.entry("--to-revision", "The one before isn't always the one that worked."),
            Map.entry("--revision", "The newest isn't the one that worked."),
            Map.entry("--all", "A chart's own values are hundreds of lines around the few that somebody has set."),
            Map.entry(
                    "--set",
                    "The values of a procedure are its user's decision; what can be read from the cluster is filled in."),
            Map.entry("--format", "A report is read by people, an archive by programs."),
            Map.entry("--reason", "Why a run was left as it is only its user knows, and the next one reads it."),
            Map.entry(
                    "--port",
                    "Firewalls and other programs' settings know fixed ports; any free one is right for everybody else."),
            Map.entry(
                    "--kubeconfig-out",
                    "It would be wrong to write into the kubeconfig of real clusters; another program's place is its user's to name."),
            Map.entry(
                    "--off", "A fault that is switched on and one that is switched off are the same words otherwise."));

    private final Set<String> used = new LinkedHashSet<>();

    /** That of an option of a command; empty where nobody has said any. */
    Optional<String> of(CommandSpec command, OptionSpec option) {
        String own = command.qualifiedName() + " " + option.longestName();
        String key = REASONS.containsKey(own) ? own : option.longestName();
        used.add(key);
        return Optional.ofNullable(REASONS.get(key));
    }

    /** The reasons that no option was asked for. */
    Set<String> idle() {
        Set<String> idle = new LinkedHashSet<>(REASONS.keySet());
        idle.removeAll(used);
        return idle;
    }
}
