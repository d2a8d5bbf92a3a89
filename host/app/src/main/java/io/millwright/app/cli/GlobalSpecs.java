package io.millwright.app.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The options that every command has, for the parser. Apart from {@link GlobalOptions}, so that the screen opens without a parser. */
final class GlobalSpecs {
    private GlobalSpecs() {}

    /** As {@link GlobalOptions#of} reads them. */
    static List<OptionSpec> specs() {
        return List.of(
                value(
                        "PAGE",
                        "Open the screen with this page: fleet, plugins, operations, or a kind: pods, deploy, clusters.postgresql.cnpg.io.",
                        "-c",
                        "--command"),
                value("FILE", "Use this kubeconfig.", "--kubeconfig"),
                value("CONTEXT", "Work with this context; may be repeated.", "--context"),
                flag("Work with all contexts of the kubeconfig.", "--all-contexts"),
                value("USER", "Act as this user, as far as the login may impersonate.", "--as"),
                value("GROUP", "Act as a member of this group, with --as; may be repeated.", "--as-group"),
                value("NAME", "Use this cluster of the kubeconfig with the one context.", "--cluster"),
                value("NAME", "Use this user of the kubeconfig with the one context.", "--user"),
                value(
                        "TOKEN",
                        "Log in with this bearer token. It is seen in the list of processes and in the shell's history.",
                        "--token"),
                value(
                        "NAMESPACE",
                        "Work with this namespace only; lists and the screen take several: a,b.",
                        "-n",
                        "--namespace"),
                flag("Work with all namespaces (the default of everything that lists).", "-A", "--all-namespaces"),
                value(
                        "FORMAT",
                        "table, wide, json, yaml or name; get has custom-columns= and jsonpath=, too.",
                        "-o",
                        "--output"),
                flag("Refuse everything that changes a cluster.", "--read-only"),
                flag(
                        "Change contexts, too, that are read-only because their names say production; those that the settings name stay read-only.",
                        "--write"),
                flag("Work on simulated clusters; nothing real is touched.", "--sandbox"),
                value("FILE", "Keep the sandbox's state in this file.", "--state"),
                value("WHEN", "auto, never, 16, 256 or truecolor.", "--color"),
                value("DURATION", "How long one call to a cluster may take: 10s, 2m.", "--timeout"),
                flag("Never ask; fail where an answer would be needed.", "--no-input"),
                flag("Show nothing beyond 7-bit characters.", "--ascii"),
                flag(
                        "Tell the screen in plain lines that are only ever added, for screen readers; also ACCESSIBLE=1.",
                        "--screen-reader"),
                flag("Let nothing on the screen move by itself.", "--no-animations"));
    }

    private static OptionSpec value(String label, String help, String... names) {
        boolean repeats = names[0].equals("--context") || names[0].equals("--as-group");
        OptionSpec.Builder option = OptionSpec.builder(names)
                .paramLabel(label)
                .description(help)
                .arity("1")
                .scopeType(ScopeType.INHERIT);
        return (repeats ? option.type(List.class).auxiliaryTypes(String.class) : option.type(String.class)).build();
    }

    private static OptionSpec flag(String help, String... names) {
        return OptionSpec.builder(names)
                .description(help)
                .arity("0")
                .type(boolean.class)
                .scopeType(ScopeType.INHERIT)
                .build();
    }
}
